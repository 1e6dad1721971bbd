import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';
import { openJournal, readJournal } from '../../src/io/journal.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';
import type { Inventory } from '../../src/model/resource.ts';
import { loadCloud } from '../../src/config/clouds.ts';
import { connect } from '../../src/openstack/connect.ts';
import { loadBaseline } from '../../src/runner/baseline.ts';
import { recordedRun } from '../../src/runner/ledger.ts';
import { live } from '../../src/runner/life.ts';
import { runDirectory } from '../../src/runner/runDirectory.ts';
import { makePlace } from '../support/program.ts';
import { makeSimWorld } from '../support/simWorld.ts';

const C = 'tabcdefghia';

const namesake: Inventory = {
  at: '2026-11-25T00:00:00Z',
  projectId: 'p',
  gaps: [],
  notLookedAt: [],
  resources: [
    {
      kind: 'network',
      id: 'n',
      name: `k8s-clusterapi-cluster-${C}-${C}`,
      projectId: 'p',
      status: 'ACTIVE',
      tags: [],
      metadata: {},
      links: [],
      facts: {},
    },
  ],
};

describe('a cluster whose name stands in the project already', () => {
  it('is refused, makes nothing, and above all cleans nothing: the name is somebody’s', async () => {
    const world = await makeSimWorld();
    const place = await makePlace();
    const redactor = createRedactor();
    const clock = systemClock;
    const directory = runDirectory(place.path);
    const journal = await openJournal(directory.journal, { clock, redactor });
    try {
      const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
      const cloud = await loadCloud({ env, cwd: place.path, home: place.path, redactor, cloud: world.cloud });
      const session = await connect(cloud, { clock, log: noLog, redactor });
      const done: string[] = [];
      const idle = new AbortController().signal;
      await journal.write({
        type: 'run.started',
        runId: 'abcdefghi',
        version: '0',
        cloud: 'test',
        projectId: 'p',
        bornAt: '2020-01-01T00:00:00Z',
        clusters: [{ cluster: C, label: 'one', provisioner: 'any', demand: NO_DEMAND }],
        config: {},
      });

      const findings = await live(
        {
          label: 'one',
          cluster: C,
          suites: [],
          provisioner: {
            name: 'any',
            demand: NO_DEMAND,
            names: () => [],
            up: () => Promise.reject(new Error('made something')),
          },
        },
        {
          session,
          directory,
          context: { journal, clock, log: noLog, redactor },
          desk: {
            enter: () => Promise.resolve({ cluster: C, slot: 1, inventory: namesake, holding }),
          },
          bookSession: session,
          times: leaseTimes(),
          work: { signal: idle, deadline: Infinity },
          all: idle,
          cleanupSeconds: 1,
          keepFor: () => undefined,
          nextName: () => C,
          loses: () => undefined,
          externalNetworkId: 'x',
          clean: () => (done.push('cleaned'), Promise.resolve([])),
          spends: () => undefined,
          lives: () => undefined,
        },
      );

      expect(findings.map((finding) => finding.verdict)).to.deep.equal(['refused']);
      expect(done).to.deep.equal(['left']);
      const recorded = recordedRun((await readJournal(directory.journal)).events)?.clusters[0];
      expect(recorded === undefined ? undefined : await loadBaseline(directory, recorded)).to.deep.equal(
        new Set(['network/n']),
      );
    } finally {
      await journal.close();
      await place.remove();
      await world.dispose();
    }
  });
});
