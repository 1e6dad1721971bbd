import { isDrawn } from '../model/names.ts';
import { refKey, type Resource } from '../model/resource.ts';
import { toType, type Where } from '../model/toType.ts';
import { sha256 } from './canonical.ts';
import { mayBeClaimed } from './claimed.ts';
import { called } from './index.ts';
import { OF_VOLUME } from './stay.ts';

/** Two looks at least so far apart must show the same (nodepool's value for a leak that is none of its own nodes). */
export const APART_MS = 180_000;

/** What stands of one cluster, as one look shows it. */
export interface Remains {
  readonly ours: readonly Resource[];
  /** They bear its name as well, but something speaks against them, or nothing proves them. */
  readonly doubtful: readonly Resource[];
  /** The best reason found, of one of them. */
  readonly because: string;
}

/** Who may still want a cluster, and what to do about it. */
export interface Hold {
  readonly why: string;
  readonly hint?: string;
}

export type Judged =
  /** `newest`: when the last of it was made, milliseconds. */
  { readonly is: 'dead'; readonly newest: number } | ({ readonly is: 'spared' } & Hold);

/**
 * Whether a cluster is what a dead run left: nobody holds it, its name was drawn by a run, all of it is old by the
 * cloud's clock, and two looks have shown the same. Everything short of that spares it. Pure.
 * @param looks what stands of it; `first` is undefined where the first look showed nothing of it
 * @param at the cloud's time of the second look, milliseconds
 */
export function judgeDead(
  cluster: string,
  hold: Hold | undefined,
  looks: { readonly first: Remains | undefined; readonly second: Remains },
  at: number,
  olderThanMs: number,
  where: Where = {},
): Judged {
  if (hold !== undefined) return { is: 'spared', ...hold };
  if (!isDrawn(cluster)) {
    const why = 'its name has no digit, so it may be a word that somebody chose; the names that runs draw have one';
    return { is: 'spared', why, hint: `If it is a run's: ${toType(`forceclean --cluster ${cluster}`, where)}` };
  }
  const all = allOf(looks.second);
  const newest = newestOf(all);
  if (newest === undefined) return { is: 'spared', why: 'no time is told of any of it, so nobody knows how old it is' };
  if (at - newest.madeAt < olderThanMs)
    return { is: 'spared', why: `too young: ${called(newest.resource)} was made ${newest.resource.createdAt}` };
  const change = changeBetween(looks.first === undefined ? [] : allOf(looks.first), all);
  if (change !== undefined) return { is: 'spared', why: `something still works on it: ${change}` };
  if (looks.second.ours.length === 0) return { is: 'spared', why: 'nothing of it is proved to be its' };
  // What a run hands over, with its copies and attachments, stands there without anything else of its cluster, and nothing
  // in the cloud tells that it was.
  if (looks.second.ours.every((one) => OF_VOLUME.includes(one.kind) || mayBeClaimed(one))) {
    const why = 'only volumes behind claims are left of it, which is how a run leaves what it hands over';
    return { is: 'spared', why, hint: `To remove them: ${toType(`forceclean --cluster ${cluster}`, where)}` };
  }
  return { is: 'dead', newest: newest.madeAt };
}

function allOf({ ours, doubtful }: Remains): readonly Resource[] {
  return [...ours, ...doubtful];
}

function newestOf(
  resources: readonly Resource[],
): { readonly resource: Resource; readonly madeAt: number } | undefined {
  return resources
    .map((resource) => ({ resource, madeAt: Date.parse(resource.createdAt ?? '') }))
    .filter((one) => !Number.isNaN(one.madeAt))
    .sort((a, b) => b.madeAt - a.madeAt)[0];
}

/** The first difference between two looks, in words; undefined where they show the same. */
function changeBetween(before: readonly Resource[], now: readonly Resource[]): string | undefined {
  const seen = new Map(before.map((resource) => [refKey(resource), textOf(resource)]));
  for (const resource of now) {
    const text = seen.get(refKey(resource));
    if (text === undefined) return `${called(resource)} was not there at the first look`;
    if (text !== textOf(resource)) return `${called(resource)} has changed since the first look`;
    seen.delete(refKey(resource));
  }
  const gone = before.find((resource) => seen.has(refKey(resource)));
  return gone === undefined ? undefined : `${called(gone)} is gone since the first look`;
}

/** Services list tags, links and facts in any order. */
function textOf(resource: Resource): string {
  const links = resource.links.map((link) => `${link.rel} ${refKey(link)}`).sort();
  return sha256({ ...resource, tags: [...resource.tags].sort(), links });
}
