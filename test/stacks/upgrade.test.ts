import { expect } from 'chai';
import fc from 'fast-check';
import { TroikaError } from '../../src/model/error.ts';
import { minorStep } from '../../src/stacks/kubernetesVersion.ts';
import { parseStackName } from '../../src/stacks/stackName.ts';
import { upgradePlan, type UpgradePlan, type UpgradeRequest } from '../../src/stacks/upgrade.ts';

const HINT = 'Please upgrade step-wise and check that your workloads still works well';
const SCS2 = ['openstack-scs2-1-33-v1', 'openstack-scs2-1-33-v5', 'openstack-scs2-1-34-v2', 'openstack-scs2-1-35-v1'];

const plan = (from: string, to: string, more: Partial<UpgradeRequest> = {}): UpgradePlan =>
  upgradePlan({ from, to, ...more });

describe('an upgrade of a cluster stack', () => {
  it('to the next minor makes its ClusterStack ready first, and then changes class and version together', () => {
    const { steps, refusal } = plan('openstack-scs2-1-33-v5', 'openstack-scs2-1-34-v2');
    expect(refusal).to.equal(undefined);
    const place = (text: RegExp): number => steps.findIndex((step) => text.test(step));
    expect(place(/Make a ClusterStack for Kubernetes 1\.34 .* channel stable, .* versions \[v2\]/)).to.equal(0);
    expect(place(/openstack-scs2-1-34-v2 is ready/)).to.equal(1);
    const edit = place(/In one edit .* class .* openstack-scs2-1-34-v2 .* version/);
    expect(edit).to.be.above(1);
    expect(steps.slice(edit + 1).join()).to.match(/TopologyReconciled is True again/);
    expect(steps[edit - 1]).to.match(/nothing rolls out/);
  });

  it('within a minor adds the version to the ClusterStack that is there', () => {
    const { steps } = plan('openstack-scs2-1-33-v1', 'openstack-scs2-1-33-v5');
    expect(steps[0]).to.equal('Add v5 to versions of the ClusterStack for Kubernetes 1.33.');
    expect(steps.join('\n')).to.not.include('Make a ClusterStack');
  });

  it('of a custom release names its ClusterClass with a dot, its ClusterStackRelease with a hyphen, and the channel custom', () => {
    const { steps } = plan('docker-scs-1-33-v0-sha.abc', 'docker-scs-1-34-v0-sha.def');
    expect(steps[0]).to.include('channel custom').and.to.include('[v0-sha.def]');
    expect(steps[1])
      .to.include('ClusterStackRelease docker-scs-1-34-v0-sha-def ')
      .and.to.include('ClusterClass docker-scs-1-34-v0-sha.def ');
  });

  it('to the same release has no steps', () => {
    expect(plan('openstack-scs2-1-33-v5', 'openstack-scs2-1-33-v5')).to.include({ refusal: undefined });
    expect(plan('openstack-scs2-1-33-v5', 'openstack-scs2-1-33-v5').steps).to.deep.equal([]);
  });

  it('says by which list it was judged, and what that leaves open', () => {
    const note = (...args: Parameters<typeof plan>): string => plan(...args).notes.join(' ');
    expect(note('openstack-scs2-1-33-v5', 'openstack-scs2-1-34-v2')).to.match(/table of upstream tags [^.]*\.$/);
    expect(note('openstack-scs-1-30-v1', 'openstack-scs-1-31-v2')).to.match(
      /table of upstream tags .* does not say which releases there are for 1\.30 and 1\.31/,
    );
    expect(note('openstack-scs2-1-33-v5', 'openstack-scs2-1-34-v2', { releases: SCS2 })).to.match(
      /given with --release/,
    );
    expect(note('docker-scs-1-33-v1', 'docker-scs-1-34-v1')).to.match(/names alone: no list .* docker-scs/);
  });

  const refusals: readonly {
    readonly title: string;
    readonly of: UpgradePlan;
    readonly reason: string;
    readonly why: RegExp;
    readonly hint: RegExp;
  }[] = [
    {
      title: 'of another stack, also where that is the next minor',
      of: plan('openstack-scs-1-32-v1', 'openstack-scs2-1-33-v1'),
      reason: 'stack',
      why: /openstack-scs cannot become one of openstack-scs2/,
      hint: /release of openstack-scs, or make a new cluster of openstack-scs2/,
    },
    {
      title: 'of another provider',
      of: plan('docker-scs2-1-33-v1', 'openstack-scs2-1-33-v1'),
      reason: 'stack',
      why: /docker-scs2 cannot become one of openstack-scs2/,
      hint: /new cluster/,
    },
    {
      title: 'of an older minor',
      of: plan('openstack-scs2-1-34-v1', 'openstack-scs2-1-33-v5'),
      reason: 'downgrade',
      why: /openstack-scs2-1-34-v1 → openstack-scs2-1-33-v5 is a downgrade/,
      hint: /make a new one/,
    },
    {
      title: 'of an older version within a minor',
      of: plan('openstack-scs2-1-33-v5', 'openstack-scs2-1-33-v4'),
      reason: 'downgrade',
      why: /is a downgrade/,
      hint: /make a new one/,
    },
    {
      title: 'of another channel',
      of: plan('openstack-scs2-1-33-v5', 'openstack-scs2-1-34-v0-sha.abc'),
      reason: 'channel',
      why: /channel stable to sha/,
      hint: /channel stable\.$/,
    },
    {
      title: 'that the table of upstream tags has not',
      of: plan('openstack-scs2-1-33-v5', 'openstack-scs2-1-34-v9'),
      reason: 'unknown',
      why: /1-34-v9 is unknown: for 1\.34, the table of upstream tags has openstack-scs2-1-34-v1, openstack-scs2-1-34-v2$/,
      hint: /--release/,
    },
    {
      title: 'that the list given has not, though the table has it',
      of: plan('openstack-scs2-1-33-v5', 'openstack-scs2-1-34-v1', { releases: SCS2 }),
      reason: 'unknown',
      why: /1-34-v1 is unknown: for 1\.34, the list given has openstack-scs2-1-34-v2$/,
      hint: /--release/,
    },
    {
      title: 'for a minor of which a stack has no release',
      of: plan('openstack-scs-1-32-v1', 'openstack-scs-1-33-v1'),
      reason: 'unknown',
      why: /for 1\.33, the table of upstream tags has no release$/,
      hint: /--release/,
    },
    {
      title: 'from a release that is in no list',
      of: plan('openstack-scs2-1-33-v2', 'openstack-scs2-1-34-v1'),
      reason: 'unknown',
      why: /openstack-scs2-1-33-v2 is unknown/,
      hint: /--release/,
    },
    {
      title: 'while something rolls out',
      of: plan('openstack-scs2-1-33-v5', 'openstack-scs2-1-34-v2', { rolling: 'MachineDeployment md-0' }),
      reason: 'rollout',
      why: /in progress: MachineDeployment md-0/,
      hint: /^Wait until/,
    },
  ];
  for (const { title, of, reason, why, hint } of refusals) {
    it(`is refused to a release ${title}`, () => {
      expect(of.refusal).to.include({ reason, next: undefined });
      expect(of.refusal?.why).to.match(why);
      expect(of.refusal?.hint).to.match(hint).and.to.not.equal(HINT);
      expect(of.steps).to.deep.equal([]);
    });
  }

  const skips: readonly [string, readonly string[] | undefined, string, string, string | undefined][] = [
    [
      'the newest of the list given',
      SCS2,
      'openstack-scs2-1-33-v1',
      'openstack-scs2-1-35-v1',
      'openstack-scs2-1-34-v2',
    ],
    ['the newest of upstream', undefined, 'openstack-scs2-1-32-v1', 'openstack-scs2-1-34-v2', 'openstack-scs2-1-33-v5'],
    [
      'in words',
      undefined,
      'openstack-scs-1-27-v1',
      'openstack-scs-1-30-v1',
      'openstack-scs-1-28-<its newest release>',
    ],
    ['in words', undefined, 'docker-scs-1-30-v1', 'docker-scs-1-32-v1', 'docker-scs-1-31-<its newest release>'],
    ['in words', undefined, 'docker-scs-1-30-v0-sha.a', 'docker-scs-1-32-v1', 'docker-scs-1-31-<its newest release>'],
    ['not', undefined, 'openstack-scs-1-32-v1', 'openstack-scs-1-34-v1', undefined],
  ];
  for (const [title, releases, from, to, next] of skips) {
    it(`skips no minor: ${from} → ${to} is refused, and the next step is named: ${title}`, () => {
      const { refusal, steps } = plan(from, to, { releases });
      expect(refusal).to.include({ reason: 'skip', hint: HINT, next });
      expect(refusal?.why).to.include(`skips Kubernetes 1.${parseStackName(from).minor + 1}`);
      if (next === undefined) expect(refusal?.why).to.include('no release of openstack-scs for 1.33 is known');
      expect(steps).to.deep.equal([]);
    });
  }

  it('of a custom release asks no table of stable ones, and a list only for its own channel', () => {
    const [from, to] = ['openstack-scs2-1-33-v0-sha.abc', 'openstack-scs2-1-34-v0-sha.def'] as const;
    expect(plan(from, to).steps).to.not.deep.equal([]);
    expect(plan(from, to).notes.join()).to.include('names alone');
    expect(plan(from, to, { releases: SCS2 }).refusal).to.include({ reason: 'unknown' });
    const both = ['openstack-scs2-1-34-v9-beta.1', ...SCS2];
    const skip = plan('openstack-scs2-1-33-v1', 'openstack-scs2-1-35-v1', { releases: both });
    expect(skip.refusal).to.include({ next: 'openstack-scs2-1-34-v2' });
  });

  it('compares names of one sort only', () => {
    expect(() => plan('1.33', 'openstack-scs2-1-34-v1')).to.throw(TroikaError, /not of one sort/);
    expect(() => plan('openstack-scs2-1-34-v1', 'v1.34.2')).to.throw(TroikaError, /not of one sort/);
    expect(() => plan('1.33', '1.34', { releases: SCS2 })).to.throw(TroikaError, /for cluster stacks/);
  });
});

