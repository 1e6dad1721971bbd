import { OCCM } from '../../creators/occm.ts';
import type { LedgerEntry, ObjectName } from '../../model/evidence.ts';
import { strong, veto, type Reason, type Rule } from '../rule.ts';

/**
 * OCCM names a Service's security group after its uid, and so did it the load balancer of old. A uid is unique in the world,
 * so one that a ledger knows tells whose they are where nothing else does: no description, or a cluster's name that others
 * have as well. Of a neighbour's ledger it is a reason against, also where that one's cluster has the name of ours.
 */
export const serviceUid: Rule = {
  name: 'service-uid',
  kinds: ['securityGroup', 'loadBalancer'],
  look(resource, view) {
    const { ledger, clusters, neighbours } = view.input;
    const reasons = (entries: readonly LedgerEntry[], reason: (entry: LedgerEntry, service: ObjectName) => Reason) =>
      entries.flatMap((entry) =>
        entry.service !== undefined && nameOf(entry.service, resource.kind) === resource.name
          ? [reason(entry, entry.service)]
          : [],
      );
    return [
      ...reasons(ledger, (entry, service) =>
        clusters.some((names) => names.cluster === entry.cluster)
          ? strong(`${saysOf(service)} (${entry.source})`, service.uid, entry.cluster)
          : vetoOf(entry, service),
      ),
      ...reasons(neighbours?.ledger ?? [], vetoOf),
    ];
  },
};

function saysOf({ namespace, name }: ObjectName): string {
  return `its name holds the uid of Service ${namespace}/${name}`;
}

function vetoOf({ cluster, source }: LedgerEntry, service: ObjectName): Reason {
  return veto(`${saysOf(service)} of cluster ${cluster} (${source})`, service.uid);
}

/** The whole name that OCCM gives; a load balancer's holds the first 31 digits (kubernetes/cloud-provider cloud.go:89-97). */
function nameOf({ namespace, name, uid }: ObjectName, kind: string): string {
  return kind === 'loadBalancer'
    ? OCCM.loadBalancerLegacy.template.write({ H: uid.replaceAll('-', '').slice(0, 31) })
    : OCCM.securityGroup.template.write({ U: uid, nsvc: `${namespace}-${name}` });
}
