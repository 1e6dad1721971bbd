import type { Producer, Survey, Thing } from './objects.ts';
import type { DrainPolicy } from './policy.ts';
import type { Stay } from './staying.ts';
import { deletions, type Stage, type Step } from './step.ts';

/**
 * Stops who would make things anew: Flux and Argo are told to leave what they manage alone, CronJobs and Jobs go. In the
 * system's own namespace nothing is stopped. Where volumes are kept, CronJobs are only suspended and Jobs run on, for a pod
 * may take a claim along that is its own. Pure.
 */
export function freezeStage(survey: Survey, policy: DrainPolicy, staying: ReadonlyMap<string, Stay>): Stage {
  const suspended = survey.producers.filter(({ active, uid }) => active && !policy.before.has(uid)).map(suspend);
  const free = survey.runners.filter(({ uid, namespace }) => !staying.has(uid) && namespace !== 'kube-system');
  const schedules = free.filter(({ kind }) => kind === 'cronJob');
  if (policy.pvc !== 'delete') {
    const running = schedules.filter((schedule) => !schedule.suspended);
    return { name: 'freeze', steps: [...suspended, ...running.map(suspendSchedule)], awaits: [] };
  }
  const going = [...schedules, ...free.filter(({ kind }) => kind === 'job')];
  return {
    name: 'freeze',
    steps: [...suspended, ...deletions(going, 'it makes pods, and these may make more')],
    awaits: going,
  };
}

/** Argo has no switch: without `automated` it makes nothing anew by itself (argo-cd docs/user-guide/auto_sync.md). */
function suspend(producer: Producer): Step {
  const change = producer.kind === 'application' ? { syncPolicy: { automated: null } } : { suspend: true };
  return { do: 'change', thing: producer, change: { spec: change }, because: 'it would make anew what goes' };
}

function suspendSchedule(thing: Thing): Step {
  return { do: 'change', thing, change: { spec: { suspend: true } }, because: 'it makes pods' };
}