describe('an upgrade of a V1 cluster', () => {
  it('changes clusterctl.yaml: version, image and both generations', () => {
    const { steps, refusal } = plan('v1.27.5', '1.28.7');
    expect(refusal).to.equal(undefined);
    expect(steps[0]).to.include('KUBERNETES_VERSION to v1.28.7').and.to.include('ubuntu-capi-image-v1.28.7');
    expect(steps[1]).to.include('CONTROL_PLANE_MACHINE_GEN').and.to.include('WORKER_MACHINE_GEN');
    expect(steps[2]).to.include('create_cluster.sh');
    expect(plan('1.27', '1.28').steps[0]).to.include('KUBERNETES_VERSION to v1.28.<patch>');
    expect(plan('v1.27.5', 'v1.27.9').steps).to.have.lengthOf(4);
    expect(plan('v1.27.5', '1.27.5').steps).to.deep.equal([]);
  });

  for (const [from, to, reason, next] of [
    ['1.32', '1.34', 'skip', '1.33'],
    ['v1.26.8', 'v1.29.1', 'skip', '1.27'],
    ['1.28', '1.27', 'downgrade', undefined],
    ['v1.28.7', 'v1.28.6', 'downgrade', undefined],
    ['v1.28.7', 'v1.27.9', 'downgrade', undefined],
  ] as const) {
    it(`is refused from ${from} to ${to}: ${reason}`, () => {
      const { refusal, steps } = plan(from, to);
      expect(refusal).to.include({ reason, next });
      expect(refusal?.hint === HINT).to.equal(reason === 'skip');
      expect(steps).to.deep.equal([]);
    });
  }

  it('waits for a rollout', () => {
    expect(plan('1.27', '1.28', { rolling: 'workers' }).refusal).to.include({ reason: 'rollout' });
  });

  it('within a minor needs the patch of both', () => {
    expect(() => plan('1.28', 'v1.28.7')).to.throw(TroikaError, /one has no patch/);
    expect(() => plan('v1.28.7', '1.28')).to.throw(TroikaError, /one has no patch/);
  });

  for (const text of ['1', 'v2.0.1', 'v1.34.2-rc.1', '1.x', '1.034']) {
    it(`takes no ${text} for a version`, () => {
      expect(() => plan(text, '1.34')).to.throw(TroikaError, /is no version of Kubernetes/);
    });
  }
});

