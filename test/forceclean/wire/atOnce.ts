import { expect } from 'chai';
import type { World } from '../../support/world.ts';
import { A, B, byCapo, calledOf, standNet, standTraces } from './cluster.ts';
import { callOf } from './made.ts';
import { createMaker } from './maker.ts';
import { cleanByProgram } from './outcome.ts';
import { foreign } from './play.ts';

export const AT_ONCE =
  'T43 three clean-ups at once, two of A and one of B: each calls its own, and C’s fresh floating IPs stay';

/** Plays T43 in a project. */
export async function playAtOnce(world: World): Promise<void> {
  const maker = await createMaker(world);
  const [a, b] = [await standNet(maker, A), await standNet(maker, B)];
  await standTraces(maker, 'tccccccccca');
  for (const description of [byCapo('tccccccccca'), '']) await maker.floatingIp({ description });
  const clusters = { goes: [...calledOf(a), ...calledOf(b)], along: [a.subnet, b.subnet] };
  const before = await foreign(world, clusters);
  const ended = await Promise.all([A, A, B].map((C) => cleanByProgram(world, C)));
  expect(
    ended.map(({ exit }) => exit),
    ended.map(({ text }) => text).join(''),
  ).to.deep.equal([0, 0, 0]);
  // Of the two of A each may find done what the other did.
  const [one = [], other = [], ofB = []] = ended.map((each) => each.effects);
  expect([...new Set([...one, ...other])].sort()).to.deep.equal(calledOf(a).map(callOf).sort());
  expect([...ofB].sort()).to.deep.equal(calledOf(b).map(callOf).sort());
  expect(await foreign(world, clusters)).to.deep.equal(before);
}
