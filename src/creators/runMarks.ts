import type { Kind, PartKind } from '../model/resource.ts';
import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('troika');

/** The key by which a run may mark what controllers make for its cluster. Nova allows neither `/` nor `,` in a tag. */
const RUN_KEY = 'troika-cluster';

/** Kinds that `OpenStackCluster.spec.tags` reaches (CAPO v0.12.0 pkg/cloud/services): not volumes, not health monitors, not what OCCM and CSI make. */
const TAGGED: readonly (Kind | PartKind)[] = [
  'server',
  'port',
  'trunk',
  'network',
  'subnet',
  'router',
  'floatingIp',
  'securityGroup',
  'loadBalancer',
  'listener',
  'pool',
  'member',
];

/**
 * Marks that a run asks the controllers to write. V2: `spec.tags` of the OpenStackClusterTemplate. V1: the variables
 * `controller_metadata` and `worker_metadata` (k8s-cluster-api-provider terraform/variables.tf:36-46).
 */
export const RUN_MARKS: readonly TextRow[] = [
  ...TAGGED.map((kind) =>
    row(kind, 'tag', `${RUN_KEY}={C}`, 'CAPO v0.12.0 api/v1beta1 OpenStackClusterSpec.tags', { telling: true }),
  ),
  row(
    'server',
    `metadata:${RUN_KEY}`,
    '{C}',
    'k8s-cluster-api-provider files/template/cluster-template.yaml:323, 349',
    {
      telling: true,
    },
  ),
];

const OWN_CREDENTIAL = 'src/openstack/applicationCredential.ts; both texts are written at once';

/**
 * The application credential that a cluster gets for itself. Its name is not telling: anybody may call one `troika-ci`, and
 * playbooks/credential.yaml calls that of a build `troika-{build}`.
 */
export const RUN_CREDENTIAL = {
  name: row('applicationCredential', 'name', 'troika-{C}', OWN_CREDENTIAL),
  description: row('applicationCredential', 'description', 'Made by Troika for cluster {C}', OWN_CREDENTIAL, {
    telling: true,
  }),
} as const satisfies Record<string, TextRow>;

/** Name and description of a cluster's own application credential. */
export function credentialTexts(cluster: string): { readonly name: string; readonly description: string } {
  const tokens = { C: cluster };
  return {
    name: RUN_CREDENTIAL.name.template.write(tokens),
    description: RUN_CREDENTIAL.description.template.write(tokens),
  };
}
