import { CAPI } from './capi.ts';
import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('capo');
const CREATED = 'Created by cluster-api-provider-openstack cluster';
const LB = 'k8s-clusterapi-cluster-{R}-kubeapi';

/** Cluster API's OpenStack provider. */
export const CAPO = {
  network: row(
    'network',
    'name',
    'k8s-clusterapi-cluster-{R}',
    'CAPO v0.9.0 pkg/cloud/services/networking/network.go:394; v0.12.0 :406-410',
    {
      telling: true,
    },
  ),
  subnet: row('subnet', 'name', 'k8s-clusterapi-cluster-{R}', 'CAPO v0.9.0 network.go:390; v0.12.0 :224', {
    telling: true,
  }),
  subnetDescription: row('subnet', 'description', `${CREATED} {R}`, 'CAPO v0.9.0 network.go:239-247', {
    telling: true,
  }),
  router: row('router', 'name', 'k8s-clusterapi-cluster-{R}', 'CAPO v0.9.0 router.go:287; v0.12.0 :326', {
    telling: true,
  }),
  routerDescription: row('router', 'description', `${CREATED} {R}`, 'CAPO v0.9.0 router.go:127-130; v0.12.0 :179', {
    telling: true,
  }),
  floatingIp: row(
    'floatingIp',
    'description',
    `${CREATED} {R}`,
    'CAPO v0.6.4 floatingip.go:33-70; v0.9.0 :50-67; v0.12.0 :58-77',
    {
      telling: true,
    },
  ),
  pooledFloatingIp: row(
    'floatingIp',
    'description',
    'Created by cluster-api-provider-openstack OpenStackFloatingIPPool {name}',
    'CAPO v0.12.0 floatingip.go:83-116',
    { versions: 'from v0.10' },
  ),
  pooledFloatingIpTag: row(
    'floatingIp',
    'tag',
    'cluster-api-provider-openstack-fip-pool-{name}',
    'CAPO v0.12.0 api/v1alpha1/openstackfloatingippool_types.go:126-128',
    { versions: 'from v0.10' },
  ),
  controlPlaneGroup: row(
    'securityGroup',
    'name',
    'k8s-cluster-{R}-secgroup-controlplane',
    'CAPO v0.9.0 securitygroups.go:402-411; v0.12.0 :573-581',
    { telling: true },
  ),
  workerGroup: row(
    'securityGroup',
    'name',
    'k8s-cluster-{R}-secgroup-worker',
    'CAPO v0.9.0 securitygroups.go:402-411',
    { telling: true },
  ),
  bastionGroup: row(
    'securityGroup',
    'name',
    'k8s-cluster-{R}-secgroup-bastion',
    'CAPO v0.9.0 securitygroups.go:402-411',
    { telling: true },
  ),
  groupDescription: row(
    'securityGroup',
    'description',
    'Cluster API managed group',
    'CAPO v0.9.0 securitygroups.go:326-329; v0.12.0 :511-514',
  ),
  loadBalancer: row('loadBalancer', 'name', LB, 'CAPO v0.9.0 loadbalancer.go:575; v0.12.0 :786', { telling: true }),
  loadBalancerDescription: row('loadBalancer', 'description', `${CREATED} {R}`, 'CAPO v0.9.0 loadbalancer.go:174-181', {
    telling: true,
  }),
  listener: row('listener', 'name', `${LB}-{port}`, 'CAPO v0.9.0 loadbalancer.go:124, 204-210', { telling: true }),
  pool: row('pool', 'name', `${LB}-{port}`, 'CAPO v0.9.0 loadbalancer.go:327-333', { telling: true }),
  healthMonitor: row('healthMonitor', 'name', `${LB}-{port}`, 'CAPO v0.9.0 loadbalancer.go:361-369', { telling: true }),
  member: row('member', 'name', `${LB}-{port}-{srv}`, 'CAPO v0.9.0 loadbalancer.go:409-455', { telling: true }),
  portOfCluster: row(
    'port',
    'description',
    `${CREATED} {C}`,
    'CAPO v0.9.0 port.go:76-79; v0.12.0 referenced_resources.go:53-57',
    {
      versions: 'v0.6 to v0.9, and from v0.11',
      telling: true,
    },
  ),
  portOfJoined: row(
    'port',
    'description',
    `${CREATED} {R}`,
    'CAPO v0.10.0 openstackmachine_controller.go:154, port.go:373',
    {
      versions: 'v0.10',
      telling: true,
    },
  ),
  bastionVolume: row('volume', 'name', '{C}-bastion-root', 'CAPO v0.9.0 instance.go:448-488; v0.12.0 :230-290'),
  bastionVolumeDescription: row(
    'volume',
    'description',
    'Root volume for {C}-bastion',
    'CAPO v0.9.0 instance.go:359-361',
  ),
  bastionExtraVolumeDescription: row(
    'volume',
    'description',
    'Additional block device for {C}-bastion',
    'CAPO v0.12.0 instance.go:301-337',
  ),
  // A trunk bears its port's texts.
  trunkOfCluster: row('trunk', 'description', `${CREATED} {C}`, 'CAPO v0.12.0 trunk.go:49-75', {
    versions: 'v0.6 to v0.9, and from v0.11',
    telling: true,
  }),
  trunkOfJoined: row('trunk', 'description', `${CREATED} {R}`, 'CAPO v0.10.0 port.go:373, trunk.go', {
    versions: 'v0.10',
    telling: true,
  }),
  bastion: row('server', 'name', '{C}-bastion', 'CAPO v0.9.0 openstackcluster_controller.go:389-392; v0.12.0 :529-536'),
  bastionPort: row('port', 'name', '{C}-bastion-0', 'CAPO v0.12.0 port.go:353-355', { versions: 'all but v0.10' }),
  bastionPortJoined: row('port', 'name', '{R}-bastion-0', 'CAPO v0.10.0 openstackcluster_controller.go:234-237', {
    versions: 'v0.10',
  }),
  bastionTrunk: row('trunk', 'name', '{C}-bastion-0', 'CAPO v0.12.0 trunk.go:49-75', { versions: 'all but v0.10' }),
  bastionTrunkJoined: row('trunk', 'name', '{R}-bastion-0', 'CAPO v0.10.0 trunk.go', { versions: 'v0.10' }),
} as const satisfies Record<string, TextRow>;

