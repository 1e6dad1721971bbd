// One look at a project by the compiled program's own parts, in a process of its own, so that its memory can be told:
// everything collected, and everything judged for one cluster. Prints JSON.
//
//   node test/bench/collect.mjs CLOUDS.YAML CLOUD CLUSTER
import { loadCloud } from '../../dist/config/clouds.js';
import { attribute } from '../../dist/forceclean/attribute.js';
import { systemClock } from '../../dist/io/clock.js';
import { noLog } from '../../dist/io/log.js';
import { createRedactor } from '../../dist/io/redact.js';
import { connect } from '../../dist/openstack/connect.js';
import { inventory } from '../../dist/openstack/inventory.js';

const [file, cloud, cluster] = process.argv.slice(2);
const redactor = createRedactor();
const config = await loadCloud({
  env: { OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: cloud },
  cwd: '/',
  home: '/',
  redactor,
});
const session = await connect(config, { clock: systemClock, log: noLog, redactor });
const before = session.log.length;
const started = performance.now();
const all = await inventory(session);
const collected = performance.now();
const names = { cluster, namespaces: [cluster, 'default'], prefix: cluster };
const attributions = attribute({ inventory: all, clusters: [names], ledger: [] });
const judged = performance.now();
console.log(
  JSON.stringify({
    resources: all.resources.length,
    gaps: all.gaps,
    requests: session.log.length - before,
    ours: attributions.filter((attribution) => attribution.verdict === 'ours').length,
    collectSeconds: (collected - started) / 1000,
    judgeSeconds: (judged - collected) / 1000,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  }),
);
