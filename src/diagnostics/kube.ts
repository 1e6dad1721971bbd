import { readFile } from 'node:fs/promises';
import pLimit from 'p-limit';
import type { ApiKind, Kube, KubeObject } from '../kubernetes/kube.ts';
import { isNoAnswer, KubeError } from '../kubernetes/kubeError.ts';
import { openKube, type KubeTools } from '../kubernetes/open.ts';
import type { Concerns, KubePlace } from '../kubernetes/place.ts';
import { says } from '../model/error.ts';
import { warningSentences } from './eventSentences.ts';
import { EVENT, KINDS, NAMESPACE, NODE, POD, SECRET } from './kinds.ts';
import { objectSentences } from './kubeSentences.ts';
import { wholeLines } from './limit.ts';
import { planLogs, type LogWish } from './logPlan.ts';
import { logSentences } from './logSentence.ts';
import { secretsInFile, valuesIn } from './secretValues.ts';
import type { Sentence } from './sentence.ts';
import type { Shelf } from './shelf.ts';

/** How long an API has to say that it is there: a dead one must not use up the time of all. */
const PATIENCE_MS = 12_000;
const LOGS_AT_ONCE = 4;
const MOST_LOG = 4 * 1024 * 1024;
const LOG = `tailLines=2000&limitBytes=${MOST_LOG}`;

/**
 * Looks at one Kubernetes API: what stands in the namespaces that concern the cluster, events, and logs by the API itself.
 * Only reads. What cannot be had is told to the shelf.
 * @throws the signal's reason when that ended it, and when a file cannot be written
 */
export async function lookAtKube(place: KubePlace, shelf: Shelf, tools: KubeTools): Promise<void> {
  const text = await readFile(place.target.kubeconfig, 'utf8').catch(() => '');
  shelf.learn(secretsInFile(text));
  const attempt = attempts(place.name, shelf, tools.signal);
  await attempt('the API', async () => {
    const kube = await openKube(place.target, tools);
    try {
      await answers(kube, tools);
      await lookAround(kube, place, shelf, attempt);
    } finally {
      await kube.close();
    }
  });
}

type Attempt = (what: string, deed: () => Promise<void>) => Promise<void>;

/** One thing that cannot be had keeps nobody from the next, but for an API that does not answer any more. */
function attempts(place: string, shelf: Shelf, signal: AbortSignal): Attempt {
  return async (what, deed) => {
    try {
      await deed();
    } catch (error) {
      signal.throwIfAborted();
      if (what !== 'the API' && isNoAnswer(error)) throw error;
      shelf.lacks(`${place}: ${what}`, says(error));
    }
  };
}

/** @throws KubeError where no answer comes in good time */
async function answers(kube: Kube, { clock, signal }: KubeTools): Promise<void> {
  const over = new AbortController();
  const patience = clock.sleep(PATIENCE_MS, AbortSignal.any([signal, over.signal])).then(() => {
    throw new KubeError(`${kube.server}: no answer in ${PATIENCE_MS / 1000} s`, {});
  });
  patience.catch(() => undefined);
  const asked = kube.text('/version');
  asked.catch(() => undefined);
  try {
    await Promise.race([asked, patience]);
  } finally {
    over.abort(new Error('it has answered'));
  }
}

async function lookAround(kube: Kube, place: KubePlace, shelf: Shelf, attempt: Attempt): Promise<void> {
  let namespaces: readonly string[] | undefined;
  await attempt('namespaces', async () => {
    namespaces = await namespacesOf(kube, place, shelf);
  });
  const names = namespaces ?? ('names' in place.namespaces ? place.namespaces.names : undefined);
  const list = (kind: ApiKind): Promise<readonly KubeObject[]> => listIn(kube, kind, names);
  await attempt('secrets', () => saveSecrets(list, place, shelf));
  const found = new Map<ApiKind, readonly KubeObject[]>();
  // Nodes and volumes of an API of which only some namespaces concern us are others'.
  const kinds = [...place.kinds, ...KINDS].filter((kind) => kind.namespaced || place.namespaces.is !== 'named');
  for (const kind of kinds) {
    await attempt(kind.plural, async () => {
      const objects = await list(kind);
      found.set(kind, objects);
      saveObjects(`${place.name}/${kind.plural}.json`, kind, objects, shelf);
    });
  }
  const { controllers } = place;
  const pods = [...(found.get(POD) ?? [])];
  if (controllers !== undefined)
    await attempt('controllers', async () => {
      const theirs = await kube.list(POD, { labels: controllers });
      pods.unshift(...theirs);
      saveObjects(`${place.name}/controllers.json`, POD, theirs, shelf);
      // Their Secrets are not shown, but their logs may repeat them.
      const homes = [...new Set(theirs.flatMap(({ metadata }) => metadata.namespace ?? []))];
      for (const { data = {} } of await listIn(kube, SECRET, homes)) shelf.learn(valuesIn(data));
    });
  await saveLogs(kube, planLogs(pods, found.get(NODE) ?? []), place, shelf, attempt);
}

