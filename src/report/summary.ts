import { VERDICTS } from '../model/verdict.ts';
import type { Finding } from '../model/verdict.ts';
import type { ClusterStory } from './clusterStory.ts';
import { durationText } from './duration.ts';
import { evidencePart } from './evidence.ts';
import { keptCommands, keptCount } from './keptText.ts';
import { markdownTable, markdownText } from './markdown.ts';
import { countCases } from './result.ts';
import { leftovers } from './story.ts';
import type { Story } from './story.ts';
import { waitedText } from './waited.ts';

/** Failed tests that are listed by name; junit.xml and result.json have all. */
const MOST_NAMES = 50;

/** The content of summary.md: the verdict first, then why, then what became of each cluster and of what it left. Pure. */
export function summaryOf(story: Story): string {
  const clusters = [...story.clusters.values()];
  const parts = [
    verdictPart(story),
    findingsPart(story.findings, clusters),
    diagnosticsPart(clusters),
    clustersPart(clusters),
    ...clusters.map(phasesPart),
    testsPart(clusters),
    evidencePart(clusters),
    leftPart(story, clusters),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

export function verdictPart({ started, ended, signals, lastAt, clusters }: Story): string {
  const run = started === undefined ? 'Run' : `Run ${started.runId} on ${markdownText(started.cloud)}`;
  if (ended === undefined) {
    return [
      '# Did not end',
      `${run} has no last word: it was killed, or goes on. Last event: ${lastAt ?? 'none'}. What follows is what is known.`,
      'If it was killed, something of it may be left: `troika forceclean --run` with this directory shows what.',
    ].join('\n\n');
  }
  const kept = keptCount(clusters.values());
  const meaning =
    kept !== undefined && ended.verdict === 'passed'
      ? `the demanded tests ran and passed; ${kept}, and everything else of ours is gone`
      : (VERDICTS.find((row) => row.verdict === ended.verdict)?.meaning ?? '');
  const stopped = signals.length === 0 ? '' : ` Signals: ${signals.join(', ')}.`;
  return `# ${ended.verdict}\n\n${run}: ${meaning} (exit code ${ended.exit}, ${durationText(ended.seconds)}).${stopped}`;
}

export function findingsPart(findings: readonly Finding[], clusters: readonly ClusterStory[]): string {
  if (findings.length === 0) return '';
  const lines = findings.map((finding) => {
    const label = clusters.find((cluster) => cluster.cluster === finding.cluster)?.label ?? finding.cluster;
    const of = [finding.class, label].filter((text) => text !== undefined).map(markdownText);
    const hint = finding.hint === undefined ? '' : `\n  What to do: ${markdownText(finding.hint)}`;
    return `- **${finding.verdict}**${of.length === 0 ? '' : ` (${of.join(', ')})`}: ${markdownText(finding.why)}${hint}`;
  });
  return `## Findings\n\n${lines.join('\n')}`;
}

/** Where to look first, and what tells most there. */
function diagnosticsPart(clusters: readonly ClusterStory[]): string {
  const lines = clusters.flatMap(({ label, diagnosed }) =>
    diagnosed === undefined
      ? []
      : [
          `- ${markdownText(label)}: [${markdownText(diagnosed.file)}](${encodeURI(diagnosed.file)})`,
          ...diagnosed.says.map((one) => `  - ${markdownText(one)}`),
        ],
  );
  return lines.length === 0 ? '' : `## Diagnostics\n\n${lines.join('\n')}`;
}

function clustersPart(clusters: readonly ClusterStory[]): string {
  if (clusters.length === 0) return '';
  const rows = clusters.map((cluster) => [
    cluster.label,
    cluster.cluster,
    cluster.provisioner,
    cluster.slot === undefined ? 'never admitted' : String(cluster.slot),
    cluster.suites.map((suite) => `${suite.suite}: ${suite.state}`).join(', ') || 'none ran',
    cleanText(cluster),
  ]);
  return `## Clusters\n\n${markdownTable(['label', 'name', 'provisioner', 'slot', 'suites', 'clean-up'], rows)}`;
}

function cleanText({ released, keptUntil, verified, slot }: ClusterStory): string {
  if (released === 'kept') return keptUntil === undefined ? 'kept on request' : `kept until ${keptUntil}`;
  if (verified === undefined) return slot === undefined ? 'nothing was made' : 'not verified';
  if (verified.left.length > 0) return `${verified.left.length} left`;
  if (verified.unknown.length > 0) return 'unknown';
  const over = (verified.handedOver ?? []).length;
  return over === 0 ? 'all gone' : `all gone but ${over} handed over`;
}

function phasesPart(cluster: ClusterStory): string {
  if (cluster.phases.length === 0) return '';
  const rows = cluster.phases.map(({ phase, ok, seconds, says }) => [
    phase,
    ok === undefined ? 'did not end' : ok ? 'ok' : 'failed',
    seconds === undefined ? '' : durationText(seconds),
    [says, phase === 'wait' ? waitNote(cluster) : undefined].filter((note) => note !== undefined).join('; '),
  ]);
  return `### ${markdownText(cluster.label)}\n\n${markdownTable(['phase', 'result', 'time', ''], rows)}`;
}

/** What the wait was for; of one that did not end also what it waits for last. */
function waitNote(cluster: ClusterStory): string | undefined {
  const last = cluster.waiting === undefined ? undefined : `last for ${cluster.waiting.why}`;
  const notes = [waitedText(cluster), last].filter((note) => note !== undefined);
  return notes.length === 0 ? undefined : notes.join('; ');
}

export function testsPart(clusters: readonly ClusterStory[]): string {
  const suites = clusters.flatMap((cluster) => cluster.suites.map((suite) => ({ label: cluster.label, ...suite })));
  if (suites.length === 0) return '## Tests\n\nNo suite ran.';
  const rows = suites.map((suite) => {
    const { passed, failed, skipped, known, infrastructure, notRun } = countCases(suite.cases);
    const numbers = [passed, failed, infrastructure, notRun, known, skipped].map(String);
    return [suite.label, suite.suite, suite.state, ...numbers, suite.says];
  });
  const table = markdownTable(
    ['cluster', 'suite', 'result', 'passed', 'failed', 'infrastructure', 'not run', 'known', 'skipped', ''],
    rows,
  );
  const bad = suites.flatMap((suite) =>
    suite.cases
      .filter((one) => one.state === 'failed')
      .map((one) => `- ${markdownText(`${suite.label}, ${suite.suite}: ${one.name}`)}`),
  );
  const more = bad.length > MOST_NAMES ? [`- and ${bad.length - MOST_NAMES} more; see junit.xml`] : [];
  const names = bad.length === 0 ? [] : ['', 'Failed:', '', ...bad.slice(0, MOST_NAMES), ...more];
  return ['## Tests', '', table, ...names].join('\n');
}

function leftPart(story: Story, clusters: readonly ClusterStory[]): string {
  const { left, unknown, notLookedAt, handedOver } = leftovers(story);
  const kept = clusters.filter((cluster) => cluster.released === 'kept');
  const unverified = clusters.filter(
    (one) => one.slot !== undefined && one.verified === undefined && one.released !== 'kept',
  );
  const lastPlans = [...new Map(story.plans.map((plan) => [plan.clusters.join(), plan])).values()];
  const lines = [
    ...left.map((ref) => `- left: ${ref.kind} ${markdownText(ref.id)}`),
    ...handedOver.map(
      ({ kind, id, name, why }) =>
        `- handed over: ${kind} ${markdownText(id)} ${markdownText(name)}: ${markdownText(why)}`,
    ),
    ...kept.map((one) => keptLine(one, story)),
    ...lastPlans
      .filter((plan) => plan.kept > 0)
      .map((plan) => `- kept: ${plan.kept} resources that looked alike; ${markdownText(plan.file)} says why`),
    ...unverified.map((cluster) => `- not verified: ${markdownText(cluster.label)} (${cluster.cluster})`),
    ...(unknown.length === 0 ? [] : [`- could not be listed: ${unknown.join(', ')}`]),
    ...(story.effects.unanswered.size === 0
      ? []
      : [`- sent without an answer on record: ${story.effects.unanswered.size} requests`]),
    ...(notLookedAt.length === 0 ? [] : [`- services not looked at: ${notLookedAt.map(markdownText).join(', ')}`]),
  ];
  return `## Left and kept\n\n${lines.length === 0 ? 'Nothing.' : lines.join('\n')}`;
}

function keptLine({ label, cluster, keptUntil }: ClusterStory, story: Story): string {
  const until = keptUntil === undefined ? '' : ` until ${keptUntil}`;
  const { remove, extend } = keptCommands(cluster, story);
  return `- kept on request: ${markdownText(label)} (${cluster})${until}; to remove it: \`${remove}\`; to keep it longer: \`${extend}\``;
}
