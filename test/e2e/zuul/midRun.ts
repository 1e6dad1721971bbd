import { expect } from 'chai';
import { rawListing } from '../../clusters/raw.ts';
import { until } from '../../zuulBed/rest.ts';
import type { Change, Tenant } from '../../zuulBed/tenant.ts';
import { changeOf, configuration, type Stage } from './stage.ts';

/** A test that would go on for long. */
export const FOREVER = "[sleep, '900']";
/** One that leaves time to do something meanwhile. */
export const A_WHILE = "[sleep, '60']";

/** Waits until the suites of a build's cluster run. */
export async function untilSuites(tenant: Tenant, build: string): Promise<void> {
  await until('its suites', 300, async () =>
    (await tenant.console(build)).includes('one: suites …') ? true : undefined,
  );
}

/** A change whose suites run, with everything of a cluster there. */
export async function inMidRun(
  { tenant, world }: Stage,
  run: string,
): Promise<{ readonly change: Change; readonly build: string }> {
  const change = await tenant.propose(changeOf(configuration(run)));
  const build = await tenant.running(change);
  await untilSuites(tenant, build);
  expect((await rawListing(world))['floatingips']).to.have.length.above(0);
  return { change, build };
}
