import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Event } from '../../../src/model/event.ts';
import { resultFile } from '../../../src/report/resultSchema.ts';
import { makeRuns, untilNothingOfOurs, type Runs } from '../../kubernetesBed/runs.ts';
import { eventsOf, onlyRun } from '../../support/program.ts';
import { until } from '../../zuulBed/rest.ts';

/** What the API selection has of Kubernetes v1.34.4. */
const DEMANDED = 103;

describe('conformance on a real cluster that is stopped in the middle', () => {
  let runs: Runs;

  before(async () => {
    runs = await makeRuns({ workers: 2, suites: [{ suite: 'ginkgo', selection: 'api', procs: 2 }] });
  });
  after(() => runs?.dispose());

  /** The events so far; none before the run has begun. */
  const told = async (): Promise<readonly Event[]> => {
    try {
      return await eventsOf(await onlyRun(runs.place));
    } catch {
      return [];
    }
  };

  it('keeps what has ended, says of the rest that it did not run, and leaves nothing: exit code 130', async function () {
    this.timeout(900_000);
    // Where the programs of suites are kept.
    const running = runs.start(['run'], undefined, { XDG_CACHE_HOME: cache() });
    await until('tests that have ended', 500, async () =>
      (await told()).some((event) => event.type === 'progress' && event.phase === 'suites' && event.done >= 10)
        ? true
        : undefined,
    );
    running.child.kill('SIGINT');
    const { code, out, err } = await running.ended;
    expect(code, out + err).to.equal(130);

    const text = await readFile(join(await onlyRun(runs.place), 'result.json'), 'utf8');
    const [suite] = resultFile.parse(JSON.parse(text)).clusters.flatMap(({ suites }) => suites);
    const { total, passed = 0, notRun = 0 } = suite?.counts ?? {};
    expect([suite?.state, total]).to.deep.equal(['broken', DEMANDED]);
    expect(passed).to.be.within(10, DEMANDED - 1);
    expect(passed + notRun).to.equal(DEMANDED);

    // Why it did not pass is collected before the cluster goes.
    const [cluster = ''] = await readdir(join(await onlyRun(runs.place), 'clusters'));
    const collected = join(await onlyRun(runs.place), 'clusters', cluster, 'diagnostics');
    expect(await readdir(collected)).to.include.members(['index.html', 'cloud', 'management', 'cluster']);
    const page = await readFile(join(collected, 'index.html'), 'utf8');
    for (const file of ['cloud/server.json', 'management/', 'cluster/']) expect(page).to.include(file);

    expect([...(await runs.project()).keys()]).to.deep.equal([]);
    await untilNothingOfOurs(runs);
  });
});

function cache(): string {
  return process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
}
