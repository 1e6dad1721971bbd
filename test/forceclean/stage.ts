import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { footprint } from '../../src/clusters/footprint/provisioner.ts';
import { loadCloud } from '../../src/config/clouds.ts';
import { footprintSpec } from '../../src/config/footprintSpec.ts';
import { clean, type CleanInput, type LookTools } from '../../src/forceclean/clean.ts';
import type { Cleaned } from '../../src/forceclean/cleaned.ts';
import { systemClock } from '../../src/io/clock.ts';
import type { Context } from '../../src/io/context.ts';
import { openJournal, readJournal } from '../../src/io/journal.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor } from '../../src/io/redact.ts';
import type { LedgerEntry } from '../../src/model/evidence.ts';
import type { Event } from '../../src/model/event.ts';
import type { CleanPlan } from '../../src/model/plan.ts';
import { KINDS, refKey, type Inventory, type Kind } from '../../src/model/resource.ts';
import { connect } from '../../src/openstack/connect.ts';
import { inventory } from '../../src/openstack/inventory.ts';
import { createLister } from '../../src/openstack/lister.ts';
import { externalNetworks } from '../../src/openstack/lookup.ts';
import type { Call, Session } from '../../src/openstack/session.ts';
import type { World } from '../support/world.ts';
import { names } from './judging.ts';

const CLEANUP_MS = 170_000;

/** A cloud project, a journal of its own, and what a test of cleaning does with them. */
export interface Stage {
  readonly session: Session;
  /** Every call made, as it was asked for. */
  readonly calls: readonly Call[];
  readonly plans: readonly CleanPlan[];
  /** Makes one footprint. */
  stand(cluster: string, spec: Record<string, unknown>): Promise<void>;
  /** @param planned called with the round when a plan is written and not yet applied */
  clean(
    cluster: string,
    more?: Partial<CleanInput>,
    context?: Partial<Context>,
    planned?: (round: number) => void | Promise<void>,
  ): Promise<Cleaned>;
  /** What one look needs. */
  looking(changed?: Partial<Context>): LookTools;
  inventory(): Promise<Inventory>;
  events(): Promise<readonly Event[]>;
  ledger(): Promise<readonly LedgerEntry[]>;
  close(): Promise<void>;
}

/** @param clock of the session: how long it waits before it asks again */
export async function openStage(world: World, clock = systemClock): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'troika-forceclean-'));
  const redactor = createRedactor();
  const path = join(folder, 'journal.ndjson');
  const journal = await openJournal(path, { clock: systemClock, redactor });
  const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
  const config = await loadCloud({ env, cwd: folder, home: folder, redactor, cloud: world.cloud });
  const connected = await connect(config, { clock, log: noLog, redactor });
  const calls: Call[] = [];
  const session: Session = {
    ...connected,
    request(call) {
      calls.push(call);
      return connected.request(call);
    },
  };
  const signal = new AbortController().signal;
  const base = { journal, clock: systemClock, log: noLog, redactor, signal };
  const until = (): Context => ({ ...base, deadline: systemClock.monotonic() + CLEANUP_MS });
  const looking = (changed: Partial<Context> = {}): LookTools => {
    const context = { ...until(), ...changed };
    return { session, context, lister: createLister(session, context.clock, context.signal) };
  };
  const plans: CleanPlan[] = [];
  const [external] = await externalNetworks(session);
  if (external === undefined) throw new Error('the cloud has no external network');
  const flavor = { image: world.image, controlPlaneFlavor: world.volumeFlavor, workerFlavor: world.volumeFlavor };
  return {
    session,
    calls,
    plans,
    async stand(cluster, spec) {
      const whole = footprintSpec.parse({ ...flavor, rootVolumeGiB: 1, ...spec });
      const outside = { env: {}, cwd: folder, retained: false };
      const where = { session, cluster, folder, externalNetworkId: external.id };
      await footprint.up(whole, { ...until(), ...where, ...outside });
    },
    clean(cluster, more = {}, changed = {}, planned = () => undefined) {
      const input = { clusters: [names(cluster)], runId: null, ledger: [], pvc: 'delete', ...more } as const;
      return clean(input, {
        ...looking(changed),
        writePlan: async (plan, round) => {
          plans.push(plan);
          await planned(round);
          return `plans/${plans.length}.json`;
        },
      });
    },
    looking,
    inventory: () => inventory(session),
    events: async () => (await readJournal(path)).events,
    async ledger() {
      const { events } = await readJournal(path);
      return events.flatMap((event) =>
        event.type === 'outcome' && event.ok && event.id !== undefined && isKind(event.kind)
          ? [{ kind: event.kind, id: event.id, cluster: event.cluster, source: `journal line ${event.seq}` }]
          : [],
      );
    },
    async close() {
      await journal.close();
      const text = await readFile(path, 'utf8');
      await rm(folder, { recursive: true });
      if (text === '') throw new Error('nothing was journalled');
    },
  };
}

function isKind(text: string): text is Kind {
  return KINDS.some((kind) => kind === text);
}

/** What a neighbour must look like afterwards, byte for byte: every resource whose key is not in `without`. */
export function snapshot(listing: Inventory, without: ReadonlySet<string> = new Set()): string {
  const seen = listing.resources.filter((one) => !without.has(refKey(one)));
  const sorted = [...seen].sort((a, b) => (refKey(a) < refKey(b) ? -1 : 1));
  return JSON.stringify(sorted, null, 1);
}
