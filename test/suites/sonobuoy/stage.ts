import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { SonobuoySpec } from '../../../src/config/sonobuoySpec.ts';
import type { SuiteResult } from '../../../src/model/result.ts';
import { conformanceSuite } from '../../../src/suites/conformance.ts';
import type { Told } from '../../../src/suites/runner.ts';
import { PACE, type Pace } from '../../../src/suites/sonobuoy/pace.ts';
import { sonobuoyRunner } from '../../../src/suites/sonobuoy/runner.ts';
import { startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { openScene, SUBJECT, type Scene } from '../scene.ts';
import { startAggregator, type Aggregator, type PluginWord } from './aggregator.ts';
import { SPEC } from './spec.ts';
import { FEW, filesOf, tarballOf } from './tarballs.ts';

/** As in a real run, but for the waits. */
export const QUICK: Pace = { ...PACE, pollMs: 500, silenceSeconds: 15, lossSeconds: 2, retrievalPausesMs: [200, 400] };

/** A cluster in which a test plays the aggregator of one run of Sonobuoy after another. */
export interface Stage {
  readonly api: ApiServer;
  readonly aggregator: Aggregator;
  /** What most runs bring. */
  readonly tarball: Buffer;
  readonly scene: Scene;
  start(spec?: Partial<SonobuoySpec>, only?: readonly string[]): Promise<Told>;
  /** The same as a suite: watched and judged. */
  judge(spec?: Partial<SonobuoySpec>): Promise<SuiteResult>;
  /** Waits until the aggregator's pod runs. @returns its namespace */
  pod(): Promise<string>;
  /** Progress in the journal, once there is so much of it. */
  progress(count: number): Promise<readonly string[]>;
}

/** Sets it for the tests of a `describe`, each with a folder of its own, and expects that nothing is left in the cluster after each. */
export function onStage(): () => Stage {
  let api: ApiServer;
  let aggregator: Aggregator;
  let tarball: Buffer;
  let scene: Scene;
  before(async () => {
    api = await startApiServer();
    aggregator = await startAggregator(api);
    tarball = await tarballOf(filesOf(FEW));
  });
  after(async () => {
    await aggregator?.end();
    await api?.end();
  });
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(async () => {
    await scene.end();
    const left = await api.kubectl('get', 'namespaces,clusterroles,clusterrolebindings', '-o', 'name');
    expect(left.split('\n').filter((name) => name.includes('sonobuoy') || name.includes('e2e-'))).to.deep.equal([]);
  });
  return () => ({ api, aggregator, tarball, scene, ...playOf(api, aggregator, scene) });
}

function playOf(
  api: ApiServer,
  aggregator: Aggregator,
  { run, context }: Scene,
): Pick<Stage, 'start' | 'judge' | 'pod' | 'progress'> {
  const where = { env: { ...process.env, PATH: api.path }, cwd: run };
  const runner = sonobuoyRunner(where, QUICK);
  const subject = { ...SUBJECT, endpoint: api.server, kubeconfig: api.kubeconfig, context: 'one' };
  return {
    start: (spec = {}, only) => runner.run({ ...SPEC, ...spec }, subject, context, only),
    judge: (spec = {}) => conformanceSuite(runner, where).run({ ...SPEC, ...spec }, subject, context),
    async pod() {
      const namespace = await aggregator.born();
      await aggregator.runs();
      return namespace;
    },
    async progress(count) {
      const patience = Date.now() + 60_000;
      for (;;) {
        const lines = (await readFile(join(run, 'journal.ndjson'), 'utf8')).split('\n').filter((line) => line !== '');
        const events = lines.map((line) => JSON.parse(line) as { type: string; says?: string });
        const all = events.filter(({ type }) => type === 'progress').map(({ says = '' }) => says);
        if (all.length >= count) return all;
        if (Date.now() > patience) throw new Error(`no more progress than: ${all.join(', ') || 'none'}`);
        await delay(200);
      }
    },
  };
}

export const COMPLETE: readonly PluginWord[] = [{ plugin: 'e2e', status: 'complete' }];

export function e2eAt(completed: number, failures: readonly string[] = [], msg = ''): readonly PluginWord[] {
  return [{ plugin: 'e2e', status: 'running', progress: { total: 4, completed, failures, msg } }];
}

/** The states of the tests, by the first words of their names. */
export function states({ report }: Told): readonly string[] | string {
  if ('broken' in report) return report.broken;
  return report.cases.map(({ name, state }) => `${name.split(' ').slice(0, 2).join(' ')}: ${state}`);
}

/** Of a run that brings `tarball`. */
export const ALL = [
  '[sig-apps] Deployment: passed',
  '[sig-node] Pods: passed',
  '[sig-network] DNS: failed',
  '[sig-storage] Volumes: skipped',
];

/** Of a run that told of two tests, one failed, and of no more. */
export const PARTLY = ['[sig-network] DNS: failed', 'test 2: passed', 'test 3: not run', 'test 4: not run'];
