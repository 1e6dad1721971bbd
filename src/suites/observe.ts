import * as z from 'zod';
import { isWayGone } from '../kubernetes/kubeError.ts';
import type { ApiKind, KubeObject } from '../kubernetes/kube.ts';
import { openKube, type OpenKube } from '../kubernetes/open.ts';
import { says } from '../model/error.ts';
import { firstOf, isAway, LATE, LONGEST_MS } from './lateAnswer.ts';
import type { Observed } from './observed.ts';
import { sightOfEvent, sightsOfNode, troublesIn, type Sight } from './sights.ts';
import type { Subject, SuiteContext } from './suite.ts';

/** A watch on a cluster that goes on beside its tests. */
export interface Watch {
  /** Of the API server, such as `v1.34.4`; undefined: it could not be asked. */
  readonly kubernetes: string | undefined;
  /** Looks at the API once more, and ends. */
  end(): Promise<Observed>;
}

const NODE: ApiKind = { group: '', plural: 'nodes', namespaced: false };
const EVENT: ApiKind = { group: '', plural: 'events', namespaced: true };

const Version = z.looseObject({ gitVersion: z.string() });

/** Between two looks at the API. */
const LOOK_MS = 2000;

/**
 * Watches the API, the nodes and the events of a cluster until its end. Never throws: what cannot be watched is told in the end, since
 * nothing may be concluded from its silence.
 */
export async function observe(
  subject: Pick<Subject, 'kubeconfig' | 'context'>,
  context: Pick<SuiteContext, 'clock' | 'redactor' | 'all'>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Watch> {
  const { clock, redactor } = context;
  const now = (): number => clock.now().getTime();
  const from = now();
  const blind = (why: string): Watch => ({
    kubernetes: undefined,
    end: () =>
      Promise.resolve({ from, until: now(), troubles: [], unwatched: [`the cluster was not watched: ${why}`] }),
  });
  const { kubeconfig } = subject;
  if (kubeconfig === undefined) return blind('it has no kubeconfig');
  let kube: OpenKube;
  try {
    kube = await openKube({ kubeconfig, context: subject.context }, { env, clock, redactor, signal: context.all });
  } catch (error) {
    return blind(says(error));
  }
  const sights: Sight[] = [];
  const unwatched: string[] = [];
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, context.all]);

  async function look(): Promise<void> {
    const at = now();
    const asked = kube.text('/readyz').then(
      () => undefined,
      (error: unknown) => error,
    );
    const wrong = await firstOf(asked, clock);
    if (context.all.aborted) return;
    if (isWayGone(wrong)) throw wrong;
    const away = wrong !== undefined && isAway(wrong);
    sights.push({ is: 'api', at: away ? at : now(), about: kube.server, wrong: away ? says(wrong) : undefined });
    // One request at a time, also to an API that does not answer.
    if (wrong === LATE) await Promise.race([asked, clock.sleep(LONGEST_MS, signal).catch(() => undefined)]);
  }

  async function keepLooking(): Promise<void> {
    try {
      while (!signal.aborted) {
        await look();
        await clock.sleep(LOOK_MS, signal).catch(() => undefined);
      }
      await look();
    } catch (error) {
      unwatched.push(`from ${clock.now().toISOString()} on the API was not watched: ${says(error)}`);
    }
  }

  /** What stands already, which also shows whether it may be read. */
  async function standing(kind: ApiKind): Promise<readonly KubeObject[]> {
    try {
      return await kube.list(kind);
    } catch (error) {
      unwatched.push(`${kind.plural} could not be read at the start: ${says(error)}`);
      return [];
    }
  }

  const kubernetes = await versionOf(kube);
  const nodes = await standing(NODE);
  for (const node of nodes) sights.push(...sightsOfNode(node, from));
  // Events are kept for an hour: what happened before is told apart by what stood already.
  const told = new Map((await standing(EVENT)).map(({ metadata }) => [metadata.uid, metadata.resourceVersion]));
  const looking = keepLooking();
  const following = Promise.all([
    kube.follow(NODE, {}, (seen) => {
      if (seen.is === 'there') sights.push(...sightsOfNode(seen.object, now()));
      if (seen.is === 'gone')
        sights.push({ is: 'node', at: now(), about: seen.object.metadata.name, wrong: 'it is gone' });
    }),
    kube.follow(EVENT, {}, (seen) => {
      if (seen.is !== 'there') return;
      const { uid, resourceVersion } = seen.object.metadata;
      if (told.get(uid) === resourceVersion) return;
      told.set(uid, resourceVersion);
      const sight = sightOfEvent(seen.object, from, now());
      if (sight !== undefined) sights.push(sight);
    }),
  ]);
  return {
    kubernetes,
    async end() {
      ending.abort(new Error('the watch is over'));
      await looking;
      await kube.close();
      await following;
      return { from, until: now(), troubles: troublesIn(sights), unwatched };
    },
  };
}

async function versionOf(kube: OpenKube): Promise<string | undefined> {
  try {
    return Version.parse(JSON.parse(await kube.text('/version'))).gitVersion;
  } catch {
    return undefined;
  }
}
