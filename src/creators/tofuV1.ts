import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('tofuV1');

/** OpenTofu, which makes V1's management host. Nova copies the server's name into its description (seen). */
export const TOFU_V1 = {
  server: row('server', 'name', '{P}-mgmtcluster', 'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:61-80'),
  serverDescription: row(
    'server',
    'description',
    '{P}-mgmtcluster',
    'seen from OpenTofu 1.9.0 with the OpenStack provider 1.54.1',
  ),
  keypair: row('keypair', 'name', '{P}-keypair', 'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:2-4'),
  applicationCredential: row(
    'applicationCredential',
    'name',
    '{P}-appcred',
    'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:7-11',
  ),
  applicationCredentialDescription: row(
    'applicationCredential',
    'description',
    'Credential for the {P} management',
    'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:7-11',
    { telling: true },
  ),
  port: row('port', 'name', '{P}-port', 'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:29-38'),
  network: row('network', 'name', '{P}-net', 'k8s-cluster-api-provider a746609 terraform/neutron.tf:53-57'),
  subnet: row('subnet', 'name', '{P}-subnet', 'k8s-cluster-api-provider a746609 terraform/neutron.tf:59-70'),
  router: row('router', 'name', '{P}-rtr', 'k8s-cluster-api-provider a746609 terraform/neutron.tf:76-82'),
  routerDescription: row(
    'router',
    'description',
    'router for mgmtcluster (managed by opentofu)',
    'k8s-cluster-api-provider a746609 terraform/neutron.tf:76-82',
    { versions: 'from R6' },
  ),
  routerDescriptionR5: row(
    'router',
    'description',
    'router for mgmtcluster (managed by terraform)',
    'k8s-cluster-api-provider 03fbd4e terraform/neutron.tf; Release-Notes-R6.md (#606)',
    { versions: 'up to R5' },
  ),
  floatingIp: row(
    'floatingIp',
    'description',
    'Floating IP for the {P} management cluster node',
    'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:20-27',
    {
      versions: 'from R5; before, neither description nor tags',
      telling: true,
    },
  ),
  floatingIpTag: row(
    'floatingIp',
    'tag',
    '{P}-mgmtcluster',
    'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:20-27',
    {
      versions: 'from R5',
      telling: true,
    },
  ),
  floatingIpKindTag: row(
    'floatingIp',
    'tag',
    'k8s-cluster-api-mgmtcluster',
    'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:20-27',
    {
      versions: 'from R5',
    },
  ),
  volume: row('volume', 'name', '{P}-mgmtcluster', 'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:54-59', {
    versions: 'from R5',
  }),
  volumeDescription: row(
    'volume',
    'description',
    'Volume for the {P} management cluster node',
    'k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:54-59',
    {
      versions: 'from R5',
      telling: true,
    },
  ),
  sshGroup: row('securityGroup', 'name', '{P}-allow-ssh', 'k8s-cluster-api-provider a746609 terraform/neutron.tf:3-14'),
  sshGroupDescription: row(
    'securityGroup',
    'description',
    'security group for ssh 22/tcp (managed by opentofu)',
    'k8s-cluster-api-provider a746609 terraform/neutron.tf:3-14',
    { versions: 'from R6' },
  ),
  sshGroupDescriptionR5: row(
    'securityGroup',
    'description',
    'security group for ssh 22/tcp (managed by terraform)',
    'k8s-cluster-api-provider 03fbd4e terraform/neutron.tf; Release-Notes-R6.md (#606)',
    { versions: 'up to R5' },
  ),
  icmpGroup: row(
    'securityGroup',
    'name',
    '{P}-allow-icmp',
    'k8s-cluster-api-provider a746609 terraform/neutron.tf:18-29',
  ),
  icmpGroupDescription: row(
    'securityGroup',
    'description',
    'security group for ICMP',
    'k8s-cluster-api-provider a746609 terraform/neutron.tf:18-29',
  ),
  mgmtGroup: row('securityGroup', 'name', '{P}-mgmt', 'k8s-cluster-api-provider a746609 terraform/neutron.tf:32-51'),
  mgmtGroupDescription: row(
    'securityGroup',
    'description',
    'security group for mgmtcluster (managed by opentofu)',
    'k8s-cluster-api-provider a746609 terraform/neutron.tf:32-51',
    { versions: 'from R6' },
  ),
  mgmtGroupDescriptionR5: row(
    'securityGroup',
    'description',
    'security group for mgmtcluster (managed by terraform)',
    'k8s-cluster-api-provider 03fbd4e terraform/neutron.tf; Release-Notes-R6.md (#606)',
    { versions: 'up to R5' },
  ),
} as const satisfies Record<string, TextRow>;
