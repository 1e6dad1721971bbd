import { expect } from 'chai';
import fc from 'fast-check';
import { TroikaError } from '../../src/model/error.ts';
import { className, isNewer, parseStackName, releaseName } from '../../src/stacks/stackName.ts';

function wrongWith(text: string): TroikaError {
  try {
    parseStackName(text);
  } catch (error) {
    if (error instanceof TroikaError) return error;
    throw error;
  }
  throw new Error(`${text} was read as a name`);
}

describe('the name of a cluster stack', () => {
  it('tells provider, stack, minor and version', () => {
    expect(parseStackName('openstack-scs2-1-34-v2')).to.deep.equal({
      provider: 'openstack',
      stack: 'scs2',
      minor: 34,
      version: 2,
      channel: 'stable',
      patch: undefined,
    });
  });

  it('is the same of a ClusterClass and of a ClusterStackRelease, but for a custom one', () => {
    const ofClass = parseStackName('docker-scs-1-34-v0-sha.abc123');
    expect(ofClass).to.include({ channel: 'sha', patch: 'abc123', version: 0 });
    expect(parseStackName('docker-scs-1-34-v0-sha-abc123')).to.deep.equal(ofClass);
    expect(className(ofClass)).to.equal('docker-scs-1-34-v0-sha.abc123');
    expect(releaseName(ofClass)).to.equal('docker-scs-1-34-v0-sha-abc123');
  });

  for (const [text, says] of [
    ['', /1 parts/],
    ['openstack-scs2-1-34', /4 parts/],
    ['openstack-scs2-1-34-v0-sha-abc-def', /8 parts/],
    ['-scs2-1-34-v2', /lower-case letters/],
    ['openstack-SCS2-1-34-v2', /lower-case letters/],
    ['openstack-scs2-2-34-v2', /2-34 is no version of Kubernetes/],
    ['openstack-scs2-1-034-v2', /1-034 is no version of Kubernetes/],
    ['openstack-scs2-1-34-2', /2 is no version of a cluster stack/],
    ['openstack-scs2-1-34-v0-sha', /v0-sha is no version of a cluster stack/],
    ['openstack-scs2-1-34-v0-sha.', /v0-sha\. is no version of a cluster stack/],
    ['openstack-scs2-1-34-v2\n', /v2\n is no version of a cluster stack/],
  ] as const) {
    it(`says what is wrong with ${JSON.stringify(text)}, and what a name looks like`, () => {
      const { verdict, message, hint } = wrongWith(text);
      expect(verdict).to.equal('usage');
      expect(message).to.match(says).and.to.include(`"${text}"`);
      expect(hint).to.include('<provider>-<stack>-<major>-<minor>-<version>');
    });
  }

  it('reads what it writes', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,9}$/);
    const custom = fc.record({
      channel: fc.constantFrom('sha', 'git', 'beta'),
      patch: fc.stringMatching(/^[a-z0-9]{1,9}$/),
    });
    const name = fc
      .tuple(
        fc.record({ provider: word, stack: word, minor: fc.nat(99), version: fc.nat(999) }),
        fc.oneof(fc.constant({ channel: 'stable', patch: undefined }), custom),
      )
      .map(([head, tail]) => ({ ...head, ...tail }));
    fc.assert(
      fc.property(name, (one) => {
        expect(parseStackName(className(one))).to.deep.equal(one);
        expect(parseStackName(releaseName(one))).to.deep.equal(one);
      }),
    );
  });

  it('has an order among versions and numbered patches, and none among hashes', () => {
    const newer = (one: string, other: string): boolean =>
      isNewer(parseStackName(`docker-scs-1-34-${one}`), parseStackName(`docker-scs-1-34-${other}`));
    expect(newer('v10', 'v9')).to.equal(true);
    expect(newer('v9', 'v10')).to.equal(false);
    expect(newer('v9', 'v9')).to.equal(false);
    expect(newer('v1-alpha.10', 'v1-alpha.9')).to.equal(true);
    expect(newer('v0-sha.b', 'v0-sha.a')).to.equal(false);
    expect(newer('v0-sha.a', 'v0-sha.b')).to.equal(false);
  });
});
