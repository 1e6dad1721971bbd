import { expect } from 'chai';
import type { World } from '../../support/world.ts';
import { A, B, byCapo, calledOf, standNet, standTraces } from './cluster.ts';
import { callOf } from './made.ts';
import { createMaker } from './maker.ts';
import { cleanByProgram } from './outcome.ts';
import { foreign } from './play.ts';

export const AT_ONCE = 'T43 two clean-ups at once, of A and of B: each calls its own, and C’s fresh floating IPs stay';

/** Plays T43 in a project. */
export async function playAtOnce(world: World): Promise<void> {
  const maker = await createMaker(world);
  const [a, b] = [await standNet(maker, A), await standNet(maker, B)];
  await standTraces(maker, 'tccccccccca');
  for (const description of [byCapo('tccccccccca'), '']) await maker.floatingIp({ description });
  const clusters = { goes: [...calledOf(a), ...calledOf(b)], along: [a.subnet, b.subnet] };
  const before = await foreign(world, clusters);
  const [ofA, ofB] = await Promise.all([cleanByProgram(world, A), cleanByProgram(world, B)]);
  expect([ofA?.exit, ofB?.exit], `${ofA?.text}${ofB?.text}`).to.deep.equal([0, 0]);
  expect([...(ofA?.effects ?? [])].sort()).to.deep.equal(calledOf(a).map(callOf).sort());
  expect([...(ofB?.effects ?? [])].sort()).to.deep.equal(calledOf(b).map(callOf).sort());
  expect(await foreign(world, clusters)).to.deep.equal(before);
}
