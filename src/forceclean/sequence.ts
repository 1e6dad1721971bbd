import { refKey, type Ref } from '../model/resource.ts';
import { refOf } from './index.ts';
import type { Candidate } from './stay.ts';

/** One of those that go, with its predecessors among them. */
export interface Placed {
  readonly candidate: Candidate;
  readonly after: readonly Ref[];
  readonly with?: Ref;
  /** How many steps must come before: the wave it could go in if everything took the same time. */
  readonly wave: number;
}

/**
 * Orders those that go. What a part waits for, its whole waits for too, since the whole takes the part along: a server
 * waits for the snapshots of the root volume that goes with it. Pure; the members of a circle are `circular`.
 */
export function sequence(going: ReadonlyMap<string, Candidate>): {
  readonly placed: readonly Placed[];
  readonly circular: readonly Candidate[];
} {
  const after = new Map(
    [...going].map(([key, { place }]) => [key, new Set(place.after.map(refKey).filter((one) => going.has(one)))]),
  );
  const wholes = new Map<string, string>();
  for (const [key, { place }] of going) {
    if (place.with !== undefined && going.has(refKey(place.with))) wholes.set(key, refKey(place.with));
  }
  for (const [part, whole] of wholes) {
    for (const one of after.get(part) ?? []) if (one !== whole && wholes.get(one) !== whole) after.get(whole)?.add(one);
  }
  const waves = new Map<string, number>();
  for (let before = -1; before !== waves.size;) {
    before = waves.size;
    for (const [key, ones] of after) {
      if (waves.has(key)) continue;
      const all = [...ones, ...(wholes.has(key) ? [wholes.get(key) ?? ''] : [])].filter((one) => one !== key);
      if (all.every((one) => waves.has(one)))
        waves.set(key, Math.max(-1, ...all.map((one) => waves.get(one) ?? 0)) + 1);
    }
  }
  const placed = [...going].flatMap(([key, candidate]) => {
    const wave = waves.get(key);
    if (wave === undefined) return [];
    const refs = [...(after.get(key) ?? [])]
      .map((one) => going.get(one)?.attribution.resource)
      .filter((one) => one !== undefined);
    const whole = candidate.place.with;
    const part = whole !== undefined && going.has(refKey(whole)) ? { with: whole } : {};
    return [{ candidate, after: refs.map(refOf), wave, ...part }];
  });
  return { placed, circular: [...going].filter(([key]) => !waves.has(key)).map(([, candidate]) => candidate) };
}
