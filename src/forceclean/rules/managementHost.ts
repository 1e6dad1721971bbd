import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';

/**
 * What belongs to a V1 management host that may serve several clusters goes with none of them: a host with a name of its
 * own, or one whose texts name another cluster (k8s-cluster-api-provider gives `P-allow-*` to all clusters of a host).
 */
export const managementHost: Rule = {
  name: 'management-host',
  kinds: KINDS,
  look: (resource, view) =>
    view
      .claims(resource)
      .filter((claim) => {
        const { tokens } = claim.row.template;
        const names = view.input.clusters.find((one) => one.cluster === claim.cluster);
        const ofHost = tokens.includes('P') && !tokens.includes('C');
        if (!claim.mine || !ofHost || names === undefined) return false;
        return names.prefix !== names.cluster || view.hostServes(names.prefix);
      })
      .map((claim) => veto('belongs to a management host which may serve other clusters', claim.text)),
};
