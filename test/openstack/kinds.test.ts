import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { linked, type Kind, type Link, type Resource } from '../../src/model/resource.ts';
import { KIND_ROWS } from '../../src/openstack/kinds.ts';
import { listAt } from '../support/json.ts';

/** Items of one kind as real services showed them of a cluster that real controllers made. */
function recorded(file: string, kind: Kind): readonly Resource[] {
  const url = new URL(`../fixtures/footprints/${file}.json`, import.meta.url);
  const body: unknown = JSON.parse(readFileSync(url, 'utf8'));
  return listAt(body, KIND_ROWS[kind].many ?? '').map((item) => KIND_ROWS[kind].parse(item));
}

function only(file: string, kind: Kind, name?: string): Resource {
  const [first] = recorded(file, kind).filter((one) => name === undefined || one.name === name);
  if (first === undefined) throw new Error(`no ${kind} ${name ?? ''} in ${file}`);
  return first;
}

const CAPO = 'capo-v0.9.0-capi-v1.6.3-template';
const OCCM = 'occm-v1.31.2-two-services';
const CSI = 'cinder-csi-v1.31.2-two-pvcs';
const PROJECT = '31bd96dc49d5477faf23f9cf2a6863b8';

/** Links without the many rules and members. */
const wired = (resource: Resource): readonly string[] =>
  resource.links.map((link: Link) => `${link.rel} ${link.kind} ${link.id}`);

