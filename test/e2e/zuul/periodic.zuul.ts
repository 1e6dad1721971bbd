import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makePlace, onlyRun, startTroika, troika, type Place } from '../../support/program.ts';
import type { Files } from '../../zuulBed/repository.ts';
import { until } from '../../zuulBed/rest.ts';
import { changeOf, configuration, openStage, PROJECT, type Stage } from './stage.ts';

/** What is younger may be somebody's who is about to say so. */
const AGE = '1m';

describe('periodic jobs of a real Zuul', function () {
  this.timeout(1_800_000);
  let stage: Stage;
  before(async () => {
    stage = await openStage({ vars: { troika_sweep_older_than: AGE } });
  });
  after(() => stage?.dispose());

  /** Succeeds only where the prepared tree is that of the branch. */
  const onlyOn = (branch: string): string => configuration(`[grep, -qx, ${branch}, BRANCH]`);
  const treeOf = (branch: string) => changeOf(onlyOn(branch), { BRANCH: `${branch}\n` });

  it('run for main and for a release branch, each from its own prepared tree', async () => {
    const { tenant } = stage;
    const tips = [
      ['main', await tenant.publish(treeOf('main'))],
      ['release-1', await tenant.publish(treeOf('release-1'), 'release-1')],
    ] as const;
    for (const [branch, sha] of tips) await tenant.tick(branch, sha);
    for (const [branch, sha] of tips) {
      const set = await tenant.ticked(sha, 900);
      expect(
        set.builds.map(({ job_name: job, result }) => [job, result]),
        branch,
      ).to.deep.equal([['troika-nightly', 'SUCCESS']]);
    }
    await stage.clean(0);
  });

  it('compare each night with the one before, and are red for a suite that did not run', async () => {
    const { tenant } = stage;
    const branch = `nights-${randomUUID().slice(0, 8)}`;
    const night = async (files: Files) => {
      const sha = await tenant.publish(files, branch);
      await tenant.tick(branch, sha);
      const { builds, message } = await tenant.ticked(sha, 900);
      const [build] = builds;
      const at = build?.artifacts.find(({ metadata }) => metadata.type === 'troika_comparison')?.url ?? '';
      const shown = await fetch(at).then((answer) => answer.text());
      return { results: builds.map(({ result }) => result), message: message ?? '', shown };
    };
    const first = await night(testsOf({ rises: true, shines: true, sets: true }));
    expect(first.results, first.message).to.deep.equal(['SUCCESS']);
    expect(first.message).to.include('Not compared with an earlier build: it is the first build of this job on this');

    const second = await night(testsOf({ rises: false, shines: true }));
    expect(second.results).to.deep.equal(['FAILURE']);
    for (const text of [second.message, second.shown])
      expect(text)
        .to.match(/Compared with run \w+ of .*1 new failure, 1 missing, \d+ passing$/m)
        .and.to.match(/New failures \(1\):\s+- one, tests: rises\s+passed then; it is dark/)
        .and.to.match(/Missing \(1\):\s+- one, tests: sets/);

    const third = await night(changeOf(configuration()));
    expect(third.results, third.message).to.deep.equal(['FAILURE']);
    expect(third.message)
      .to.match(/\*\*passed\*\* Run/)
      .and.to.match(/Suites without a result \(1\):\s+- one, tests\s+did not run; failed then, with 2 tests/);
    await stage.clean(0);
  });

  it('that can never start are red: a branch that asks for more than the project may have', async () => {
    const { tenant, world } = stage;
    await world.setQuota({ floatingIps: 1 });
    try {
      const sha = await tenant.publish(treeOf('release-2'), 'release-2');
      await tenant.tick('release-2', sha);
      const set = await tenant.ticked(sha, 600);
      expect(set.result).to.equal('FAILURE');
      expect(set.builds.map(({ result }) => result)).to.deep.equal(['FAILURE']);
      expect(set.message).to.match(/floatingIps: 2 needed/);
    } finally {
      await world.setQuota({ floatingIps: 50 });
    }
    await stage.clean(0);
  });

  it('of the janitor remove what a dead run left, and nothing else', async () => {
    const { tenant, world } = stage;
    const place = await makePlace();
    await place.write('troika.yaml', configuration("[sleep, '900']"));
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
    const run = startTroika(['run'], { cwd: place.path, env });
    try {
      await until('its suites', 300, async () =>
        (await journalOf(place)).includes('"phase":"suites"') ? true : undefined,
      );
      run.child.kill('SIGKILL');
      await run.ended;
      const janitor = PROJECT.replace('troika-nightly', 'troika-janitor');
      const sha = await tenant.publish({ 'troika.yaml': configuration(), 'zuul.d/project.yaml': janitor }, 'tidy');
      await until('what it left to be old enough', 400, async () => {
        const { out } = await troika(['forceclean', 'sweep', '--older-than', AGE], { cwd: place.path, env });
        return out.includes('No leftovers') ? undefined : true;
      });
      await tenant.tick('tidy', sha);
      const set = await tenant.ticked(sha, 900);
      expect(set.builds.map(({ job_name: job, result }) => [job, result])).to.deep.equal([
        ['troika-janitor', 'SUCCESS'],
      ]);
    } finally {
      run.child.kill('SIGKILL');
      await place.remove();
    }
    await stage.clean(0);
  });
});

/** A change with a suite of these tests, and whether each passes. */
function testsOf(tests: Readonly<Record<string, boolean>>): Files {
  const cases = Object.entries(tests).map(([name, passes]) =>
    passes ? `<testcase name="${name}"/>` : `<testcase name="${name}"><failure message="it is dark"/></testcase>`,
  );
  const failures = Object.values(tests).filter((passes) => !passes).length;
  const junit = `<testsuite tests="${cases.length}" failures="${failures}">${cases.join('')}</testsuite>`;
  const suite = `      - { suite: command, name: tests, junit: junit.xml, run: [sh, ./tests.sh] }\n`;
  const more = { 'tests.sh': `cp junit.xml "$TROIKA_SUITE_DIR"\nexit ${failures}\n`, 'junit.xml': junit };
  return changeOf(
    configuration().replace(/suites: .*\n/, `suites:\n      - { suite: infrastructure }\n${suite}`),
    more,
  );
}

async function journalOf(place: Place): Promise<string> {
  const run = await onlyRun(place).catch(() => undefined);
  return run === undefined ? '' : readFile(join(run, 'journal.ndjson'), 'utf8');
}
