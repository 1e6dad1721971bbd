import { expect } from 'chai';
import { loadConfig } from '../../src/config/load.ts';

/** Problems of a run of one footprint with these fields, and these of the run, as `path: text`. */
function problems(footprint: object, run: object = {}, cluster: object = {}): readonly string[] {
  const whole = { clusters: [{ provisioner: 'footprint', footprint, ...cluster }], ...run };
  const read = loadConfig('troika.yaml', JSON.stringify(whole));
  return 'problems' in read ? read.problems.map((problem) => `${problem.path}: ${problem.says}`) : [];
}

const command = { suite: 'command', name: 'e2e', run: ['true'] };

describe('Between the fields of a configuration', () => {
  const cases: readonly { title: string; found: () => readonly string[]; wanted: RegExp }[] = [
    {
      title: 'an attached volume needs a worker',
      found: () => problems({ workers: 0, snapshots: 0, volumes: [{ claim: 'a' }] }),
      wanted: /^clusters\[0\]\.footprint\.volumes\[0\]\.attached: .*workers is 0/,
    },
    {
      title: 'a snapshot needs a volume',
      found: () => problems({ volumes: [] }),
      wanted: /\.snapshots: a snapshot needs a volume/,
    },
    {
      title: 'booting from the image needs a flavor with a disk',
      found: () => problems({ rootVolumeGiB: 0, controlPlaneFlavor: 'SCS-2V-4-20s', workerFlavor: 'SCS-4V-8' }),
      wanted: /\.workerFlavor: SCS-4V-8 has no disk/,
    },
    {
      title: 'all nodes fit in the subnet',
      found: () => problems({ nodeCidr: '10.8.0.0/29' }),
      wanted: /\.nodeCidr: holds 8 addresses, and 10 are needed/,
    },
    {
      title: 'a mode of Sonobuoy selects alone',
      found: () => {
        const suites = [{ suite: 'sonobuoy', mode: 'quick', skip: 'Slow' }];
        return problems({}, { clusters: [{ provisioner: 'existing', existing: { kubeconfig: 'k' }, suites }] });
      },
      wanted: /^clusters\[0\]\.suites\[0\]\.mode: selects tests, and so do focus and skip/,
    },
    {
      title: 'a subnet begins at its first address',
      found: () => problems({ nodeCidr: '10.8.0.1/20' }),
      wanted: /\.nodeCidr: is not the first address/,
    },
    {
      title: 'no claim is there twice',
      found: () => problems({ volumes: [{ claim: 'a' }, { claim: 'a', namespace: 'other' }, { claim: 'a' }] }),
      wanted: /\.volumes\[2\]\.claim: the claim default\/a is there twice/,
    },
    {
      title: 'no Service is there twice',
      found: () => {
        const service = { namespace: 'n', name: 's', ports: [80] };
        return problems({ services: [service, service] });
      },
      wanted: /\.services\[1\]\.name: the Service n\/s is there twice/,
    },
    {
      title: 'no port is there twice',
      found: () => problems({ services: [{ namespace: 'n', name: 's', ports: [80, 443, 80] }] }),
      wanted: /\.services\[0\]\.ports\[2\]: port 80 is there twice/,
    },
    {
      title: 'the clean-up leaves time for the work',
      found: () => problems({}, { deadline: '15m', cleanup: '15m' }),
      wanted: /^cleanup: must be shorter/,
    },
    {
      title: 'the default clean-up leaves time for the work too',
      found: () => problems({}, { deadline: '10m' }),
      wanted: /^cleanup: must be shorter/,
    },
    {
      title: 'a run names at most 32 clusters',
      found: () =>
        problems({}, { clusters: [1, 2].map((n) => ({ provisioner: 'footprint', label: `l${n}`, count: 17 })) }),
      wanted: /^clusters: 34 clusters/,
    },
    {
      title: 'labels are unique, also those that a count makes',
      found: () =>
        problems(
          {},
          {
            clusters: [
              { provisioner: 'footprint', label: 'a', count: 2 },
              { provisioner: 'footprint', label: 'a-2' },
            ],
          },
        ),
      wanted: /^clusters\[1\]\.label: two clusters would be called a-2/,
    },
    {
      title: 'suites of a cluster are called differently',
      found: () => problems({}, {}, { suites: [command, { suite: 'infrastructure' }, command] }),
      wanted: /^clusters\[0\]\.suites\[2\]: two suites of this cluster are called e2e/,
    },
    ...['ginkgo', 'hydrophone', 'sonobuoy'].map((suite) => ({
      title: `a footprint, which has no Kubernetes, is not tested by ${suite}`,
      found: () => problems({}, {}, { suites: [{ suite: 'infrastructure' }, { suite }] }),
      wanted: new RegExp(`^clusters\\[0\\]\\.suites\\[1\\]: ${suite} tests Kubernetes, and a footprint has none`),
    })),
    {
      title: "a report lies in its suite's folder",
      found: () => problems({}, {}, { suites: [{ ...command, junit: 'a/../../x.xml' }] }),
      wanted: /^clusters\[0\]\.suites\[0\]\.junit: must lie below/,
    },
    {
      title: 'variables that Troika sets are not set by others',
      found: () => problems({}, {}, { suites: [{ ...command, env: { KUBECONFIG: 'x' } }] }),
      wanted: /^clusters\[0\]\.suites\[0\]\.env\.KUBECONFIG: is set by Troika/,
    },
  ];

  for (const { title, found, wanted } of cases) {
    it(title, () => {
      const all = found();
      expect(all).to.have.lengthOf(1);
      expect(all[0]).to.match(wanted);
    });
  }

  it('nothing is wrong with what these rules allow', () => {
    expect(
      problems({ rootVolumeGiB: 0, controlPlaneFlavor: 'SCS-2V-4-20s', workerFlavor: 'SCS-4V-16-100s' }),
    ).to.deep.equal([]);
    expect(problems({ workers: 0, snapshots: 1, volumes: [{ claim: 'a', attached: false }] })).to.deep.equal([]);
    expect(
      problems({}, {}, { suites: [{ ...command, junit: 'reports/..junit.xml', env: { A_B: '1' } }] }),
    ).to.deep.equal([]);
  });

  it('a broken field hides no other problem', () => {
    const all = problems({ controlPlanes: 'x', workers: 0, snapshots: 0 }, { parallel: 9, deadline: '10m' });
    expect(all.map((text) => text.split(':')[0])).to.have.members([
      'parallel',
      'cleanup',
      'clusters[0].footprint.controlPlanes',
      'clusters[0].footprint.volumes[0].attached',
    ]);
  });
});
