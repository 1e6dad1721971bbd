import { says } from '../model/error.ts';
import { KINDS, type Gap, type Inventory, type Kind, type Resource } from '../model/resource.ts';
import { unseenServices } from './catalogue.ts';
import { KIND_ROWS } from './kinds.ts';
import { lackingOf } from './lacking.ts';
import { list } from './list.ts';
import { SERVICES } from './services.ts';
import type { Service, Session } from './session.ts';

/** How one kind is listed. @throws CloudError as `list` does */
export type Read = (kind: Kind) => Promise<readonly Resource[]>;

/**
 * Everything the project holds, all kinds listed at once. A list that failed or was cut is a gap with its reason. A service
 * that a cloud may do without and that is not in the catalogue, and an extension whose list says that there is none
 * (`lacking`), are no gaps, but named as not looked at, like every service without a row. What a session has listed once
 * is there: when it cannot be listed later, that is a gap.
 * @param read for who shares listings with others
 * @throws the signal's reason when that ended it, and nothing else
 */
export async function inventory(
  session: Session,
  signal?: AbortSignal,
  read: Read = (kind) => list(session, kind, signal === undefined ? {} : { signal }),
): Promise<Inventory> {
  const at = session.now().toISOString();
  const absent = OPTIONAL.filter((service) => !session.has(service));
  const hidden = KINDS.flatMap((kind) => hiddenFrom(session, kind) ?? []);
  const resources: Resource[] = [];
  const gaps: Gap[] = [];
  const lacking: string[] = [];
  const unseen = new Set(KINDS.filter((kind) => !isLookedAt(kind, session, absent)));
  const there = seen.get(session.log) ?? new Set();
  seen.set(session.log, there);
  await Promise.all(
    IN_TURN.filter((kind) => !unseen.has(kind)).map(async (kind) => {
      try {
        resources.push(...(await read(kind)));
        there.add(kind);
      } catch (error) {
        const missing = there.has(kind) ? undefined : lackingOf(kind, error);
        if (missing === undefined) gaps.push({ kind, why: says(error) });
        else {
          lacking.push(missing);
          unseen.add(kind);
        }
      }
    }),
  );
  signal?.throwIfAborted();
  return {
    at,
    projectId: session.projectId,
    resources,
    gaps,
    notLookedAt: [
      ...unseenServices(session.services),
      ...absent.map((service) => `${SERVICES[service].types[0] ?? service} (not in the catalogue)`),
      ...[...lacking, ...hidden].sort(),
    ],
    unseen: KINDS.filter((kind) => unseen.has(kind)),
  };
}

/** Those before the others of their services that are listed the quickest: see firstAlone.ts. */
const QUICK: readonly Kind[] = ['keypair', 'network', 'snapshot', 'loadBalancer'];
const IN_TURN = [...QUICK, ...KINDS.filter((kind) => !QUICK.includes(kind))];

function isLookedAt(kind: Kind, session: Session, absent: readonly Service[]): boolean {
  return !absent.includes(KIND_ROWS[kind].service) && hiddenFrom(session, kind) === undefined;
}

/** Why a session need not ask for a kind: what one look shows and the next refuses is better not looked at. */
function hiddenFrom({ applicationCredentialId }: Session, kind: Kind): string | undefined {
  return applicationCredentialId === undefined ? undefined : KIND_ROWS[kind].passwordOnly;
}

/** Kinds that were listed once, by the request log of their session. */
const seen = new WeakMap<Session['log'], Set<Kind>>();

const OPTIONAL = (Object.keys(SERVICES) as Service[]).filter((service) => SERVICES[service].optional === true);
