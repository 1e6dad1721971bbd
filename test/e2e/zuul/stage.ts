import { troika } from '../../support/program.ts';
import { usedBy } from '../../support/realUse.ts';
import { makeRealWorld } from '../../support/realWorld.ts';
import type { World } from '../../support/world.ts';
import { openTenant, type Tenant } from '../../zuulBed/tenant.ts';
import type { Files } from '../../zuulBed/repository.ts';

/** A tenant whose jobs run in a project of the real OpenStack services that is nobody else's. */
export interface Stage {
  readonly world: World;
  readonly tenant: Tenant;
  /** Leaves so many floating IPs to be had. */
  leave(floatingIps: number): Promise<void>;
  dispose(): Promise<void>;
}

export async function openStage(nodeset = 'node'): Promise<Stage> {
  const world = await makeRealWorld();
  try {
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
    const ready = await troika(['init', '--cloud', world.cloud, '--ttl', '180s'], { cwd: '/tmp', env });
    if (ready.code !== 0) throw new Error(ready.out + ready.err);
    const tenant = await openTenant(world, nodeset);
    await tenant.publish({ 'troika.yaml': configuration(), 'zuul.d/project.yaml': PROJECT });
    return {
      world,
      tenant,
      leave: async (number) => world.setQuota({ floatingIps: (await usedBy(world, 'floatingIps')) + number }),
      dispose: () => world.dispose(),
    };
  } catch (error) {
    await world.dispose();
    throw error;
  }
}

const PROJECT = `
- project:
    e2e: { jobs: [troika-e2e-quick] }
    periodic: { jobs: [troika-nightly] }
`;

/** One small cluster, tested by a program. */
export function configuration(run = '[sh, -c, \'test -n "$TROIKA_CLUSTER"\']', more = ''): string {
  return `
lease: { ttl: 180s }
externalNetwork: ext01
deadline: 20m
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