/**
 * What CAPO makes beside each server is called after it: its port and its volumes. Names that end in a word of the user's
 * (`SRV-<device>` of further disks, `SRV-<nameSuffix>` of ports) are no rows: people, too, call things after a server,
 * and CAPO's descriptions tell the difference.
 */
export const CAPO_MACHINES: readonly TextRow[] = Object.values(CAPI).flatMap((machine) => {
  const server = machine.template.text;
  const versions = machine.versions;
  return [
    row('port', 'name', `${server}-{i}`, 'CAPO v0.9.0 port.go:326-332; v0.12.0 :366-371', { versions }),
    row('trunk', 'name', `${server}-{i}`, 'CAPO v0.12.0 trunk.go:49-75', { versions }),
    row('volume', 'name', `${server}-root`, 'CAPO v0.9.0 instance.go:448-488; v0.12.0 :230-290', { versions }),
    row('volume', 'description', `Root volume for ${server}`, 'CAPO v0.9.0 instance.go:359-361', { versions }),
    row('volume', 'description', `Additional block device for ${server}`, 'CAPO v0.12.0 instance.go:301-337', {
      versions,
    }),
  ];
});

/** The same texts for a server whose name is known. */
export const CAPO_MACHINE = {
  port: row('port', 'name', '{srv}-{i}', 'CAPO v0.9.0 port.go:326-332; v0.12.0 :366-371'),
  rootVolume: row('volume', 'name', '{srv}-root', 'CAPO v0.9.0 instance.go:448-488'),
  rootVolumeDescription: row('volume', 'description', 'Root volume for {srv}', 'CAPO v0.9.0 instance.go:359-361'),
  extraVolumeDescription: row(
    'volume',
    'description',
    'Additional block device for {srv}',
    'CAPO v0.12.0 instance.go:301-337',
  ),
} as const satisfies Record<string, TextRow>;
