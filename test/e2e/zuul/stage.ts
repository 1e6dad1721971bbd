import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { rawListing } from '../../clusters/raw.ts';
import type { Listing } from '../../clusters/listing.ts';
import { troika } from '../../support/program.ts';
import { usedBy } from '../../support/realUse.ts';
import { makeRealWorld } from '../../support/realWorld.ts';
import type { World } from '../../support/world.ts';
import type { Site } from '../../zuulBed/jobs.ts';
import { openTenant, type Tenant } from '../../zuulBed/tenant.ts';
import type { Files } from '../../zuulBed/repository.ts';

/** A tenant whose jobs run in a project of the real OpenStack services that is nobody else's. */
export interface Stage {
  readonly world: World;
  readonly tenant: Tenant;
  /** Leaves so many floating IPs to be had. */
  leave(floatingIps: number): Promise<void>;
  /**
   * Waits until the project shows what it showed when the stage was opened.
   * @param but a collection that is not looked at
   * @returns seconds that took
   */
  clean(seconds: number, but?: string): Promise<number>;
  dispose(): Promise<void>;
}

/** @param site what differs from jobs on a static node, with the time they have */
export async function openStage(site: Partial<Site> = {}): Promise<Stage> {
  const world = await makeRealWorld();
  try {
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
    const ready = await troika(['init', '--cloud', world.cloud, '--ttl', '180s'], { cwd: '/tmp', env });
    if (ready.code !== 0) throw new Error(ready.out + ready.err);
    const tenant = await openTenant(world, { nodeset: 'node', ...site });
    await tenant.publish({ 'troika.yaml': configuration(), 'zuul.d/project.yaml': PROJECT });
    const before = await rawListing(world);
    return {
      world,
      tenant,
      leave: async (number) => world.setQuota({ floatingIps: (await usedBy(world, 'floatingIps')) + number }),
      clean: (seconds, but) => untilSame(world, before, seconds, but),
      dispose: () => world.dispose(),
    };
  } catch (error) {
    await world.dispose();
    throw error;
  }
}

async function untilSame(world: World, before: Listing, seconds: number, but = ''): Promise<number> {
  const began = performance.now();
  for (;;) {
    const now = await rawListing(world);
    const passed = (performance.now() - began) / 1000;
    const changed = Object.keys(now).filter((one) => one !== but && !isDeepStrictEqual(now[one], before[one]));
    if (changed.length === 0) return passed;
    if (passed > seconds) throw new Error(`after ${seconds} s not as before: ${changed.join(', ')}`);
    await delay(1000);
  }
}

export const PROJECT = `
- project:
    e2e: { jobs: [troika-e2e-quick] }
    periodic: { jobs: [troika-nightly] }
`;

/** One small cluster, tested by a program. */
export function configuration(run = '[sh, -c, \'test -n "$TROIKA_CLUSTER"\']', more = ''): string {
  return `
lease: { ttl: 180s }
externalNetwork: ext01
deadline: 30m
cleanup: 5m
${more}
clusters:
  - label: one
    provisioner: footprint
    suites: [{ suite: infrastructure }, { suite: command, name: smoke, run: ${run} }]
`;
}

/** A change of the configuration. */
export function changeOf(troika: string, more: Files = {}): Files {
  return { 'troika.yaml': troika, 'zuul.d/project.yaml': PROJECT, ...more };
}
