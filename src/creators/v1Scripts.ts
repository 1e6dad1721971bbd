import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('v1Scripts');

/** The scripts on V1's management host. */
export const V1_SCRIPTS = {
  ciliumGroup: row(
    'securityGroup',
    'name',
    '{J}-cilium',
    'k8s-cluster-api-provider a746609 files/bin/enable-cilium-sg.sh:6-19',
  ),
  // Without --description the client copies the name (python-openstackclient network/v2/security_group.py:108-112).
  ciliumGroupDescription: row(
    'securityGroup',
    'description',
    '{J}-cilium',
    'k8s-cluster-api-provider a746609 files/bin/enable-cilium-sg.sh:6-19',
  ),
  ciliumRule: row(
    'securityGroupRule',
    'description',
    '{P} {C} {name} (cilium)',
    'k8s-cluster-api-provider a746609 files/bin/enable-cilium-sg.sh:12-19',
  ),
  controllerGroup: row(
    'serverGroup',
    'name',
    '{J}-controller',
    'k8s-cluster-api-provider a746609 files/bin/create_cluster.sh:89-113',
  ),
  workerGroup: row(
    'serverGroup',
    'name',
    '{J}-worker',
    'k8s-cluster-api-provider a746609 files/bin/create_cluster.sh:89-113',
  ),
  applicationCredential: row(
    'applicationCredential',
    'name',
    '{J}-appcred',
    'k8s-cluster-api-provider a746609 files/bin/create_appcred.sh:34',
  ),
  applicationCredentialDescription: row(
    'applicationCredential',
    'description',
    'App Cred {P} for cluster {C}',
    'k8s-cluster-api-provider a746609 files/bin/create_appcred.sh:42',
    { telling: true },
  ),
  container: row(
    'container',
    'name',
    '{J}-harbor-registry',
    'k8s-cluster-api-provider a746609 files/bin/deploy_harbor.sh:52-55',
  ),
  image: row(
    'image',
    'name',
    'ubuntu-capi-image-{version}',
    'k8s-cluster-api-provider a746609 files/bin/upload_capi_image.sh:28-51',
  ),
  imageTag: row(
    'image',
    'tag',
    'managed_by_osism',
    'k8s-cluster-api-provider a746609 files/bin/upload_capi_image.sh:28-51',
  ),
} as const satisfies Record<string, TextRow>;
