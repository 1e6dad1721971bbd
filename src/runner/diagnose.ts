import { relative } from 'node:path';
import type { ProvisionContext } from '../clusters/provisioner.ts';
import { lookAtCloud } from '../diagnostics/cloud.ts';
import { lookAtKube } from '../diagnostics/kube.ts';
import { pageOf, tellingOf, type Failure } from '../diagnostics/page.ts';
import { openShelf, type Shelf } from '../diagnostics/shelf.ts';
import { attribute } from '../forceclean/attribute.ts';
import { writeWhole } from '../io/files.ts';
import { says } from '../model/error.ts';
import type { Resource } from '../model/resource.ts';
import { inventory } from '../openstack/inventory.ts';
import { durationText } from '../report/duration.ts';
import { storyOf } from '../report/story.ts';
import { loadBaseline } from './baseline.ts';
import { cleanInput } from './cleanCluster.ts';
import { recordedRun } from './ledger.ts';
import type { Failed, LifeTools } from './lifeParts.ts';
import type { RunParts } from './runParts.ts';
import { remainsOf } from './statusLeftovers.ts';

/** Sentences that the summary repeats. */
const MOST_TOLD = 5;

/**
 * Collects what a cluster's failure is understood by into `diagnostics/` of its folder, with an index page: both its
 * Kubernetes APIs and its resources in the cloud, all at once, so that one that is dead costs the others no time. Changes
 * nothing. What could not be had by the end of the time stands on the page.
 * @throws an Error when the page cannot be written
 */
export function diagnoseIn(parts: RunParts, bornAt: string): LifeTools['diagnose'] {
  return async (failed, context) => {
    const { cluster, folder, journal, redactor } = context;
    const diagnostics = `${folder}/diagnostics`;
    const shelf = openShelf(diagnostics, redactor);
    const cloud = async (): Promise<void> => {
      const { session, signal } = context;
      const there = await inventory(session, signal);
      await lookAtCloud({ gaps: there.gaps, own: await ownOf(there, cluster, parts, bornAt) }, session, shelf, signal);
    };
    const kubernetes = async (): Promise<void> => {
      const places = (await failed.member.provisioner.places?.(context)) ?? [];
      const looks = places.map((place) =>
        untilTime(place.name, () => lookAtKube(place, shelf, context), shelf, context),
      );
      await Promise.all(looks);
    };
    await Promise.all([untilTime('cloud', cloud, shelf, context), untilTime('kubernetes', kubernetes, shelf, context)]);
    const { entries, missing } = await shelf.write();
    const page = `${diagnostics}/index.html`;
    await writeWhole(page, pageOf(failureOf(failed, shelf, parts, context), entries, missing));
    const telling = tellingOf(entries, MOST_TOLD).map((one) => one.says);
    await journal.write({ type: 'diagnosed', cluster, file: relative(parts.directory.path, page), says: telling });
  };
}

/** What one part cannot do keeps the others from nothing. */
async function untilTime(
  what: string,
  look: () => Promise<void>,
  shelf: Shelf,
  { signal }: ProvisionContext,
): Promise<void> {
  try {
    await look();
  } catch (error) {
    shelf.lacks(signal.aborted ? `${what}: the rest` : what, says(error));
  }
}

/** What stands in the cloud of the cluster, by all that the run knows of it; also what only bears its name. */
async function ownOf(
  there: Awaited<ReturnType<typeof inventory>>,
  cluster: string,
  parts: RunParts,
  bornAt: string,
): Promise<readonly Resource[]> {
  const recorded = recordedRun(parts.watching.events);
  const own = recorded?.clusters.find((one) => one.cluster === cluster);
  const baseline = own === undefined ? undefined : await loadBaseline(parts.directory, own);
  const ledger = recorded?.ledger ?? [];
  const request = cleanInput({ cluster, runId: parts.runId, ledger, baseline, bornAt, retained: false });
  const remains = remainsOf(attribute({ ...request, inventory: there }), cluster);
  return [...(remains?.ours ?? []), ...(remains?.doubtful ?? [])];
}

function failureOf({ member, findings }: Failed, shelf: Shelf, parts: RunParts, context: ProvisionContext): Failure {
  const { clean } = shelf;
  const { cluster, clock } = context;
  const story = storyOf(parts.watching.events).clusters.get(cluster);
  return {
    cluster,
    label: member.label,
    run: parts.runId,
    at: clock.now().toISOString(),
    findings: findings.map((one) => ({
      ...one,
      why: clean(one.why),
      ...(one.hint === undefined ? {} : { hint: clean(one.hint) }),
    })),
    phases: (story?.phases ?? [])
      .filter(({ phase }) => phase !== 'collect')
      .map(({ phase, startedAt, ok, seconds, says: said }) => [
        phase,
        startedAt,
        ok === undefined ? 'goes on' : ok ? 'ok' : 'failed',
        seconds === undefined ? '' : durationText(seconds),
        clean(said ?? ''),
      ]),
  };
}
