import { CSI_KEYS } from '../../creators/cinderCsi.ts';
import type { ObjectName } from '../../model/evidence.ts';
import type { Resource } from '../../model/resource.ts';
import { byUid } from '../byUid.ts';
import { isRestored } from '../restored.ts';
import { strong, weak, type Reason, type Rule } from '../rule.ts';

const NAME = /^pvc-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The CSI driver names a volume after its claim's uid, which is unique in the world: the claim that a ledger knows under
 * this uid is the volume's, also where the ledger knows another id (a create whose answer was lost makes a twin). That the
 * name begins with `pvc-` says nothing.
 */
export const claimUid: Rule = {
  name: 'claim-uid',
  kinds: ['volume'],
  look: (resource, view) =>
    byUid(
      view.input,
      'claim',
      ({ claim }) => (claim !== undefined && claim.uid === NAME.exec(resource.name)?.[1] ? claim : undefined),
      (says, claim, { cluster }) => ofClaim(resource, says, claim, cluster),
    ),
};

function ofClaim(resource: Resource, says: string, claim: ObjectName, cluster: string): Reason {
  const { [CSI_KEYS.claim]: name = claim.name, [CSI_KEYS.claimNamespace]: namespace = claim.namespace } =
    resource.metadata;
  if (isRestored(resource)) return weak(`${says}, but Cinder copied it from a backup`, claim.uid, cluster);
  return name === claim.name && namespace === claim.namespace
    ? strong(says, claim.uid, cluster)
    : weak(`${says}, but its metadata name ${namespace}/${name}`, claim.uid, cluster);
}