/** Names of the namespaces that concern the cluster; undefined for all. */
async function namespacesOf(kube: Kube, place: KubePlace, shelf: Shelf): Promise<readonly string[] | undefined> {
  const { namespaces } = place;
  const all = await kube.list(NAMESPACE).catch((error: unknown) => {
    // Whoever may not list them may still look into those that are named.
    if (namespaces.is === 'named' && !isNoAnswer(error)) return [];
    throw error;
  });
  const chosen = all.filter((one) => isChosen(one, namespaces));
  saveObjects(`${place.name}/namespaces.json`, NAMESPACE, chosen, shelf);
  if (namespaces.is === 'all') return undefined;
  return namespaces.is === 'named' ? namespaces.names : chosen.map(({ metadata }) => metadata.name);
}

function isChosen({ metadata }: KubeObject, namespaces: Concerns): boolean {
  if (namespaces.is === 'all' || namespaces.names.includes(metadata.name)) return true;
  return namespaces.is === 'since' && namespaces.before?.has(metadata.uid) === false;
}

async function listIn(kube: Kube, kind: ApiKind, names: readonly string[] | undefined): Promise<readonly KubeObject[]> {
  if (!kind.namespaced || names === undefined) return kube.list(kind);
  const lists = await Promise.all(names.map((namespace) => kube.list(kind, { namespace })));
  return lists.flat();
}

function saveObjects(path: string, kind: ApiKind, objects: readonly KubeObject[], shelf: Shelf): void {
  if (objects.length === 0) return;
  const tell = (object: KubeObject): readonly Sentence[] => objectSentences(kind.plural, object);
  shelf.objects(path, { objects, tell, ...(kind === EVENT ? { tellAll: warningSentences } : {}) });
}

/** Of Secrets: which there are, and what is in them by name. Their values are learnt, so that no log shows them either. */
async function saveSecrets(
  list: (kind: ApiKind) => Promise<readonly KubeObject[]>,
  place: KubePlace,
  shelf: Shelf,
): Promise<void> {
  const secrets = await list(SECRET);
  if (secrets.length === 0) return;
  for (const { data = {} } of secrets) shelf.learn(valuesIn(data));
  const objects = secrets.map(({ metadata: { name, namespace, creationTimestamp }, data = {} }) => {
    return { name, namespace, creationTimestamp, keys: Object.keys(data) };
  });
  shelf.objects(`${place.name}/secrets.json`, { objects });
}

async function saveLogs(
  kube: Kube,
  { wishes, left }: ReturnType<typeof planLogs>,
  place: KubePlace,
  shelf: Shelf,
  attempt: Attempt,
): Promise<void> {
  const limit = pLimit(LOGS_AT_ONCE);
  const silent = new Map<string, number>();
  if (left > 0) shelf.lacks(`${place.name}: logs`, `${left} more logs are left out`);
  const fetch = async (wish: LogWish): Promise<void> => {
    const what = `log of ${wish.namespace}/${wish.pod}, container ${wish.container}${wish.previous ? ' before its last start' : ''}`;
    // A node whose kubelet is dead answers for none of its pods, each time after a long wait.
    if ((silent.get(wish.node) ?? 0) >= 2) return;
    await attempt(what, async () => {
      try {
        await saveLog(kube, wish, place, shelf);
      } catch (error) {
        if (!(error instanceof KubeError) || (error.status ?? 500) >= 500)
          silent.set(wish.node, (silent.get(wish.node) ?? 0) + 1);
        throw error;
      }
    });
  };
  await Promise.all(wishes.map((wish) => limit(() => fetch(wish))));
  for (const [node, times] of silent)
    if (times >= 2) shelf.lacks(`${place.name}: other logs on node ${node}`, 'its kubelet does not answer');
}

async function saveLog(kube: Kube, wish: LogWish, place: KubePlace, shelf: Shelf): Promise<void> {
  const { namespace, pod, container, previous } = wish;
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log?container=${container}&${LOG}${previous ? '&previous=true' : ''}`;
  const text = wholeLines(await kube.text(path), MOST_LOG, 'end');
  const name = `${container}${previous ? '.previous' : ''}`;
  const where = `${namespace}/${pod} ${name}`;
  shelf.log(`${place.name}/logs/${namespace}/${pod}/${name}.log`, text, (cleaned) => logSentences(cleaned, where));
}
