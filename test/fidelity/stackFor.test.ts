import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readStackFolder } from '../../src/clusters/stacks/stackFolder.ts';
import { asScs2 } from './stackFor.ts';

describe('the stack as scs2 sets it', () => {
  it('has rules for Cilium in place of all traffic, and no tags', async () => {
    const stack = await readStackFolder('examples/stacks/openstack-minimal');
    const text = JSON.stringify(asScs2(stack).classManifests);
    expect(text.match(/traffic for Cilium/g)).to.have.length(3);
    expect(text).to.not.match(/"allowAllInClusterTraffic":true|troika-cluster/);
    expect(JSON.stringify(stack.classManifests))
      .to.match(/"allowAllInClusterTraffic":true.*/)
      .and.match(/troika-cluster/);
  });

  it('is refused where there is nothing to change', async () => {
    const stack = asScs2(await readStackFolder('examples/stacks/openstack-minimal'));
    expect(() => asScs2(stack)).to.throw('the stack has no');
  });
});
