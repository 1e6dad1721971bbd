import { namesOf } from '../creators/clusterNames.ts';
import { clean } from '../forceclean/clean.ts';
import type { Cleaned } from '../forceclean/cleaned.ts';
import { findingsOf } from '../forceclean/findings.ts';
import type { Places } from '../forceclean/pace.ts';
import type { NeighbourKnowledge } from '../forceclean/neighbours.ts';
import type { ClaimPolicy } from '../forceclean/claims.ts';
import type { Context } from '../io/context.ts';
import { codeOf, writeWhole } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import type { LedgerEntry } from '../model/evidence.ts';
import type { CleanPlan } from '../model/plan.ts';
import type { Finding } from '../model/verdict.ts';
import { createLister, type Lister } from '../openstack/lister.ts';
import type { Session } from '../openstack/session.ts';
import type { RunDirectory } from './runDirectory.ts';

/** One cluster to remove, with everything that is known about it. Its name alone is enough. */
export interface CleanRequest extends ClaimPolicy {
  readonly cluster: string;
  readonly runId: string | null;
  readonly ledger: readonly LedgerEntry[];
  readonly baseline: ReadonlySet<string> | undefined;
  readonly bornAt: string | undefined;
  /** What journals say of the cluster that can only protect; see told.ts. */
  readonly told?: readonly LedgerEntry[];
  /** Keys of what earlier clean-ups handed over; see handedOver.ts. */
  readonly handedOver?: ReadonlySet<string>;
  /** What is known of everybody else; see neighbours.ts. */
  readonly neighbours?: NeighbourKnowledge;
  /** See CleanInput. */
  readonly only?: ReadonlySet<string>;
  /** See CleanInput. */
  readonly controllersWork?: boolean;
  /** Milliseconds after which a second look must agree that nothing is left; for a run whose end nobody saw. */
  readonly settleMs?: number;
}

export interface CleanClusterTools {
  readonly session: Session;
  readonly directory: RunDirectory;
  readonly context: Context;
  /** Shared by all who clean in the project at the same time; one of its own where there are none. */
  readonly lister?: Lister;
  /** Shared like the lister. */
  readonly places?: Places;
  /** Told of each plan before it is applied: also of one whose application does not end. */
  planned(plan: CleanPlan, endangered: ReadonlySet<string>): void;
}

/** Removes what is one cluster's, keeps each plan in the run directory, and says what that means for the verdict. */
export async function cleanCluster(
  request: CleanRequest,
  tools: CleanClusterTools,
): Promise<{ readonly cleaned: Cleaned; readonly findings: readonly Finding[] }> {
  const cleaned = await clean(cleanInput(request), {
    session: tools.session,
    context: tools.context,
    places: tools.places,
    lister: tools.lister ?? createLister(tools.session, tools.context.clock, tools.context.signal),
    async writePlan(plan, round, endangered) {
      tools.planned(plan, endangered);
      const file = tools.directory.plan(request.cluster, round);
      const path = `${tools.directory.path}/${file}`;
      await writeWhole(path, `${JSON.stringify(plan, null, 1)}\n`).catch((error: unknown) => {
        throw new TroikaError('broken', `cannot write ${path}: ${codeOf(error)}`, { hint: UNWRITTEN });
      });
      return file;
    },
  });
  return { cleaned, findings: findingsOf(cleaned, request.cluster) };
}

const UNWRITTEN = 'Nothing of this plan was done. Let that folder be written to, then clean up again.';

/** The request in forceclean's terms. */
export function cleanInput(request: CleanRequest): Parameters<typeof clean>[0] {
  const { cluster, runId, ledger, told, handedOver, baseline, bornAt, neighbours, pvc, retained, only, settleMs } =
    request;
  const { controllersWork } = request;
  return {
    clusters: [namesOf(cluster)],
    runId,
    ledger,
    pvc,
    retained,
    ...(baseline === undefined ? {} : { baseline }),
    ...(bornAt === undefined ? {} : { bornAt }),
    ...(told === undefined ? {} : { told }),
    ...(handedOver === undefined ? {} : { handedOver }),
    ...(neighbours === undefined ? {} : { neighbours }),
    ...(only === undefined ? {} : { only }),
    ...(controllersWork === undefined ? {} : { controllersWork }),
    ...(settleMs === undefined ? {} : { settleMs }),
  };
}
