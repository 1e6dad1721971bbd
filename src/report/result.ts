import type { SuiteResult, TestCase } from '../model/result.ts';
import type { ResultFile } from './resultSchema.ts';
import { leftovers } from './story.ts';
import type { ClusterStory } from './clusterStory.ts';
import type { Story } from './story.ts';
import { waitedBy } from './waited.ts';

/** The content of result.json. Pure. */
export function resultOf(story: Story): ResultFile {
  const { started, ended, effects } = story;
  const clusters = [...story.clusters.values()];
  const suites = clusters.flatMap((cluster) => cluster.suites);
  const inState = (state: SuiteResult['state']): number => suites.filter((suite) => suite.state === state).length;
  const { left, unknown, notLookedAt, handedOver } = leftovers(story);
  return {
    version: 2,
    runId: started?.runId ?? null,
    troika: started?.version ?? null,
    cloud: started?.cloud ?? null,
    projectId: started?.projectId ?? null,
    startedAt: started?.at ?? null,
    lastEventAt: story.lastAt ?? null,
    ended: ended !== undefined,
    verdict: ended?.verdict ?? null,
    exit: ended?.exit ?? null,
    seconds: ended?.seconds ?? null,
    signals: [...story.signals],
    findings: story.findings.map((finding) => ({ ...finding })),
    tests: countCases(suites.flatMap((suite) => suite.cases)),
    suites: { total: suites.length, passed: inState('passed'), failed: inState('failed'), broken: inState('broken') },
    effects: {
      sent: effects.sent,
      succeeded: effects.succeeded,
      failed: effects.failed,
      unanswered: effects.unanswered.size,
    },
    clusters: clusters.map(clusterResult),
    left: left.map(({ kind, id }) => ({ kind, id })),
    unknown: [...unknown],
    notLookedAt: [...notLookedAt],
    handedOver: handedOver.map(({ kind, id, name, why }) => ({ kind, id, name, why })),
    plans: story.plans.map(({ clusters: of, steps, kept, file }) => ({ clusters: [...of], steps, kept, file })),
  };
}

/** How many cases of each state there are. */
export function countCases(cases: readonly TestCase[]): ResultFile['tests'] {
  const counts = { total: cases.length, passed: 0, failed: 0, skipped: 0, known: 0, infrastructure: 0, notRun: 0 };
  for (const { state } of cases) counts[state === 'not run' ? 'notRun' : state] += 1;
  return { ...counts, flaky: cases.filter((one) => one.flaky === true).length };
}

function clusterResult(cluster: ClusterStory): ResultFile['clusters'][number] {
  return {
    cluster: cluster.cluster,
    label: cluster.label,
    provisioner: cluster.provisioner,
    slot: cluster.slot ?? null,
    phases: cluster.phases.map(({ phase, startedAt, ok, seconds, says }) => ({
      phase,
      startedAt,
      ok: ok ?? null,
      seconds: seconds ?? null,
      ...(says === undefined ? {} : { says }),
    })),
    waited: Object.fromEntries(waitedBy(cluster)),
    suites: cluster.suites.map(
      ({ suite, state, says, class: broke, evidence = [], deselected, seconds, cases, files }) => ({
        suite,
        state,
        says,
        class: broke ?? null,
        evidence: [...evidence],
        deselected: deselected ?? null,
        seconds,
        counts: countCases(cases),
        cases: cases.map((one) => ({ ...one })),
        files: [...files],
      }),
    ),
    verified: cluster.verified !== undefined,
    released: cluster.released,
    keptUntil: cluster.keptUntil ?? null,
  };
}