describe('whatever is asked for', () => {
  const minor = fc.integer({ min: 25, max: 40 });
  const release = fc
    .tuple(fc.constantFrom('docker-scs', 'openstack-scs2'), minor, fc.constantFrom('v1', 'v2', 'v10', 'v0-sha.abc'))
    .map(([stack, of, version]) => `${stack}-1-${of}-${version}`);
  const ALL = ['docker-scs', 'openstack-scs2'].flatMap((stack) =>
    Array.from({ length: 16 }, (_none, index) =>
      ['v1', 'v2', 'v10'].map((version) => `${stack}-1-${25 + index}-${version}`),
    ),
  );
  const releases = fc.constantFrom(undefined, ALL.flat());

  it('what has steps stays with its stack, goes up by one minor at most, and never back', () => {
    fc.assert(
      fc.property(release, release, releases, (from, to, list) => {
        const { steps, refusal } = plan(from, to, { releases: list });
        expect(steps.length > 0 && refusal !== undefined).to.equal(false);
        if (steps.length === 0) return;
        const [old, wanted] = [parseStackName(from), parseStackName(to)];
        expect(wanted).to.include({ provider: old.provider, stack: old.stack, channel: old.channel });
        expect(minorStep(old.minor, wanted.minor)).to.be.oneOf(['same', 'next']);
        if (old.minor === wanted.minor) expect(wanted.version).to.be.at.least(old.version);
      }),
    );
  });

  it('a minor that is skipped is told so, by a stack’s own names', () => {
    fc.assert(
      fc.property(minor, minor, (from, to) => {
        const { refusal } = plan(`docker-scs-1-${from}-v1`, `docker-scs-1-${to}-v2`);
        expect(refusal?.hint === HINT).to.equal(to > from + 1);
      }),
    );
  });

  it('who goes the next step each time gets there', () => {
    fc.assert(
      fc.property(minor, minor, (one, other) => {
        const target = `docker-scs-1-${Math.max(one, other)}-v10`;
        let from = `docker-scs-1-${Math.min(one, other)}-v1`;
        for (let { refusal } = plan(from, target, { releases: ALL.flat() }); refusal !== undefined;) {
          const next = refusal.next ?? '';
          expect(plan(from, next, { releases: ALL.flat() }).steps).to.not.deep.equal([]);
          from = next;
          ({ refusal } = plan(from, target, { releases: ALL.flat() }));
        }
      }),
    );
  });
});
