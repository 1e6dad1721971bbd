import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('clusterStacks');

/** What the cluster stacks (V2) and the operators behind them make themselves: images, and nothing else in OpenStack. */
export const CLUSTER_STACKS = {
  image: row(
    'image',
    'name',
    'ubuntu-capi-image-{version}',
    'cluster-stacks a931cdb providers/openstack/scs2/image.yaml, cluster-class/templates/image.yaml of scs',
  ),
  imageTag: row('image', 'tag', 'clusterstacks', 'cluster-stacks a931cdb providers/openstack/scs2/kubernetes.yaml'),
} as const satisfies Record<string, TextRow>;
