// One look at a project by the compiled program's own parts, in a process of its own, so that its memory can be told:
// everything collected, judged and planned for one cluster. Prints JSON.
//
//   node test/bench/collect.mjs CLOUDS.YAML CLOUD CLUSTER
import { loadCloud } from '../../dist/config/clouds.js';
import { attribute } from '../../dist/forceclean/attribute.js';
import { planClean } from '../../dist/forceclean/plan.js';
import { systemClock } from '../../dist/io/clock.js';
import { noLog } from '../../dist/io/log.js';
import { createRedactor } from '../../dist/io/redact.js';
import { connect } from '../../dist/openstack/connect.js';
import { inventory as listAll } from '../../dist/openstack/inventory.js';

const [file, cloud, cluster] = process.argv.slice(2);
const redactor = createRedactor();
const config = await loadCloud({
  env: { OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: cloud },
  cwd: '/',
  home: '/',
  redactor,
});
const session = await connect(config, { clock: systemClock, log: noLog, redactor });
const before = { requests: session.log.length, processor: process.cpuUsage(), rss: process.memoryUsage.rss() };
const started = performance.now();
const inventory = await listAll(session);
const collected = performance.now();
const names = { cluster, namespaces: [cluster, 'default'], prefix: cluster };
const attributions = attribute({ inventory, clusters: [names], ledger: [] });
const judged = performance.now();
const now = session.now().toISOString();
const plan = planClean({ attributions, inventory, runId: null, clusters: [cluster], now, pvc: 'delete' });
const planned = performance.now();
const { user, system } = process.cpuUsage(before.processor);
console.log(
  JSON.stringify({
    resources: inventory.resources.length,
    gaps: inventory.gaps,
    requests: session.log.length - before.requests,
    ours: attributions.filter((attribution) => attribution.verdict === 'ours').length,
    steps: plan.steps.length,
    collectSeconds: (collected - started) / 1000,
    judgeSeconds: (judged - collected) / 1000,
    planSeconds: (planned - judged) / 1000,
    processorSeconds: (user + system) / 1_000_000,
    grownMiB: (process.resourceUsage().maxRSS * 1024 - before.rss) / 1024 / 1024,
  }),
);
