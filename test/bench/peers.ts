// Forceclean beside the peers: the bare lower bound, `openstack project cleanup`, and ours, in interleaved rounds, each
// in a project of its own; beside ours a neighbour stands. On the simulated cloud with production's latencies, or on real
// services (TROIKA_BED_CLOUDS; npm run bench:peers sets it). No time is asserted: it fails only when ours left something
// or hurt the neighbour.
//
//   node --import tsx test/bench/peers.ts sim|real [--rounds N] [--clusters N …]
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { CleanPlan } from '../../src/model/plan.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import { troika } from '../support/program.ts';
import { makeWorldOn } from '../support/simWorld.ts';
import { startSim } from '../../src/sim/cloud.ts';
import { compete, type Arena, type Outcome } from './peers/compete.ts';
import { contestants, OURS } from './peers/contestants.ts';
import { criticalPath, type Latencies } from './peers/criticalPath.ts';
import { processorSeconds } from './peers/processorTime.ts';
import { byName, ratiosOf, tableOf } from './peers/table.ts';
import { median } from './median.ts';
import type { Standing } from './standing.ts';

/** Seconds, as seen in production. */
const LATENCIES: Latencies = { server: 11, loadBalancer: 22, volume: 5, routerInterface: 2 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, clusters: { type: 'string', multiple: true, default: ['1', '3'] } },
});
const [where] = positionals;
let bad = false;

if (where === 'sim') await onSim();
else if (where === 'real') await onReal();
else throw new Error('where? sim or real');
process.exitCode = bad ? 1 : 0;

async function onReal(): Promise<void> {
  const bed = dirname(process.env['TROIKA_BED_CLOUDS'] ?? '');
  const arena = { makeWorld: makeRealWorld, processorSeconds: () => processorSeconds(bed) };
  for (const count of values.clusters.map(Number)) {
    const outcomes = await rounds(count, Number(values.rounds ?? 5), arena);
    console.log(`${tableOf(outcomes)}\n${ratiosOf(outcomes)}\n`);
  }
}

async function onSim(): Promise<void> {
  const ms = (seconds: number): number => seconds * 1000;
  const { server, loadBalancer, volume } = LATENCIES;
  const deletionMs = { server: ms(server), loadBalancer: ms(loadBalancer), volume: ms(volume) };
  const sim = await startSim({ speed: Infinity, seed: 1, deletionMs });
  // Neutron takes an interface off a router before it answers.
  const path = /\/remove_router_interface$/;
  const then = { do: 'slow', ms: ms(LATENCIES.routerInterface) } as const;
  sim.script([{ when: { method: 'PUT', path, times: Infinity }, then }]);
  const arena = { makeWorld: () => makeWorldOn(sim), processorSeconds: () => Promise.resolve(undefined) };
  try {
    for (const count of values.clusters.map(Number)) {
      let critical: ReturnType<typeof criticalPath> = { seconds: NaN, way: [] };
      const outcomes = await rounds(count, Number(values.rounds ?? 1), arena, async (name, standing) => {
        if (name === OURS) critical = criticalPath(await plansOf(standing), LATENCIES);
      });
      console.log(`${tableOf(outcomes)}\n${ratiosOf(outcomes)}`);
      console.log(`critical path: ${critical.seconds.toFixed(1)} s (${critical.way.join(', ')})`);
      for (const [name, all] of byName(outcomes)) {
        const ratio = median(all.map((one) => one.seconds)) / critical.seconds;
        console.log(`  ${name}: ${ratio.toFixed(2)} times that${name === OURS ? ' (aim 1.10)' : ''}`);
      }
      console.log('');
    }
  } finally {
    await sim.close();
  }
}

/** All contestants in each round, and a line for each turn as it ends. */
async function rounds(
  count: number,
  number: number,
  arena: Arena,
  look?: (name: string, standing: Standing) => Promise<void>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let round = 1; round <= number; round += 1) {
    for (const contestant of contestants()) {
      const seen = await compete(contestant, count, arena, (turn, standing) => look?.(turn.name, standing) ?? none());
      for (const one of seen) {
        console.log(`${count} × v1, round ${round}: ${one.name}: ${one.seconds.toFixed(1)} s, exit ${one.code}`);
        judge(one);
      }
      outcomes.push(...seen);
    }
    // A round takes minutes: what is seen so far is told.
    if (round < number) console.log(`${tableOf(outcomes)}\n`);
  }
  return outcomes;
}

/** What may not happen: ours leaves something, or the neighbour is hurt. */
function judge(outcome: Outcome): void {
  const leaks = outcome.name === OURS && outcome.left.length > 0;
  if (!outcome.hurt && !leaks) return;
  bad = true;
  if (outcome.hurt) console.log('the neighbour is not what it was');
  if (leaks) console.log(`left: ${outcome.left.join(', ')}`);
  console.log(outcome.said);
}

async function plansOf({ place, env, clusters }: Standing): Promise<readonly CleanPlan[]> {
  const names = clusters.flatMap((cluster) => ['--cluster', cluster]);
  const { code, out, err } = await troika(['forceclean', ...names, '--json'], { cwd: place.path, env });
  if (code !== 0) throw new Error(`troika forceclean: ${code}\n${err}`);
  return (JSON.parse(out) as { plans: CleanPlan[] }).plans;
}

function none(): Promise<void> {
  return Promise.resolve();
}
