// One look at a project by the compiled program's own parts, in a process of its own, so that its memory can be told:
// everything collected, judged for some clusters, and planned for the first of them: a plan is always for one. Prints JSON.
//
//   node test/bench/collect.mjs CLOUDS.YAML CLOUD CLUSTER …
import { loadCloud } from '../../dist/config/clouds.js';
import { attribute } from '../../dist/forceclean/attribute.js';
import { planClean } from '../../dist/forceclean/plan.js';
import { systemClock } from '../../dist/io/clock.js';
import { noLog } from '../../dist/io/log.js';
import { createRedactor } from '../../dist/io/redact.js';
import { connect } from '../../dist/openstack/connect.js';
import { inventory as listAll } from '../../dist/openstack/inventory.js';

const [file, cloud, ...clusters] = process.argv.slice(2);
const redactor = createRedactor();
const config = await loadCloud({
  env: { OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: cloud },
  cwd: '/',
  home: '/',
  redactor,
});
const session = await connect(config, { clock: systemClock, log: noLog, redactor });
const requests = session.log.length;
const rss = process.memoryUsage.rss();

const collect = await measured(() => listAll(session));
const inventory = collect.answer;
const names = clusters.map((cluster) => ({ cluster, namespaces: [cluster, 'default'], prefix: cluster }));
const judge = await measured(() => attribute({ inventory, clusters: names, ledger: [] }));
const now = session.now().toISOString();
const own = judge.answer.filter(({ verdict, cluster }) => verdict !== 'ours' || cluster === clusters[0]);
const plan = await measured(() =>
  planClean({ attributions: own, inventory, runId: null, clusters: clusters.slice(0, 1), now, pvc: 'delete' }),
);
console.log(
  JSON.stringify({
    resources: inventory.resources.length,
    gaps: inventory.gaps,
    requests: session.log.length - requests,
    steps: plan.answer.steps.length,
    collect: collect.cost,
    judge: judge.cost,
    plan: plan.cost,
    grownMiB: (process.resourceUsage().maxRSS * 1024 - rss) / 1024 / 1024,
  }),
);

/** What a deed answers, and its seconds, of the clock and of the processor. */
async function measured(deed) {
  const [started, used] = [performance.now(), process.cpuUsage()];
  const answer = await deed();
  const { user, system } = process.cpuUsage(used);
  return {
    answer,
    cost: { seconds: (performance.now() - started) / 1000, processorSeconds: (user + system) / 1_000_000 },
  };
}