describe('a resource', () => {
  it('is read whole for every kind that was recorded', () => {
    const kinds: readonly Kind[] = [
      'server',
      'port',
      'network',
      'subnet',
      'router',
      'floatingIp',
      'securityGroup',
      'loadBalancer',
      'listener',
      'pool',
      'healthMonitor',
      'volume',
    ];
    for (const kind of kinds) {
      const all = [CAPO, OCCM, CSI].flatMap((file) => recorded(file, kind));
      expect(all.length, kind).to.be.greaterThan(2);
      for (const one of all) {
        expect(one).to.include({ kind, projectId: PROJECT });
        expect(one.id).to.match(/^[0-9a-f-]{36}$/);
        expect(one.createdAt).to.match(/^2026-11-23T[0-9:.]+Z$/);
      }
    }
  });

  it('shows a server with its flavor, its volumes, and which of them go with it', () => {
    const server = only(CAPO, 'server', 'pr1-ab12cd-md-0-x4d4n');
    expect(server).to.deep.include({
      status: 'ACTIVE',
      createdAt: '2026-11-23T04:50:52Z',
      metadata: { ps_restart_after_maint: 'true' },
      facts: {
        flavorName: 'SCS-2V-4',
        flavorVcpus: 2,
        flavorRamMiB: 4096,
        locked: false,
        'deletes:537ff364-d3be-4676-a85a-049dbf1fd063': true,
      },
    });
    expect(server).to.not.have.property('description');
    expect(wired(server)).to.deep.equal(['attachment volume 537ff364-d3be-4676-a85a-049dbf1fd063']);
  });

  it('shows that a volume stays when its server goes', () => {
    const volumes = [{ id: 'v1', delete_on_termination: false }];
    const flavor = { original_name: 'SCS-1V-2', vcpus: 1, ram: 2048 };
    const item = { id: 's', tenant_id: 'p', status: 'ACTIVE', flavor, 'os-extended-volumes:volumes_attached': volumes };
    expect(KIND_ROWS.server.parse(item).facts['deletes:v1']).to.equal(false);
  });

  it('shows a port with its network, subnet, groups and device, whatever the device is', () => {
    const ports = recorded(CAPO, 'port');
    const devices = ports.map((port) => `${port.facts['deviceOwner']} ${linked(port, 'device').length}`).sort();
    expect(devices).to.deep.equal([
      'Octavia 1',
      'compute:nova 1',
      'compute:nova 1',
      'compute:nova 1',
      'network:router_interface 1',
    ]);
    const machine = only(CAPO, 'port', 'pr1-ab12cd-control-plane-fd2lc-0');
    expect(machine).to.deep.include({
      revision: 3,
      description: 'Created by cluster-api-provider-openstack cluster pr1-ab12cd',
    });
    expect(wired(machine)).to.deep.equal([
      'network network b23f36e8-16fc-4f42-b971-9011c285bf00',
      'subnet subnet cb807be5-ff0e-4d0e-b0f0-6459d8a21d33',
      'securityGroup securityGroup e534f1ed-720a-4a2a-95e7-df1f8ba82f23',
      'device server cb41a72e-3d83-4e19-85cb-57f420e06a95',
    ]);
    expect(machine.facts).to.deep.equal({
      deviceOwner: 'compute:nova',
      deviceId: 'cb41a72e-3d83-4e19-85cb-57f420e06a95',
      address: '10.6.0.97',
    });
    const vip = ports.find((port) => port.facts['deviceOwner'] === 'Octavia');
    expect(vip === undefined ? [] : linked(vip, 'device')).to.deep.equal(['36f3d8a6-35ef-4fca-987e-347e92bf6c61']);
  });

  it('shows a floating IP by its address, with its port and router', () => {
    const address = only(CAPO, 'floatingIp');
    expect(address).to.deep.include({
      name: '127.24.2.87',
      facts: { address: '127.24.2.87', fixedAddress: '10.6.0.200' },
    });
    expect(wired(address)).to.deep.equal([
      'network network e80f8ffb-22e3-4b61-af09-9d0e646c414d',
      'port port 6b43d9bf-d73b-4b6f-90d4-d97872668645',
      'router router 757aeffb-5a50-44b7-95ca-3ea2d4f347a5',
    ]);
  });

  it('shows a security group with its rules and which of them name which other group', () => {
    const worker = only(CAPO, 'securityGroup', 'k8s-cluster-pr1-ab12cd-pr1-ab12cd-secgroup-worker');
    expect(linked(worker, 'rule')).to.have.length(Number(worker.facts['rules']));
    expect(linked(worker, 'remoteGroup')).to.deep.equal(['e534f1ed-720a-4a2a-95e7-df1f8ba82f23']);
    const remote = Object.entries(worker.facts).filter(([name]) => name.startsWith('remote:'));
    expect(remote.length).to.be.greaterThan(0);
    expect(remote[0]?.[1]).to.equal('e534f1ed-720a-4a2a-95e7-df1f8ba82f23');
    expect(only(CAPO, 'securityGroup', 'default').facts['isDefault']).to.equal(true);
  });

  it('shows the tree of a load balancer as links both ways', () => {
    const balancer = only(CAPO, 'loadBalancer');
    expect(balancer.facts).to.deep.equal({ provider: 'amphora', vipAddress: '10.6.0.200', operatingStatus: 'OFFLINE' });
    expect(balancer).to.include({ status: 'ACTIVE', createdAt: '2026-11-23T04:49:24Z' });
    expect(wired(balancer)).to.deep.equal([
      'vipPort port 6b43d9bf-d73b-4b6f-90d4-d97872668645',
      'vipNetwork network b23f36e8-16fc-4f42-b971-9011c285bf00',
      'vipSubnet subnet cb807be5-ff0e-4d0e-b0f0-6459d8a21d33',
      'listener listener 4ef5c076-6dad-4d8c-a587-d52cb26a15d7',
      'pool pool 3ca2a0b7-365f-407d-8616-706165d9cfc4',
    ]);
    expect(wired(only(CAPO, 'pool'))).to.deep.equal([
      'loadBalancer loadBalancer 36f3d8a6-35ef-4fca-987e-347e92bf6c61',
      'listener listener 4ef5c076-6dad-4d8c-a587-d52cb26a15d7',
      'member member 6daabd42-1695-4398-ae99-6c1719afd6db',
      'healthMonitor healthMonitor 032c71d9-78d4-444c-90c7-1240392f7983',
    ]);
    expect(wired(only(CAPO, 'healthMonitor'))).to.deep.equal(['pool pool 3ca2a0b7-365f-407d-8616-706165d9cfc4']);
  });

  it('shows a volume with its size, its metadata and who has it', () => {
    const [csi] = recorded(CSI, 'volume').filter((volume) => volume.metadata['csi.storage.k8s.io/pvc/name'] === 'kept');
    expect(csi).to.deep.include({ status: 'available', facts: { sizeGiB: 2, bootable: false, multiattach: false } });
    expect(csi?.metadata['cinder.csi.openstack.org/cluster']).to.equal('pr1-ab12cd');
    const root = only(CAPO, 'volume', 'pr1-ab12cd-md-0-hkgrz-root');
    expect(linked(root, 'attachment')).to.deep.equal(['e4caeec0-3fb5-4487-be45-873d2b9ef764']);
    expect(root.facts).to.include({ sizeGiB: 20, bootable: true, attachedAt: '2026-11-23T04:50:53.000000' });
    expect(linked(root, 'image')).to.have.length(1);
  });

  it('shows a router with its gateway, and the next hop of an extra route', () => {
    const router = only(CAPO, 'router');
    expect(router.facts).to.deep.equal({ gatewayNetworkId: 'e80f8ffb-22e3-4b61-af09-9d0e646c414d' });
    const item = {
      id: 'r',
      project_id: 'p',
      status: 'ACTIVE',
      routes: [{ destination: '10.0.0.0/8', nexthop: '10.6.0.9' }],
    };
    expect(wired(KIND_ROWS.router.parse(item))).to.deep.equal(['route extraRoute 10.0.0.0/8 via 10.6.0.9']);
  });
});
