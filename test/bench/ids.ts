import { linked, type Inventory, type Kind, type Resource } from '../../src/model/resource.ts';

/** What lower-bound.mjs is told: ids by kind, with the few relations its order needs. */
export interface Ids {
  readonly floatingIps: readonly string[];
  readonly loadBalancers: readonly string[];
  readonly snapshots: readonly string[];
  readonly servers: readonly string[];
  readonly serverGroups: readonly string[];
  readonly keypairs: readonly string[];
  readonly applicationCredentials: readonly string[];
  readonly volumes: readonly { readonly id: string; readonly server?: string; readonly goesWithServer: boolean }[];
  readonly ports: readonly { readonly id: string; readonly server?: string }[];
  readonly routers: readonly { readonly id: string; readonly interfaces: readonly string[] }[];
  readonly securityGroups: readonly string[];
  readonly networks: readonly string[];
}

/** Everything of a project that was empty before: all but its default group, the credential in use, and the lease book. */
export function made(inventory: Inventory, credential: string | undefined): readonly Resource[] {
  if (inventory.gaps.length > 0) throw new Error(`the listing has gaps: ${JSON.stringify(inventory.gaps)}`);
  return inventory.resources.filter(
    (resource) =>
      resource.projectId !== undefined &&
      resource.projectId === inventory.projectId &&
      resource.facts['isDefault'] !== true &&
      resource.id !== credential &&
      resource.name !== 'troika-leases' &&
      resource.facts['deviceOwner'] !== 'troika:lease',
  );
}

/** The ids of what was made, as the lower bound needs them. */
export function idsOf(resources: readonly Resource[], keypairs: readonly Resource[]): Ids {
  const of = (kind: Kind): readonly Resource[] => resources.filter((resource) => resource.kind === kind);
  const ids = (kind: Kind): readonly string[] => of(kind).map((resource) => resource.id);
  const servers = of('server');
  const ports = of('port');
  return {
    floatingIps: ids('floatingIp'),
    loadBalancers: ids('loadBalancer'),
    snapshots: ids('snapshot'),
    servers: ids('server'),
    serverGroups: ids('serverGroup'),
    keypairs: keypairs.map((keypair) => keypair.id),
    applicationCredentials: ids('applicationCredential'),
    volumes: of('volume').map(({ id }) => {
      const server = servers.find((candidate) => linked(candidate, 'attachment').includes(id));
      if (server === undefined) return { id, goesWithServer: false };
      return { id, server: server.id, goesWithServer: server.facts[`deletes:${id}`] === true };
    }),
    ports: ports
      .filter((port) => !/^(network:|Octavia)/.test(String(port.facts['deviceOwner'])))
      .map((port) => {
        const server = servers.find((candidate) => candidate.id === port.facts['deviceId']);
        return server === undefined ? { id: port.id } : { id: port.id, server: server.id };
      }),
    routers: ids('router').map((id) => ({
      id,
      interfaces: ports
        .filter((port) => port.facts['deviceOwner'] === 'network:router_interface' && port.facts['deviceId'] === id)
        .map((port) => port.id),
    })),
    securityGroups: of('securityGroup')
      // Octavia's own groups go with their load balancers.
      .filter((group) => !/^lb-[0-9a-f-]{36}$/.test(group.name))
      .map((group) => group.id),
    networks: ids('network'),
  };
}
