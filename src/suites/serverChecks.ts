import type { ExpectedCluster } from '../model/expected.ts';
import { linked } from '../model/resource.ts';
import type { Inventory, Resource } from '../model/resource.ts';
import { oneNamed, statusWrong } from './check.ts';
import type { Check } from './check.ts';

type ExpectedServer = ExpectedCluster['servers'][number];

/** Each server is ACTIVE, has a port on its network, and its volumes hang on it. Pure. */
export function serverChecks(inventory: Inventory, servers: readonly ExpectedServer[]): readonly Check[] {
  return servers.flatMap((expected) => {
    const server = oneNamed(inventory, 'server', expected.name);
    return [
      { name: `server ${expected.name} is ACTIVE`, wrong: of(server, (found) => statusWrong(found, 'ACTIVE')) },
      {
        name: `server ${expected.name} is on network ${expected.network}`,
        wrong: of(server, (found) => networkWrong(inventory, found, expected.network)),
      },
      ...expected.volumes.map((volume) => ({
        name: `volume ${volume} is attached to server ${expected.name}`,
        wrong: of(server, (found) => of(oneNamed(inventory, 'volume', volume), (disk) => attachmentWrong(disk, found))),
      })),
    ];
  });
}

function of(found: Resource | string, wrong: (found: Resource) => string | undefined): string | undefined {
  return typeof found === 'string' ? found : wrong(found);
}

function networkWrong(inventory: Inventory, server: Resource, name: string): string | undefined {
  const ports = inventory.resources.filter((one) => one.kind === 'port' && linked(one, 'device').includes(server.id));
  const ids = new Set(ports.flatMap((port) => linked(port, 'network')));
  const networks = inventory.resources.filter((one) => one.kind === 'network' && ids.has(one.id));
  if (networks.some((network) => network.name === name)) return undefined;
  const names = networks.map((network) => network.name).join(', ');
  return ports.length === 0 ? 'it has no port' : `its ports are on ${names || 'networks this project cannot see'}`;
}

function attachmentWrong(volume: Resource, server: Resource): string | undefined {
  if (!linked(volume, 'attachment').includes(server.id))
    return `it is not attached to it; its status is ${volume.status}`;
  return statusWrong(volume, 'in-use');
}
