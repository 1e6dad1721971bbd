import { startSim, type Sim } from '../../src/sim/cloud.ts';
import { writeCloudsYaml } from './cloudsYaml.ts';
import { makeOldBook } from './leaseBook.ts';
import type { World } from './world.ts';

/** A world in a cloud of its own; `sim` is there for faults, the request log and the raw state. */
export interface SimWorld extends World {
  readonly sim: Sim;
}

interface SimWorldOptions {
  readonly speed?: number;
  readonly seed?: number;
  /** A lease book stands in it from the start, old enough to be used. */
  readonly book?: true;
}

/** Starts a simulated cloud for one world; `dispose` stops it. */
export async function makeSimWorld(options: SimWorldOptions = {}): Promise<SimWorld> {
  const sim = await startSim({ speed: options.speed ?? Infinity, seed: options.seed ?? 1 });
  const world = await makeWorldOn(sim);
  if (options.book === true) await makeOldBook(world);
  return {
    ...world,
    async dispose() {
      await world.dispose();
      await sim.close();
    },
  };
}

/** One more project in a simulated cloud that is there already and stays. */
export async function makeWorldOn(sim: Sim): Promise<SimWorld> {
  const project = sim.addProject(`test-${sim.world.projects.size}`);
  const clouds = await writeCloudsYaml({ authUrl: sim.authUrl, region: 'RegionOne', ...project });
  return {
    sim,
    cloudsYaml: clouds.path,
    cloud: 'test',
    projectId: project.projectId,
    externalNetwork: sim.externalNetworkName,
    image: 'Debian 12',
    imageFlavor: 'SCS-2V-4-20s',
    volumeFlavor: 'SCS-1V-2',
    async setQuota(partial) {
      sim.setQuota(project.projectId, partial);
    },
    dispose: () => clouds.remove(),
  };
}
