import { expect } from 'chai';
import { explore, type Explored, type Happening, type System } from './explore.ts';

/** TROIKA_FULL=1: the bigger bounds too, for many minutes and some gigabytes. */
export const FULL = process.env['TROIKA_FULL'] === '1';

const MOST = 4_000_000;

/**
 * Explores a system to its end, says in its title how much was looked at, and expects every promise to be kept.
 * @param least states that it must have, or it has looked at nothing
 */
export function keepsItsPromises<S, H extends Happening<S>, P extends string>(
  title: string,
  system: System<S, H, P>,
  least: number,
): void {
  it(title, function () {
    this.timeout(FULL ? 1_800_000 : 120_000);
    const explored = explore(system, MOST);
    this.runnable().title += ` (${explored.states} states, ${explored.steps} steps)`;
    expect(explored.found, storyOf(explored)).to.equal(undefined);
    expect(explored.states).to.be.at.least(least);
  });
}

/** What was found, as it happened. */
export function storyOf({ found }: Explored<string>): string {
  if (found === undefined) return 'nothing was found';
  return `"${found.promise}" is broken: ${found.says}\n${found.trace.map((what) => `        ${what}`).join('\n')}`;
}
