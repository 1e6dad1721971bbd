import type { Context } from '../../io/context.ts';
import { OCCM } from '../../creators/occm.ts';
import { says } from '../../model/error.ts';
import { linked, type Kind, type Ref, type Resource } from '../../model/resource.ts';
import { lackingOf } from '../../openstack/lacking.ts';
import type { Lister } from '../../openstack/lister.ts';

export interface ProofTools {
  readonly lister: Lister;
  readonly context: Context;
}

const POLL_MS = 4000;

/** So long something that nobody deletes is given to begin to go: its controller may be dead. */
const IDLE_MS = 20_000;

/** What of some things stands in OpenStack, and what could not be listed. */
interface Look {
  readonly standing: readonly Resource[];
  readonly unlisted: readonly string[];
}

/**
 * Waits until a list of each kind shows none of these, as long as there is time and some of them are on their way out.
 * @returns what is not proved gone, in words
 * @throws the signal's reason when that ended it
 */
export async function proveGone(refs: readonly Ref[], { lister, context }: ProofTools): Promise<readonly string[]> {
  const { clock, signal, deadline } = context;
  let movedAt = clock.monotonic();
  let last = Infinity;
  for (;;) {
    const { standing, unlisted } = await look(refs, lister, context);
    const now = clock.monotonic();
    if (standing.length < last || standing.some(isGoing)) movedAt = now;
    last = standing.length;
    if (standing.length + unlisted.length === 0 || now >= deadline || now - movedAt > IDLE_MS) {
      return [
        ...unlisted,
        ...standing.map(({ kind, id, status }) => `${kind} ${id} is still in OpenStack (${status || 'no status'})`),
      ];
    }
    await clock.sleep(Math.min(POLL_MS, Math.max(deadline - now, 1)), signal);
  }
}

/** Cinder says `deleting`, Octavia PENDING_DELETE; both may do something else first. */
function isGoing({ status }: Resource): boolean {
  return /deleting|PENDING/i.test(status);
}

async function look(refs: readonly Ref[], lister: Lister, { clock, signal }: Context): Promise<Look> {
  const standing: Resource[] = [];
  const unlisted: string[] = [];
  const notBefore = clock.monotonic();
  await Promise.all(
    [...new Set(refs.map(({ kind }) => kind))].map(async (kind) => {
      try {
        const { resources } = await lister.listing(kind, notBefore);
        standing.push(...refs.flatMap((ref) => (ref.kind === kind ? (resources.get(ref.id) ?? []) : [])));
      } catch (error) {
        signal.throwIfAborted();
        if (lackingOf(kind, error) === undefined) unlisted.push(notListed(kind, error));
      }
    }),
  );
  return { standing, unlisted };
}

/**
 * The floating IPs that the cloud controller manager made for these load balancers, read while both stand. One that
 * somebody lent to a Service is left by it, and bears no text of its.
 * @returns also what could not be listed, in words
 */
export async function floatingIpsOf(
  balancers: readonly string[],
  { lister, context }: ProofTools,
): Promise<{ readonly refs: readonly Ref[]; readonly unlisted: readonly string[] }> {
  try {
    const notBefore = context.clock.monotonic();
    const [all, addresses] = await Promise.all([
      lister.listing('loadBalancer', notBefore),
      lister.listing('floatingIp', notBefore),
    ]);
    const ports = new Set(
      balancers.flatMap((id) => all.resources.get(id) ?? []).flatMap((balancer) => linked(balancer, 'vipPort')),
    );
    const own = [...addresses.resources.values()].filter(
      (address) => isOccms(address) && linked(address, 'port').some((port) => ports.has(port)),
    );
    return { refs: own.map(({ kind, id }) => ({ kind, id })), unlisted: [] };
  } catch (error) {
    context.signal.throwIfAborted();
    return { refs: [], unlisted: [notListed('floatingIp', error)] };
  }
}

const readAddress = OCCM.floatingIp.template.reader();

function isOccms({ description = '' }: Resource): boolean {
  return readAddress(description) !== undefined;
}

function notListed(kind: Kind, error: unknown): string {
  return `whether each ${kind} is gone is not known: ${says(error)}`;
}
