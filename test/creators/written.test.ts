import { expect } from 'chai';
import { describe, it } from 'mocha';
import { recognise } from '../../src/creators/recognise.ts';
import type { Field } from '../../src/creators/row.ts';
import type { Kind, Resource } from '../../src/model/resource.ts';

/** What creators write, in full as they write it, for cluster `c1`, namespace `n1`, host `p1`; `nobody` where no cluster is in it. */
type Written = readonly [Kind, Field, string, 'c1' | 'nobody'];

const UID = '464b1352-9dc6-5ebd-8e6a-54d94d656bc6';
const SERVICE = 'kube_service_c1_web_front';
const BY = 'Created by cluster-api-provider-openstack cluster';
const LB = 'k8s-clusterapi-cluster-n1-c1-kubeapi';
const CSI = 'Created by OpenStack Cinder CSI driver';
const CSI_KEY: Field = 'metadata:cinder.csi.openstack.org/cluster';

const WRITTEN: Readonly<Record<string, readonly Written[]>> = {
  'OpenTofu of V1': [
    ['server', 'name', 'p1-mgmtcluster', 'c1'],
    ['server', 'description', 'p1-mgmtcluster', 'c1'],
    ['keypair', 'name', 'p1-keypair', 'c1'],
    ['applicationCredential', 'name', 'p1-appcred', 'c1'],
    ['applicationCredential', 'description', 'Credential for the p1 management', 'c1'],
    ['port', 'name', 'p1-port', 'c1'],
    ['network', 'name', 'p1-net', 'c1'],
    ['subnet', 'name', 'p1-subnet', 'c1'],
    ['router', 'name', 'p1-rtr', 'c1'],
    ['router', 'description', 'router for mgmtcluster (managed by opentofu)', 'nobody'],
    ['router', 'description', 'router for mgmtcluster (managed by terraform)', 'nobody'],
    ['floatingIp', 'description', 'Floating IP for the p1 management cluster node', 'c1'],
    ['floatingIp', 'tag', 'p1-mgmtcluster', 'c1'],
    ['floatingIp', 'tag', 'k8s-cluster-api-mgmtcluster', 'nobody'],
    ['securityGroup', 'name', 'p1-allow-ssh', 'c1'],
    ['securityGroup', 'name', 'p1-allow-icmp', 'c1'],
    ['securityGroup', 'name', 'p1-mgmt', 'c1'],
    ['securityGroup', 'description', 'security group for ssh 22/tcp (managed by opentofu)', 'nobody'],
    ['securityGroup', 'description', 'security group for ssh 22/tcp (managed by terraform)', 'nobody'],
    ['securityGroup', 'description', 'security group for ICMP', 'nobody'],
    ['securityGroup', 'description', 'security group for mgmtcluster (managed by opentofu)', 'nobody'],
    ['securityGroup', 'description', 'security group for mgmtcluster (managed by terraform)', 'nobody'],
    ['volume', 'name', 'p1-mgmtcluster', 'c1'],
    ['volume', 'description', 'Volume for the p1 management cluster node', 'c1'],
  ],
  'Troika itself': [
    ['applicationCredential', 'name', 'troika-c1', 'c1'],
    ['applicationCredential', 'description', 'Made by Troika for cluster c1', 'c1'],
  ],
  'scripts of V1': [
    ['securityGroup', 'name', 'p1-c1-cilium', 'c1'],
    ['securityGroup', 'description', 'p1-c1-cilium', 'c1'],
    ['serverGroup', 'name', 'p1-c1-controller', 'c1'],
    ['serverGroup', 'name', 'p1-c1-worker', 'c1'],
    ['applicationCredential', 'name', 'p1-c1-appcred', 'c1'],
    ['applicationCredential', 'description', 'App Cred p1 for cluster c1', 'c1'],
    ['container', 'name', 'p1-c1-harbor-registry', 'c1'],
    ['image', 'name', 'ubuntu-capi-image-v1.28.11', 'nobody'],
    ['image', 'tag', 'managed_by_osism', 'nobody'],
    ['image', 'tag', 'clusterstacks', 'nobody'],
  ],
  'Cluster API, machines of every stack': [
    ['server', 'name', 'p1-c1-control-plane-genc01-fd2lc', 'c1'],
    ['server', 'name', 'p1-c1-md-0-genw01-x4d4n', 'c1'],
    ['server', 'name', 'c1-tdh5c-8658w', 'c1'],
    ['server', 'name', 'c1-p1-c1-md-0-no1-g8zvc-9wsdw', 'c1'],
    ['server', 'name', 'c1-control-plane-x4d4n-fd2lc', 'c1'],
    ['server', 'name', 'c1-md-0-x4d4n-fd2lc', 'c1'],
    ['server', 'name', 'c1-control-plane-fd2lc', 'c1'],
    ['server', 'name', 'p1-c1-md-0-no1-x4d4n-fd2lc', 'c1'],
    ['server', 'name', 'c1-md-0-fbvr2-jsq78-tgj6p', 'c1'],
    ['server', 'name', 'c1-md-0-x4d4n', 'c1'],
    ['server', 'name', 'c1-bastion', 'c1'],
  ],
  CAPO: [
    ['port', 'name', 'c1-tdh5c-8658w-0', 'c1'],
    ['port', 'description', `${BY} c1`, 'c1'],
    ['port', 'description', `${BY} n1-c1`, 'c1'],
    ['port', 'name', 'c1-bastion-0', 'c1'],
    ['port', 'name', 'n1-c1-bastion-0', 'c1'],
    ['trunk', 'name', 'c1-tdh5c-8658w-0', 'c1'],
    ['trunk', 'description', `${BY} c1`, 'c1'],
    ['trunk', 'description', `${BY} n1-c1`, 'c1'],
    ['trunk', 'name', 'c1-bastion-0', 'c1'],
    ['trunk', 'name', 'n1-c1-bastion-0', 'c1'],
    ['network', 'name', 'k8s-clusterapi-cluster-n1-c1', 'c1'],
    ['subnet', 'name', 'k8s-clusterapi-cluster-n1-c1', 'c1'],
    ['subnet', 'description', `${BY} n1-c1`, 'c1'],
    ['router', 'name', 'k8s-clusterapi-cluster-n1-c1', 'c1'],
    ['router', 'description', `${BY} n1-c1`, 'c1'],
    ['floatingIp', 'description', `${BY} n1-c1`, 'c1'],
    ['floatingIp', 'description', 'Created by cluster-api-provider-openstack OpenStackFloatingIPPool public', 'nobody'],
    ['floatingIp', 'tag', 'cluster-api-provider-openstack-fip-pool-public', 'nobody'],
    ['securityGroup', 'name', 'k8s-cluster-n1-c1-secgroup-controlplane', 'c1'],
    ['securityGroup', 'name', 'k8s-cluster-n1-c1-secgroup-worker', 'c1'],
    ['securityGroup', 'name', 'k8s-cluster-n1-c1-secgroup-bastion', 'c1'],
    ['securityGroup', 'description', 'Cluster API managed group', 'nobody'],
    ['loadBalancer', 'name', LB, 'c1'],
    ['loadBalancer', 'description', `${BY} n1-c1`, 'c1'],
    ['listener', 'name', `${LB}-6443`, 'c1'],
    ['pool', 'name', `${LB}-6443`, 'c1'],
    ['healthMonitor', 'name', `${LB}-6443`, 'c1'],
    ['volume', 'name', 'c1-tdh5c-8658w-root', 'c1'],
    ['volume', 'description', 'Root volume for c1-tdh5c-8658w', 'c1'],
    ['volume', 'description', 'Additional block device for c1-md-0-fbvr2-jsq78-tgj6p', 'c1'],
    ['volume', 'name', 'c1-bastion-root', 'c1'],
    ['volume', 'description', 'Root volume for c1-bastion', 'c1'],
    ['volume', 'description', 'Additional block device for c1-bastion', 'c1'],
    ['server', 'tag', 'troika-cluster=c1', 'c1'],
    ['server', 'metadata:troika-cluster', 'c1', 'c1'],
    ...(
      [
        'router',
        'port',
        'network',
        'subnet',
        'trunk',
        'floatingIp',
        'securityGroup',
        'loadBalancer',
        'listener',
        'pool',
      ] as const
    ).map((kind): Written => [kind, 'tag', 'troika-cluster=c1', 'c1']),
  ],
  OCCM: [
    ['loadBalancer', 'name', SERVICE, 'c1'],
    ['loadBalancer', 'tag', SERVICE, 'c1'],
    ['loadBalancer', 'description', 'Kubernetes external service web/front from cluster c1', 'c1'],
    ['loadBalancer', 'name', `a${UID.replaceAll('-', '').slice(0, 31)}`, 'nobody'],
    ['listener', 'name', `listener_0_${SERVICE}`, 'c1'],
    ['listener', 'tag', SERVICE, 'c1'],
    ['pool', 'name', `pool_0_${SERVICE}`, 'c1'],
    ['healthMonitor', 'name', `monitor_0_${SERVICE}`, 'c1'],
    ['healthMonitor', 'name', `monitor_0_${SERVICE})`, 'c1'],
    ['healthMonitor', 'name', `monitor_443_${SERVICE}`, 'c1'],
    ['floatingIp', 'description', 'Floating IP for Kubernetes external service web/front from cluster c1', 'c1'],
    ['securityGroup', 'name', `lb-sg-${UID}-web-front`, 'nobody'],
    ['securityGroup', 'description', 'Security Group for web/front Service LoadBalancer in cluster c1', 'c1'],
  ],
  'Octavia and its ingress controller': [
    ['port', 'name', `octavia-lb-${UID}`, 'nobody'],
    ['port', 'name', `octavia-lb-vrrp-${UID}`, 'nobody'],
    ['port', 'name', `ovn-lb-vip-${UID}`, 'nobody'],
    ['port', 'name', `ovn-lb-vip-additional-1-${UID}`, 'nobody'],
    ['port', 'name', `ovn-lb-hm-${UID}`, 'nobody'],
    ['loadBalancer', 'name', 'kube_ingress_c1_web_shop', 'c1'],
    ['loadBalancer', 'description', 'Kubernetes ingress shop in namespace web from cluster c1', 'c1'],
    ['loadBalancer', 'description', 'Kubernetes ingress shop in namespace web from cluster c1, version: 41', 'c1'],
    ['floatingIp', 'description', 'Floating IP for Kubernetes ingress shop in namespace web from cluster c1', 'c1'],
    ['securityGroup', 'name', 'kube_ingress_c1_web_shop', 'c1'],
    ['securityGroup', 'description', 'Security group created for Ingress web/shop from cluster c1', 'c1'],
    ['loadBalancer', 'name', 'kube_ingress_c1_web_shop.example.org', 'c1'],
    ['loadBalancer', 'description', 'Kubernetes ingress shop.example.org in namespace web from cluster c1', 'c1'],
    [
      'loadBalancer',
      'description',
      'Kubernetes ingress shop.example.org in namespace web from cluster c1, version: 41',
      'c1',
    ],
    [
      'floatingIp',
      'description',
      'Floating IP for Kubernetes ingress shop.example.org in namespace web from cluster c1',
      'c1',
    ],
    ['securityGroup', 'name', 'kube_ingress_c1_web_shop.example.org', 'c1'],
    ['securityGroup', 'description', 'Security group created for Ingress web/shop.example.org from cluster c1', 'c1'],
    ['securityGroup', 'tag', 'octavia.ingress.kubernetes.io', 'nobody'],
  ],
  'Cinder CSI and what was before it': [
    ['volume', 'name', `pvc-${UID}`, 'nobody'],
    ['volume', 'description', CSI, 'nobody'],
    ['volume', CSI_KEY, 'c1', 'c1'],
    ['volume', 'metadata:csi.storage.k8s.io/pv/name', `pvc-${UID}`, 'nobody'],
    ['volume', 'name', `ephemeral-csi-${'0f'.repeat(32)}`, 'nobody'],
    ['volume', 'name', `c1-dynamic-pvc-${UID}`, 'c1'],
    ['volume', 'metadata:kubernetes.io/created-for/pv/name', `pvc-${UID}`, 'nobody'],
    ['snapshot', 'name', `snapshot-${UID}`, 'nobody'],
    ['snapshot', 'description', CSI, 'nobody'],
    ['snapshot', CSI_KEY, 'c1', 'c1'],
    ['snapshot', 'metadata:csi.storage.k8s.io/volumesnapshotcontent/name', `snapcontent-${UID}`, 'nobody'],
    ['backup', 'name', `snapshot-${UID}`, 'nobody'],
    ['backup', 'description', CSI, 'nobody'],
    ['backup', 'metadata:csi.storage.k8s.io/volumesnapshotcontent/name', `snapcontent-${UID}`, 'nobody'],
    ['backup', CSI_KEY, 'c1', 'c1'],
  ],
};

