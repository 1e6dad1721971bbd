import type { Kind } from '../model/resource.ts';
import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('troika');

/** The key by which a run may mark what controllers make for its cluster. Nova allows neither `/` nor `,` in a tag. */
const RUN_KEY = 'troika-cluster';

/** Kinds that `OpenStackCluster.spec.tags` reaches (CAPO v0.12.0 pkg/cloud/services): not volumes, not what OCCM and CSI make. */
const TAGGED: readonly Kind[] = [
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
