// What Troika's playbooks before and after a run take, beside an empty job on the same node of a real Zuul, the node's cache
// warm. The aim is less than 20 s. Nothing is asserted but that all jobs pass.
//
//   node --import tsx test/bench/zuul.ts [--rounds N]
import { parseArgs } from 'node:util';
import { changeOf, configuration, openStage, type Stage } from '../e2e/zuul/stage.ts';
import { median } from './median.ts';

const EMPTY = '- job: { name: empty, parent: base, nodeset: node, run: playbooks/empty.yaml }\n';
const FILES = { 'playbooks/empty.yaml': '- { hosts: all, gather_facts: false, tasks: [] }\n' };

/** Seconds that each playbook took, by its phase and name. */
type Times = ReadonlyMap<string, number>;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const stage = await openStage({ more: EMPTY, files: FILES });
try {
  // The first on a node installs everything.
  for (const job of ['empty', 'troika-e2e-quick']) for (let node = 0; node < 3; node += 1) await timesOf(job, stage);
  const seen = new Map<string, Times[]>();
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const job of ['empty', 'troika-e2e-quick'])
      seen.set(job, [...(seen.get(job) ?? []), await timesOf(job, stage)]);
  tell(seen.get('empty') ?? [], seen.get('troika-e2e-quick') ?? []);
} finally {
  await stage.dispose();
}

async function timesOf(job: string, { tenant }: Stage): Promise<Times> {
  const project = `- project: { e2e: { jobs: [${job}] } }\n`;
  const change = await tenant.propose(changeOf(configuration(), { 'zuul.d/project.yaml': project }));
  const set = await tenant.ended(change, 600);
  const [build] = set.builds;
  if (build?.result !== 'SUCCESS') throw new Error(`${job}: ${build?.result ?? set.result}`);
  return timesIn(await tenant.console(build.uuid));
}

/** Zuul says in a job's output when each playbook starts and ends (Zuul: zuul/executor/server.py). */
function timesIn(output: string): Times {
  const began = new Map<string, number>();
  const times = new Map<string, number>();
  for (const [, at = '', phase = '', what = '', name = ''] of output.matchAll(
    /^(\S+ \S+) \| ([A-Z-]*RUN) (START|END)[^:]*: \[\w+ : (\S+?)@/gm,
  )) {
    const playbook = `${phase} ${name}`;
    const ms = Date.parse(`${at.replace(' ', 'T')}Z`);
    if (what === 'START') began.set(playbook, ms);
    else times.set(playbook, (times.get(playbook) ?? 0) + (ms - (began.get(playbook) ?? ms)) / 1000);
  }
  if (times.size === 0) throw new Error(`no playbook’s time in the output:\n${output.slice(0, 2000)}`);
  return times;
}

function tell(empty: readonly Times[], troika: readonly Times[]): void {
  const names = [...new Set(troika.flatMap((times) => [...times.keys()]))];
  for (const name of names)
    console.log(
      `  ${name}: ${middle(troika, (one) => one.get(name) ?? 0)} s, in an empty job ${middle(empty, (one) => one.get(name) ?? 0)} s`,
    );
  const around = (times: Times): number =>
    [...times].reduce((sum, [name, seconds]) => sum + (name.startsWith('RUN') ? 0 : seconds), 0);
  const more = median(troika.map(around)) - median(empty.map(around));
  console.log(
    `before and after the run: ${more.toFixed(1)} s more than in an empty job (aim 20), medians of ${troika.length}`,
  );
}

function middle(all: readonly Times[], of: (times: Times) => number): string {
  return median(all.map(of)).toFixed(1);
}
