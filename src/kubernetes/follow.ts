import type { Clock } from '../io/clock.ts';
import { says } from '../model/error.ts';
import { failureOf } from './failure.ts';
import type { KubeHttp } from './http.ts';
import type { KubeObject, Seen } from './kube.ts';
import { query } from './paths.ts';
import { readWatchLine } from './read.ts';

/** Seconds after which the server ends a watch; it goes on from where it was. */
export const WATCH_SECONDS = 60;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

export interface Following {
  readonly http: KubeHttp;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly server: string;
  /** The kind's path and its selector; undefined while the server does not know the kind. */
  path(): Promise<string | undefined>;
  readonly labels: string | undefined;
  list(): Promise<{ readonly items: readonly KubeObject[]; readonly resourceVersion: string }>;
}

/**
 * Lists, watches from there on, and goes on after each end of the watch: from its last mark, or from a new list where that
 * has expired or the API was away. What went meanwhile is told from the list.
 */
export async function follow(following: Following, seen: (what: Seen) => void): Promise<void> {
  const { clock, signal } = following;
  const standing = new Map<string, KubeObject>();
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const begun = clock.monotonic();
    try {
      const { items, resourceVersion } = await following.list();
      tell(standing, items, seen);
      await watchFrom(following, resourceVersion, standing, seen);
    } catch (error) {
      if (signal.aborted) return;
      seen({ is: 'silent', why: says(error) });
    }
    // What ends at once, time and again, or knows no such kind, is asked ever more seldom.
    if (clock.monotonic() - begun > LONGEST_PAUSE_MS) pause = FIRST_PAUSE_MS;
    await clock.sleep(pause, signal).catch(() => undefined);
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  }
}

function tell(standing: Map<string, KubeObject>, items: readonly KubeObject[], seen: (what: Seen) => void): void {
  const now = new Set(items.map((one) => one.metadata.uid));
  for (const [uid, object] of standing) {
    if (now.has(uid)) continue;
    standing.delete(uid);
    seen({ is: 'gone', object });
  }
  for (const object of items) {
    standing.set(object.metadata.uid, brief(object));
    seen({ is: 'there', object });
  }
}

/** What is told of an object that went unseen: who it was. */
function brief({ apiVersion, kind, metadata }: KubeObject): KubeObject {
  return { apiVersion, kind, metadata };
}

/** @throws KubeError when the watch cannot go on from its last mark */
async function watchFrom(
  { http, signal, server, path, labels }: Following,
  from: string,
  standing: Map<string, KubeObject>,
  seen: (what: Seen) => void,
): Promise<void> {
  let resourceVersion = from;
  for (;;) {
    const root = await path();
    if (root === undefined) return;
    let ended: string | undefined;
    const asked = `${root}${query({ watch: 'true', allowWatchBookmarks: 'true', timeoutSeconds: WATCH_SECONDS, resourceVersion, labelSelector: labels })}`;
    const reply = await http.lines(asked, signal, (text) => {
      const line = readWatchLine(text);
      if (line.is === 'error') ended = line.says;
      else if (line.is === 'mark') ({ resourceVersion } = line);
      else {
        const { metadata } = line.object;
        ({ resourceVersion } = metadata);
        if (line.is === 'gone') standing.delete(metadata.uid);
        else standing.set(metadata.uid, brief(line.object));
        seen({ is: line.is, object: line.object });
      }
    });
    signal.throwIfAborted();
    // Expired (410), or the API went away.
    if (ended !== undefined) return;
    if (!reply.came || reply.status !== 200) throw failureOf(server, `GET ${root}?watch`, reply);
  }
}
