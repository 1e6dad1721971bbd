import { itemsOf } from '../forceclean/beforehand.ts';
import { planNow, type LookTools } from '../forceclean/clean.ts';
import { openJournal } from '../io/journal.ts';
import type { LogFile } from '../io/logFile.ts';
import { exitCode, worst, type Finding } from '../model/verdict.ts';
import type { Session } from '../openstack/session.ts';
import { folded } from '../report/folded.ts';
import type { SweepFile, SweepView } from '../report/sweepSchema.ts';
import { columnsOf } from '../report/screen.ts';
import { bookText, sweepText } from '../report/sweepText.ts';
import { cleanInput } from './cleanCluster.ts';
import { lookingAt } from './lookingAt.ts';
import { inform } from './forceclean.ts';
import { forcecleanReport } from './forcecleanReport.ts';
import { removeScope, type Removed } from './forcecleanRemove.ts';
import { removedText } from './forcecleanText.ts';
import { plansText, plansVerdict } from './forcecleanShow.ts';
import { findingOf } from './judge.ts';
import { directoryFor, scopeOfNames, type Scope } from './scope.ts';
import type { SweepRequest } from './sweepRequest.ts';
import { removeBookRemains } from './sweepBooks.ts';
import type { SweepLook } from './sweepSeen.ts';
import type { Tools } from './tools.ts';

/** What two looks have found, and where. */
export interface Found {
  readonly request: SweepRequest;
  readonly view: SweepView;
  readonly look: SweepLook;
  readonly session: Session;
  readonly requests: LogFile;
}

/**
 * Says what would go, by a plan for each cluster whose turn it is; with `yes` removes what stands in those plans, and
 * nothing else. @returns the exit code
 */
export async function sweepOut(found: Found, tools: Tools): Promise<number> {
  const { request, view, look, session } = found;
  const looking = lookingAt(session, tools);
  const scope = await inform(scopeOfSweep(view, request, tools), request.runs, looking, tools);
  const plans = await Promise.all(
    scope.requests.map((one) => planNow(cleanInput({ ...one, only: look.items }), looking)),
  );
  const columns = columnsOf(tools.stdout);
  const planned = plans.length === 0 ? [] : [plansText(plans, columns)];
  if (!request.json) tools.stdout.write(`${folded([sweepText(view), ...planned].join('\n\n'), columns)}\n`);
  const nothing = scope.requests.length === 0 && view.bookRemains.length === 0;
  // A sweep judges by what it does not see, too.
  const unlisted = plans.some((plan) => plan.unknown.length > 0);
  if (request.yes && !nothing && !unlisted) {
    const only = new Map(plans.flatMap((plan) => plan.clusters.map((cluster) => [cluster, itemsOf(plan)] as const)));
    const requests = scope.requests.map((one) => ({ ...one, only: only.get(one.cluster) ?? new Set<string>() }));
    return apply(found, { ...scope, requests }, looking, tools);
  }
  const verdict = plansVerdict(plans);
  if (request.json) printJson({ ...view, plans, clusters: [], findings: [], verdict }, tools);
  else tools.stdout.write(`${nothing ? 'There is nothing to do.' : unlisted ? UNLISTED : DRY}\n`);
  return exitCode(verdict);
}

const DRY = 'Nothing was deleted. Add --yes to apply this.';
const UNLISTED = 'Nothing was deleted, since something could not be listed. Sweep again when the service answers.';

function scopeOfSweep(view: SweepView, request: SweepRequest, { cwd, clock }: Tools): Scope {
  const names = view.dead.filter((one) => one.next).map((one) => one.cluster);
  const now = clock.now();
  const { runs } = request;
  return { ...scopeOfNames(names, runs, request, cwd, now), directory: directoryFor('sweep', runs, cwd, now) };
}

async function apply(found: Found, scope: Scope, looking: LookTools, tools: Tools): Promise<number> {
  const { request, view, requests } = found;
  const removed = await removeScope({ ...request, demand: 'none' }, scope, looking, requests, tools);
  const unwritten: Finding[] = [];
  const bookRemains = await removeBooks(found, scope, tools).catch((error: unknown) => {
    unwritten.push(findingOf(error));
    return view.bookRemains;
  });
  const findings = [...removed.findings, ...bookRemains.flatMap(findingOfBook), ...unwritten];
  const verdict = worst(findings);
  const all: Removed = { ...removed, findings, verdict };
  if (request.json) {
    const { clusters } = forcecleanReport(all);
    printJson({ ...view, bookRemains, plans: [], clusters, findings, verdict }, tools);
  } else {
    const parts = [bookText(bookRemains), removedText(all, columnsOf(tools.stdout))].filter((part) => part !== '');
    tools.stdout.write(`${parts.join('\n')}\n`);
  }
  return exitCode(verdict);
}

async function removeBooks({ view, look, session }: Found, { directory }: Scope, tools: Tools) {
  if (view.bookRemains.length === 0 || tools.interrupts.work.aborted) return view.bookRemains;
  const journal = await openJournal(directory.journal, tools);
  try {
    return await removeBookRemains(view.bookRemains, look.bookRemains, { session, journal });
  } finally {
    await journal.close();
  }
}

/** One in use is nobody's leftover any more. */
function findingOfBook({ id, result }: SweepView['bookRemains'][number]): readonly Finding[] {
  if (result !== 'forbidden' && result !== 'unknown') return [];
  return [{ verdict: 'leaked', why: `network ${id}, of a lease book, is left: its deletion was answered ${result}` }];
}

function printJson(file: SweepFile, tools: Tools): void {
  tools.stdout.write(`${JSON.stringify(file, null, 2)}\n`);
}
