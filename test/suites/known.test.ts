import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { excuseFor, saysOfKnown, type KnownAt } from '../../src/suites/known.ts';
import { readKnown, type KnownFailure } from '../../src/suites/knownFile.ts';
import { readAllKnown } from '../../src/suites/readKnown.ts';
import { refusalOf } from '../support/refusal.ts';

const OURS = `# Kept by the network team
known:
  - regex: 'Netpol .* updated namespace'
    reason: flaky until its fix is in v1.36
    link: https://github.com/kubernetes/kubernetes/pull/136715
    expires: 2026-12-01
    suites: [ginkgo]
    kubernetes: ['v1.34', v1.35.2]
    clusters: [east]
  - regex: '\\[Feature:SCTPConnectivity\\]'
    reason: not offered
`;

const OF_SCS = `okToFail:
# a comment
- regex: Feature:SCTPConnectivity
  reason: SCTPConnectivity is optional.
- regex: should.allow.egress.access.to.server.in.CIDR.block
  reason: https://github.com/cilium/cilium/issues/9209
`;

function known(text: string): readonly KnownFailure[] {
  const read = readKnown('known.yaml', text);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.known;
}

function problems(text: string): readonly string[] {
  const read = readKnown('known.yaml', text);
  return 'problems' in read ? read.problems : [];
}

const at = (entries: readonly KnownFailure[], more: Partial<KnownAt> = {}): KnownAt => ({
  known: entries,
  suite: 'ginkgo',
  cluster: 'east',
  kubernetes: 'v1.34.4',
  today: '2026-12-01',
  ...more,
});

