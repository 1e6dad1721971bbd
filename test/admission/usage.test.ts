import { expect } from 'chai';
import { usageOf } from '../../src/admission/usage.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';
import type { Kind, Resource } from '../../src/model/resource.ts';

function resource(kind: Kind, facts: Resource['facts'] = {}, links: Resource['links'] = []): Resource {
  return { kind, id: 'x', name: 'x', projectId: 'p', status: '', tags: [], metadata: {}, links, facts };
}

describe('usageOf', () => {
  it('counts a server with its flavor', () => {
    expect(usageOf([resource('server', { flavorVcpus: 2, flavorRamMiB: 4096 })])).to.deep.equal({
      ...NO_DEMAND,
      servers: 1,
      cores: 2,
      ramMiB: 4096,
    });
  });

  it("counts a snapshot's size with the volumes', as Cinder does", () => {
    const used = usageOf([resource('volume', { sizeGiB: 5 }), resource('snapshot', { sizeGiB: 3 })]);

    expect(used).to.deep.equal({ ...NO_DEMAND, volumes: 1, snapshots: 1, gigabytes: 8 });
  });

  it('counts the members of a pool and the rules of a group', () => {
    const pool = resource('pool', {}, [
      { rel: 'member', kind: 'member', id: 'm1' },
      { rel: 'member', kind: 'member', id: 'm2' },
    ]);

    expect(usageOf([pool, resource('securityGroup', { rules: 10 })])).to.deep.equal({
      ...NO_DEMAND,
      pools: 1,
      members: 2,
      securityGroups: 1,
      securityGroupRules: 10,
    });
  });

  it('leaves out ports that Neutron keeps without a project', () => {
    const ports = ['compute:nova', 'network:router_gateway', 'network:floatingip'].map((deviceOwner) =>
      resource('port', { deviceOwner }),
    );

    expect(usageOf(ports).ports).to.equal(1);
  });

  it('counts nothing for images and application credentials', () => {
    expect(usageOf([resource('image'), resource('applicationCredential')])).to.deep.equal(NO_DEMAND);
  });
});
