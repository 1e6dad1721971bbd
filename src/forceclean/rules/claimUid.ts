import { CSI_KEYS } from '../../creators/cinderCsi.ts';
import type { ObjectName, LedgerEntry } from '../../model/evidence.ts';
import type { Resource } from '../../model/resource.ts';
import { isRestored } from '../restored.ts';
import { strong, veto, weak, type Reason, type Rule } from '../rule.ts';

const NAME = /^pvc-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The CSI driver names a volume after its claim's uid, which is unique in the world: the claim that a ledger knows under
 * this uid is the volume's, also where the ledger knows another id (a create whose answer was lost makes a twin). That the
 * name begins with `pvc-` says nothing. Of a neighbour's ledger it is a reason against, also where that one's cluster has the name
 * of ours.
 */
export const claimUid: Rule = {
  name: 'claim-uid',
  kinds: ['volume'],
  look(resource, view) {
    const uid = NAME.exec(resource.name)?.[1];
    if (uid === undefined) return [];
    const { ledger, clusters, neighbours } = view.input;
    const reasons = (entries: readonly LedgerEntry[], reason: (entry: LedgerEntry, claim: ObjectName) => Reason) =>
      entries.flatMap((entry) => (entry.claim?.uid === uid ? [reason(entry, entry.claim)] : []));
    return [
      ...reasons(ledger, (entry, claim) =>
        clusters.some((names) => names.cluster === entry.cluster)
          ? ofClaim(resource, entry, claim)
          : vetoOf(entry, claim),
      ),
      ...reasons(neighbours?.ledger ?? [], vetoOf),
    ];
  },
};

function ofClaim(resource: Resource, entry: LedgerEntry, claim: ObjectName): Reason {
  const says = `its name holds the uid of claim ${claim.namespace}/${claim.name} (${entry.source})`;
  const { [CSI_KEYS.claim]: name = claim.name, [CSI_KEYS.claimNamespace]: namespace = claim.namespace } =
    resource.metadata;
  if (isRestored(resource)) return weak(`${says}, but Cinder copied it from a backup`, claim.uid, entry.cluster);
  return name === claim.name && namespace === claim.namespace
    ? strong(says, claim.uid, entry.cluster)
    : weak(`${says}, but its metadata name ${namespace}/${name}`, claim.uid, entry.cluster);
}

function vetoOf({ cluster, source }: LedgerEntry, { uid }: ObjectName): Reason {
  return veto(`its name holds the uid of a claim of cluster ${cluster} (${source})`, uid);
}