describe('A file of known failures', () => {
  it('is read with its lines', () => {
    const [netpol, sctp] = known(OURS);
    expect(netpol).to.deep.include({
      place: 'known.yaml:3',
      reason: 'flaky until its fix is in v1.36',
      link: 'https://github.com/kubernetes/kubernetes/pull/136715',
      expires: '2026-12-01',
      suites: ['ginkgo'],
      kubernetes: ['v1.34', 'v1.35.2'],
      clusters: ['east'],
    });
    expect(sctp).to.deep.include({ place: 'known.yaml:10', suites: [], kubernetes: [], clusters: [] });
  });

  it('may be the SCS’s, as it is', () => {
    const entries = known(OF_SCS);
    expect(entries.map(({ place }) => place)).to.deep.equal(['known.yaml:3', 'known.yaml:5']);
    const cidr =
      '[sig-network] NetworkPolicy should allow egress access to server in CIDR block [Feature:NetworkPolicy]';
    expect(excuseFor(cidr, at(entries))?.reason).to.contain('9209');
    expect(excuseFor('[sig-network] SCTP [Feature:SCTPConnectivity] works', at(entries))?.place).to.equal(
      'known.yaml:3',
    );
    expect(excuseFor('[sig-network] DNS', at(entries))).to.equal(undefined);
  });

  it('lets signs stand behind a needless backslash, as Python does', () => {
    const [entry] = known(`okToFail:\n- regex: 'hostPort\\-conflict \\"x\\" \\[Serial\\] a\\\\\\:b'\n  reason: r\n`);
    expect(entry?.regex.test('hostPort-conflict "x" [Serial] a\\:b')).to.equal(true);
    expect(entry?.regex.test('hostPortXconflict "x" [Serial] a\\:b')).to.equal(false);
  });

  for (const [title, text, problem] of [
    ['without a reason', 'known:\n  - regex: a\n', 'known.yaml:2: known[0].reason: is missing'],
    [
      'with an empty reason',
      "known:\n  - regex: a\n    reason: ' '\n",
      'known.yaml:3: known[0].reason: needs a reason',
    ],
    [
      'with a key that is not known',
      'known:\n  - regex: a\n    reason: r\n    expiry: 2026-12-31\n',
      'known.yaml:4: known[0].expiry: is not known here; known: regex, reason, link, expires',
    ],
    [
      'with a regular expression that is none',
      "known:\n  - regex: 'a('\n    reason: r\n",
      'known.yaml:2: known[0].regex: is no regular expression',
    ],
    [
      'with what only Python reads',
      "okToFail:\n  - regex: '(?i)netpol'\n    reason: r\n",
      'known.yaml:2: okToFail[0].regex: is no regular expression',
    ],
    [
      'with an anchor that would silently be a letter',
      "okToFail:\n  - regex: '\\Anetpol'\n    reason: r\n",
      'known.yaml:2: okToFail[0].regex: is no regular expression',
    ],
    [
      'with a day that there is not',
      'known:\n  - regex: a\n    reason: r\n    expires: 2026-02-30\n',
      'known.yaml:4: known[0].expires: write a day such as 2026-12-31',
    ],
    [
      'with a version that YAML reads as a number',
      'known:\n  - regex: a\n    reason: r\n    kubernetes: [1.30]\n',
      'known.yaml:4: known[0].kubernetes[0]: write versions in quotes',
    ],
    [
      'with a link that leads nowhere',
      'known:\n  - regex: a\n    reason: r\n    link: issue 5\n',
      'known.yaml:4: known[0].link: write a whole address',
    ],
    [
      'with an expiry in the SCS’s, which knows none',
      'okToFail:\n  - regex: a\n    reason: r\n    expires: 2026-12-31\n',
      'known.yaml:4: okToFail[0].expires: is not known here',
    ],
    ['that is empty', '', 'known.yaml: expected a document'],
    ['that is no list', 'known: a\n', 'known.yaml:1: known: expected array'],
    ['that is no YAML', 'known: [\n', 'known.yaml: '],
  ] as const) {
    it(`is refused ${title}, with the line`, () => {
      const found = problems(text);
      expect(found[0] ?? 'none').to.match(new RegExp(`^${problem.replaceAll(/[[\](){}.?*+^$|\\]/g, '\\$&')}`));
    });
  }

  it('excuses to the end of its last day, and not after', () => {
    const [netpol] = known(OURS);
    const name = 'Netpol NetworkPolicy should allow access from updated namespace';
    expect(excuseFor(name, at(netpol === undefined ? [] : [netpol]))).to.equal(netpol);
    expect(excuseFor(name, at(known(OURS), { today: '2026-12-02' }))).to.equal(undefined);
  });

  for (const [title, more, excuses] of [
    ['its suite', { suite: 'sonobuoy' }, false],
    ['its cluster', { cluster: 'west' }, false],
    ['a patch of its minor of Kubernetes', { kubernetes: 'v1.34.12+k3s1' }, true],
    ['its very patch of Kubernetes', { kubernetes: 'v1.35.2' }, true],
    ['another patch of Kubernetes', { kubernetes: 'v1.35.20' }, false],
    ['another minor of Kubernetes', { kubernetes: 'v1.3.4' }, false],
    ['a version of Kubernetes that nobody could ask for', { kubernetes: undefined }, false],
  ] as const) {
    it(`${excuses ? 'excuses' : 'does not excuse'} where there is ${excuses ? '' : 'not '}${title}`, () => {
      const name = 'Netpol NetworkPolicy should allow access from updated namespace';
      expect(excuseFor(name, at(known(OURS), more)) !== undefined).to.equal(excuses);
    });
  }

  it('says which entries are over, matched nothing, are needed no more, or could not be weighed', () => {
    const name = 'Netpol NetworkPolicy should allow access from updated namespace';
    const failed = { name, state: 'failed', seconds: 1 } as const;
    const late = { today: '2027-01-01' };
    expect(saysOfKnown([failed], at(known(OURS), late))).to.deep.equal([
      'known failure known.yaml:3 expired after 2026-12-01: it no longer excuses 1 failed test (flaky until its fix is in v1.36)',
      'known failure known.yaml:10 matched no demanded test',
    ]);
    expect(saysOfKnown([{ ...failed, state: 'passed' }], at(known(OURS)))[0]).to.equal(
      'known failure known.yaml:3 excused nothing: what it names passed',
    );
    expect(saysOfKnown([{ ...failed, state: 'known' }], at(known(OURS)))).to.deep.equal([
      'known failure known.yaml:10 matched no demanded test',
    ]);
    expect(saysOfKnown([failed], at(known(OURS), { kubernetes: undefined }))).to.include(
      'known failure known.yaml:3 was not used: the version of Kubernetes could not be asked for',
    );
  });

  it('is a usage error with all that is wrong with all of them, and what to do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'troika-known-'));
    try {
      await writeFile(join(folder, 'a.yaml'), 'known:\n  - regex: a\n');
      await writeFile(join(folder, 'b.yaml'), OF_SCS);
      const error = await refusalOf(readAllKnown(['a.yaml', 'b.yaml', 'c.yaml'], folder));
      expect(error.verdict).to.equal('usage');
      expect(error.message).to.contain('a.yaml:2: known[0].reason').and.to.contain('c.yaml: it cannot be read: ENOENT');
      expect(error.hint).to.contain('docs/conformance.md');
      expect(await readAllKnown(['b.yaml'], folder)).to.have.lengthOf(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
