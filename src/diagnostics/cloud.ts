import pLimit from 'p-limit';
import { KINDS, type Gap, type Resource } from '../model/resource.ts';
import { says } from '../model/error.ts';
import { consoleLog } from '../openstack/consoleLog.ts';
import { knownQuotas } from '../openstack/quota.ts';
import type { Session } from '../openstack/session.ts';
import { balancerStatus, rawServer } from '../openstack/views.ts';
import { volumeMessage } from '../openstack/volumeMessage.ts';
import { treeSentences } from './balancerTree.ts';
import { faultSentences, quotaSentences, resourceSentences } from './cloudSentences.ts';
import { wholeLines } from './limit.ts';
import { logSentences } from './logSentence.ts';
import { sentence, type Sentence } from './sentence.ts';
import type { Shelf } from './shelf.ts';

const AT_ONCE = 4;
/** Nova keeps the last 100 KiB of a console (nova/virt/libvirt/driver.py, MAX_CONSOLE_BYTES), and cuts anywhere. */
const MOST_CONSOLE = 100 * 1024;

/** What the cloud shows of one cluster. */
export interface CloudView {
  /** Kinds that could not be listed. */
  readonly gaps: readonly Gap[];
  /** Resources of the cluster. */
  readonly own: readonly Resource[];
}

/**
 * The cloud's side of a cluster: its resources by kind; of each server what Nova says of it and its console, of each load
 * balancer its status tree, of each volume what Cinder tells its users; and the quotas. Only reads.
 * @throws the signal's reason when that ended it, and when a file cannot be written
 */
export async function lookAtCloud(
  { gaps, own }: CloudView,
  session: Session,
  shelf: Shelf,
  signal: AbortSignal,
): Promise<void> {
  for (const { kind, why } of gaps) shelf.lacks(`cloud: list of kind ${kind}`, why);
  for (const kind of KINDS) {
    const objects = own.filter((one) => one.kind === kind);
    if (objects.length > 0) shelf.objects(`cloud/${kind}.json`, { objects, tell: resourceSentences });
  }
  const limit = pLimit(AT_ONCE);
  const attempt = (what: string, deed: () => Promise<void>): Promise<void> =>
    limit(async () => {
      signal.throwIfAborted();
      try {
        await deed();
      } catch (error) {
        signal.throwIfAborted();
        shelf.lacks(`cloud: ${what}`, says(error));
      }
    });
  const of = (kind: Resource['kind']): readonly Resource[] => own.filter((one) => one.kind === kind);
  const failing = (one: Resource): number => (resourceSentences(one).length > 0 ? 0 : 1);
  const servers = [...of('server')].sort((a, b) => failing(a) - failing(b));
  await Promise.all([
    attempt('quota', () => saveQuotas(session, shelf, signal)),
    ...servers.flatMap((server) => [
      attempt(`server ${server.name}`, () => saveServer(server, session, shelf, signal)),
      attempt(`console of server ${server.name}`, () => saveConsole(server, session, shelf, signal)),
    ]),
    ...of('loadBalancer').map((one) =>
      attempt(`status of load balancer ${one.name}`, () => saveTree(one, session, shelf, signal)),
    ),
    attempt('messages of volumes', () => saveMessages([...of('volume'), ...of('snapshot')], session, shelf, signal)),
  ]);
}

async function saveQuotas(session: Session, shelf: Shelf, signal: AbortSignal): Promise<void> {
  const { known, unread } = await knownQuotas(session, signal);
  for (const error of unread) shelf.lacks('cloud: a part of the quota', says(error));
  const object = Object.fromEntries(
    Object.entries(known).map(([name, { limit, used }]) => [
      name,
      { used, limit: limit === Infinity ? 'none' : limit },
    ]),
  );
  shelf.objects('cloud/quota.json', { objects: [object], tell: () => quotaSentences(known) });
}

async function saveServer({ id, name }: Resource, session: Session, shelf: Shelf, signal: AbortSignal): Promise<void> {
  const object = await rawServer(session, id, signal);
  shelf.objects(`cloud/servers/${fileName(name, id)}.json`, { objects: [object], tell: faultSentences });
}

async function saveConsole({ id, name }: Resource, session: Session, shelf: Shelf, signal: AbortSignal): Promise<void> {
  const text = wholeLines(await consoleLog(session, id, signal), MOST_CONSOLE, 'begin');
  const tell = (cleaned: string): readonly Sentence[] => logSentences(cleaned, `console of ${name}`);
  shelf.log(`cloud/servers/${fileName(name, id)}.console.log`, text, tell);
}

async function saveTree({ id, name }: Resource, session: Session, shelf: Shelf, signal: AbortSignal): Promise<void> {
  const object = await balancerStatus(session, id, signal);
  const path = `cloud/loadBalancers/${fileName(name, id)}.status.json`;
  shelf.objects(path, { objects: [object], tell: treeSentences });
}

/** Only of those with which something is wrong: the others have none. */
async function saveMessages(
  all: readonly Resource[],
  session: Session,
  shelf: Shelf,
  signal: AbortSignal,
): Promise<void> {
  const objects: Told[] = [];
  for (const one of all.filter((each) => resourceSentences(each).length > 0)) {
    const message = await volumeMessage(session, one.id, signal);
    if (message !== undefined) objects.push({ kind: one.kind, id: one.id, name: one.name, message });
  }
  if (objects.length > 0) shelf.objects('cloud/messages.json', { objects, tell: messageSentences });
}

/** What Cinder says of a volume or a snapshot. */
interface Told {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly message: string;
}

function messageSentences({ kind, id, name, message }: Told): readonly Sentence[] {
  return [sentence(3, `${kind} ${name} (${id}): ${message}`)];
}

/** Names are not unique, and anything may stand in them. */
function fileName(name: string, id: string): string {
  const plain = name.replace(/[^\w.-]+/g, '_').slice(0, 80);
  return `${plain === '' ? 'unnamed' : plain}-${id.slice(0, 8)}`;
}
