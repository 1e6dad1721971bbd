import { listAt, textAt } from '../support/json.ts';
import { connectWire } from '../support/wire.ts';
import type { World } from '../support/world.ts';

/** A cluster of Troika's is alive while its network stands: made first of all, deleted last. */
const NETWORK = /^k8s-clusterapi-cluster-(t[a-z2-7]{10})-\1$/;

/** Looks at the project's networks all the time, with requests of its own, until told to stop. */
export interface Watch {
  /** Ends the watch: how many clusters were seen at once at most, and how many looks there were. */
  stop(): Promise<{ readonly most: number; readonly seen: number; readonly looks: number }>;
}

export async function watchNetworks(world: World): Promise<Watch> {
  const wire = await connectWire(world.cloudsYaml, world.cloud);
  const ever = new Set<string>();
  let most = 0;
  let looks = 0;
  let watching = true;
  const work = (async () => {
    while (watching) {
      const reply = await wire.send('network', 'GET', '/networks');
      const names = listAt(reply.body, 'networks').flatMap(
        (network) => NETWORK.exec(textAt(network, 'name'))?.[1] ?? [],
      );
      for (const name of names) ever.add(name);
      most = Math.max(most, new Set(names).size);
      looks += 1;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  return {
    async stop() {
      watching = false;
      await work;
      return { most, seen: ever.size, looks };
    },
  };
}