const NAMES = { cluster: 'c1', namespaces: ['n1'], prefix: 'p1' };
const STRANGER = { cluster: 'c2', namespaces: ['n2'], prefix: 'p2' };

function bearing([kind, field, text]: Written): Resource {
  return {
    ...{ kind, id: 'id', projectId: 'project', status: '', links: [], facts: {} },
    name: field === 'name' ? text : '',
    tags: field === 'tag' ? [text] : [],
    metadata: field.startsWith('metadata:') ? { [field.slice('metadata:'.length)]: text } : {},
    ...(field === 'description' ? { description: text } : {}),
  };
}

describe('what creators write', () => {
  for (const [creator, texts] of Object.entries(WRITTEN)) {
    describe(creator, () => {
      for (const written of texts) {
        const [kind, field, text, whose] = written;
        it(`${kind} ${field} “${text}” ${whose === 'nobody' ? 'names no cluster' : 'is the cluster’s, and no other’s'}`, () => {
          const claims = recognise(bearing(written), NAMES);
          expect(claims.length).to.be.greaterThan(0);
          expect(claims.some((claim) => claim.mine)).to.equal(whose === 'c1');
          expect(claims.some((claim) => claim.foreign)).to.equal(false);
          expect(recognise(bearing(written), STRANGER).some((claim) => claim.mine)).to.equal(false);
        });
      }
    });
  }
});
