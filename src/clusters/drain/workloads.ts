import { familiesOf } from './families.ts';
import { WORKLOAD_KINDS } from './kinds.ts';
import type { Claim, Runner, Survey, Thing } from './objects.ts';
import type { DrainPolicy } from './policy.ts';
import { usersOf, type Stay } from './staying.ts';
import { deletions, type Stage } from './step.ts';

/**
 * Ends what uses claims that are to go, by its outermost owner, which would replace the rest; and waits until its pods are
 * gone and their volumes detached. Pure.
 * @param claims those that are to go
 * @param frozen what an earlier stage has ended
 */
export function workloadStage(
  survey: Survey,
  policy: DrainPolicy,
  staying: ReadonlyMap<string, Stay>,
  claims: readonly Claim[],
  frozen: readonly Thing[],
): Stage {
  if (policy.pvc !== 'delete') return { name: 'workloads', steps: [], awaits: [] };
  const users = new Set<Thing>(claims.flatMap((claim) => usersOf(claim, survey.runners)));
  for (const runner of survey.runners) if (runner.templates.length > 0) users.add(runner);
  const families = familiesOf(survey)
    .filter((family) => family.some((thing) => users.has(thing)))
    .filter((family) => !family.some(({ uid }) => staying.has(uid)));
  const ended = new Set(frozen.map(({ uid }) => uid));
  const going = families.flatMap((family) => outermost(family.filter(isRunner))).filter(({ uid }) => !ended.has(uid));
  const pods = families.flat().filter((thing) => thing.kind === 'pod' && users.has(thing));
  const held = new Set(
    claims.filter((claim) => usersOf(claim, pods.filter(isRunner)).length > 0).map((one) => one.volume),
  );
  return {
    name: 'workloads',
    steps: deletions(going, 'a claim stays as long as a pod uses it'),
    awaits: [
      ...new Set([...going, ...pods]),
      ...survey.attachments.filter(({ volume }) => volume !== '' && held.has(volume)),
    ],
  };
}

/** Those that no other one of them owns. */
function outermost(runners: readonly Runner[]): readonly Runner[] {
  const uids = new Set(runners.map(({ uid }) => uid));
  return runners.filter(({ owners }) => !owners.some((owner) => uids.has(owner)));
}

function isRunner(thing: Thing): thing is Runner {
  return thing.kind === 'pod' || WORKLOAD_KINDS.some((kind) => kind === thing.kind);
}
