import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('capi');

/**
 * Names of machines, hence of servers, by stack and version. The name of an infrastructure machine came from its
 * template up to Cluster API 1.6 and is the Machine's own name from 1.7 on.
 */
export const CAPI = {
  v1ControlPlaneR5: row(
    'server',
    'name',
    '{J}-control-plane-{gen}-{S1}',
    'k8s-cluster-api-provider v6.0.0 files/template/cluster-template.yaml:279; cluster-api v1.5.2 controllers/external/util.go:159',
    { versions: 'V1 up to R5 (no ClusterClass, Cluster API up to 1.5)' },
  ),
  v1WorkerR5: row(
    'server',
    'name',
    '{J}-md-0-{gen}-{S1}',
    'k8s-cluster-api-provider v6.0.0 files/template/cluster-template.yaml:325; cluster-api v1.5.2 controllers/external/util.go:159',
    { versions: 'V1 up to R5 (no ClusterClass, Cluster API up to 1.5)' },
  ),
  classControlPlane: row(
    'server',
    'name',
    '{C}-{S1}-{S2}',
    'cluster-api v1.6.3 controllers/external/util.go:159, internal/controllers/topology/cluster/desired_state.go:206; v1.10.0 exp/topology/desiredstate/desired_state.go:281',
    { versions: 'V1 R6 (Cluster API 1.6) and V2 (from 1.7)' },
  ),
  v1WorkerR6: row(
    'server',
    'name',
    '{C}-{J}-md-0-no1-{S1}-{S2}',
    'cluster-api v1.6.3 internal/controllers/topology/cluster/desired_state.go:649; k8s-cluster-api-provider files/template/cluster-template.yaml:60-61',
    { versions: 'V1 R6 (ClusterClass, Cluster API 1.6)' },
  ),
  classControlPlane15: row(
    'server',
    'name',
    '{C}-control-plane-{S1}-{S2}',
    'cluster-api v1.5.2 internal/controllers/topology/cluster/util.go:41-42; v1.8.1 helpers.go:183-186',
    { versions: 'Cluster API 1.5 with ClusterClass; 1.8 and 1.9 with their old names of machines' },
  ),
  classWorker15: row(
    'server',
    'name',
    '{C}-{md}-{S1}-{S2}',
    'cluster-api v1.5.2 internal/controllers/topology/cluster/util.go:41-42; v1.8.1 helpers.go:183-186',
    { versions: 'Cluster API 1.5 with ClusterClass; 1.8 and 1.9 with their old names of machines' },
  ),
  v1ControlPlaneNamed: row(
    'server',
    'name',
    '{C}-control-plane-{S1}',
    'k8s-cluster-api-provider files/template/cluster-template.yaml:17-18; seen from Cluster API 1.6.3 without ClusterClass',
    { versions: 'V1 templates on Cluster API from 1.7; plain templates up to 1.6' },
  ),
  plainWorker: row(
    'server',
    'name',
    '{C}-{md}-{S1}',
    'seen from Cluster API 1.6.3 with CAPO 0.9.0 without ClusterClass',
    { versions: 'plain templates up to Cluster API 1.6' },
  ),
  v1WorkerNamed: row(
    'server',
    'name',
    '{J}-md-0-no1-{S1}-{S2}',
    'k8s-cluster-api-provider files/template/cluster-template.yaml:38-39; cluster-api v1.7.0 internal/controllers/machineset/machineset_controller.go:478-505',
    { versions: 'V1 templates on Cluster API from 1.7' },
  ),
  v2Worker: row(
    'server',
    'name',
    '{C}-{md}-{S1}-{S2}-{S3}',
    'cluster-api v1.10.0 exp/topology/desiredstate/desired_state.go:786; cluster-stacks docs/providers/openstack/quickstart.md',
    { versions: 'V2 (Cluster API from 1.7)' },
  ),
} as const satisfies Record<string, TextRow>;
