import type { Event, HandedOver } from '../model/event.ts';
import { refKey } from '../model/resource.ts';
import type { Ref } from '../model/resource.ts';
import type { Finding, Verdict } from '../model/verdict.ts';
import { newCluster, tellCluster } from './clusterStory.ts';
import type { ClusterStory } from './clusterStory.ts';

/** All that the events of a run say, put together. Reports are made of this and nothing else. */
export interface Story {
  started: Extract<Event, { type: 'run.started' }> | undefined;
  ended: { readonly verdict: Verdict; readonly exit: number; readonly seconds: number } | undefined;
  lastAt: string | undefined;
  readonly clusters: Map<string, ClusterStory>;
  findings: Finding[];
  readonly signals: string[];
  /** Plans made, the last one last: how many steps, how much was kept, and the file that says why. */
  readonly plans: {
    readonly clusters: readonly string[];
    readonly steps: number;
    readonly kept: number;
    readonly file: string;
  }[];
  /** Effects sent; `unanswered` have no outcome (yet). */
  readonly effects: { sent: number; succeeded: number; failed: number; readonly unanswered: Set<string> };
}

export function newStory(): Story {
  return {
    started: undefined,
    ended: undefined,
    lastAt: undefined,
    clusters: new Map(),
    findings: [],
    signals: [],
    plans: [],
    effects: { sent: 0, succeeded: 0, failed: 0, unanswered: new Set() },
  };
}

/** The story of a whole journal. Pure. */
export function storyOf(events: readonly Event[]): Story {
  const story = newStory();
  for (const event of events) tell(story, event);
  return story;
}

/** Adds one event to a story; a cluster that no `run.started` named (as in a clean-up by name) is named by its first event. */
export function tell(story: Story, event: Event): void {
  story.lastAt = event.at;
  switch (event.type) {
    case 'run.started':
      story.started = event;
      for (const { cluster, label, provisioner } of event.clusters)
        story.clusters.set(cluster, newCluster(cluster, label, provisioner));
      return;
    case 'intent':
      story.effects.sent += 1;
      story.effects.unanswered.add(event.intent);
      return;
    case 'outcome':
      if (story.effects.unanswered.delete(event.intent)) story.effects[event.ok ? 'succeeded' : 'failed'] += 1;
      return;
    case 'clean.planned':
      story.plans.push(event);
      return;
    case 'clean.verified':
      for (const name of event.clusters) clusterOf(story, name).verified = event;
      return;
    case 'finding':
      story.findings.push(event.finding);
      return;
    case 'signal':
      story.signals.push(event.name);
      return;
    case 'run.ended':
      story.ended = event;
      story.findings = [...event.findings];
      return;
    case 'cluster.waiting':
    case 'cluster.admitted':
    case 'phase.started':
    case 'phase.ended':
    case 'progress':
    case 'diagnosed':
    case 'suite.ended':
    case 'cluster.released':
      tellCluster(clusterOf(story, event.cluster), event);
      return;
    case 'cluster.renamed':
      renameCluster(story.clusters, event.cluster, event.to);
      return;
    case 'lease.asked':
    case 'lease.lost':
    case 'warden':
    case 'cluster.baseline':
    case 'cluster.saw':
      return;
  }
}

/** In its place: the order of the clusters stays that of the configuration. */
function renameCluster(clusters: Map<string, ClusterStory>, from: string, to: string): void {
  const entries = [...clusters];
  clusters.clear();
  for (const [name, cluster] of entries) {
    if (name === from) clusters.set(to, { ...cluster, cluster: to });
    else clusters.set(name, cluster);
  }
}

function clusterOf(story: Story, name: string): ClusterStory {
  const known = story.clusters.get(name);
  if (known !== undefined) return known;
  const added = newCluster(name, name, '');
  story.clusters.set(name, added);
  return added;
}

/** What the last verification of each cluster said, put together; each thing once. */
export function leftovers(story: Story): {
  readonly left: readonly Ref[];
  readonly unknown: readonly string[];
  readonly notLookedAt: readonly string[];
  readonly handedOver: readonly HandedOver[];
} {
  const verified = [...story.clusters.values()].flatMap((cluster) =>
    cluster.verified === undefined ? [] : [cluster.verified],
  );
  const left = new Map(verified.flatMap((one) => one.left.map((ref) => [refKey(ref), { kind: ref.kind, id: ref.id }])));
  return {
    left: [...left.values()],
    unknown: [...new Set(verified.flatMap((one) => one.unknown))],
    notLookedAt: [...new Set(verified.flatMap((one) => one.notLookedAt))],
    handedOver: verified.flatMap((one) => one.handedOver ?? []),
  };
}
