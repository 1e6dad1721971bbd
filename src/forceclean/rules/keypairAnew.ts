import { veto, type Rule } from '../rule.ts';
import { remedy } from '../stuck/table.ts';

/**
 * A keypair has no id but its name, which its user may give again. The fingerprint tells: Nova works it out from the key
 * (nova/crypto.py, generate_fingerprint), and the run's journal has that of the key that the run made.
 * A journal beside a clean-up that has only the cluster's name counts, too.
 */
export const keypairAnew: Rule = {
  name: 'keypair-made-anew',
  kinds: ['keypair'],
  look(resource, view) {
    const { ledger, told = [] } = view.input;
    const known = [...ledger, ...told].filter(
      (entry) => entry.kind === 'keypair' && entry.id === resource.id && entry.fingerprint !== undefined,
    );
    const [first] = known;
    const now = resource.facts['fingerprint'];
    if (first === undefined || known.some((entry) => entry.fingerprint === now)) return [];
    const says = `not the key that was made for cluster ${first.cluster} (${first.source})`;
    return [veto(`${says}: ${remedy('keypairAnew', resource.id, resource.id)}`, String(now))];
  },
};
