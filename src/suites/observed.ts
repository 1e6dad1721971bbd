/**
 * What can go wrong with a cluster while its tests run. `api`: it gave no answer, or said that it is not ready. `node`: one was not
 * Ready, or is gone. `pressure`: one is short of memory, disk or processes. `image`: one cannot be pulled. `scheduling`: no node takes
 * a pod. `eviction`: a pod had to leave its node. `quota`: the cloud refused something for want of quota.
 */
export const TROUBLES = ['node', 'api', 'quota', 'image', 'scheduling', 'eviction', 'pressure'] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface Observation {
  readonly trouble: Trouble;
  /** Whom it befell: the API's address, a node, or an object as `namespace/name`. */
  readonly about: string;
  /** Milliseconds of wall-clock time. */
  readonly from: number;
  /** Undefined: it was so to the end. */
  readonly until: number | undefined;
  readonly says: string;
}

/** What was seen of a cluster from one moment to another, in milliseconds of wall-clock time. */
export interface Observed {
  readonly from: number;
  readonly until: number;
  readonly troubles: readonly Observation[];
  /** What could not be watched, and why, a sentence each: there its silence proves nothing. */
  readonly unwatched: readonly string[];
}

/** How far two clocks, or a look and what it sees, may be apart. */
const SLACK_MS = 15_000;

/** Whether something was so at any moment between two, give or take the slack. */
export function wasSo({ from, until = Infinity }: Observation, begin: number, end: number): boolean {
  return from <= end + SLACK_MS && until >= begin - SLACK_MS;
}

/**
 * Whether a message names whom something befell: a node or a pod by its name as a whole word, or its namespace, where that is one of a
 * test's own. The e2e framework makes these of a word and a number: `pods-1234` (kubernetes: test/e2e/framework/util.go).
 */
export function isNamed(about: string, message: string): boolean {
  const [name = '', namespace] = about.split('/').reverse();
  const words = namespace !== undefined && isOfTest(about) ? [name, namespace] : [name];
  return words.some((word) => word.length >= SHORTEST_NAME && hasWord(message, word));
}

/** Whether an object, as `namespace/name`, stands in the namespace of a test. */
export function isOfTest(about: string): boolean {
  return /-\d{1,4}\//.test(about);
}

/** Shorter names stand in too many sentences by chance. */
const SHORTEST_NAME = 4;

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`;
    if (!/[\w-]/.test(around)) return true;
  }
  return false;
}

const WHAT: Readonly<Record<Trouble, string>> = {
  api: 'the API did not answer',
  node: 'it was not Ready',
  pressure: 'it was under pressure',
  image: 'an image could not be pulled',
  scheduling: 'no node took it',
  eviction: 'it had to leave its node',
  quota: 'the cloud refused it for want of quota',
};

/** An observation as a sentence with its times, in UTC. */
export function saysObservation({ trouble, about, from, until, says }: Observation): string {
  const when =
    until === undefined
      ? `from ${timeText(from)} on`
      : until === from
        ? `at ${timeText(from)}`
        : `from ${timeText(from)} to ${timeText(until)}`;
  return `${about}: ${WHAT[trouble]} ${when} (${says})`;
}

/** A time of day, in UTC: `13:20:01Z`. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)}Z`;
}
