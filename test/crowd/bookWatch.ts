import { at, listAt, textAt } from '../support/json.ts';
import { connectWire, type Wire } from '../support/wire.ts';
import type { World } from '../support/world.ts';

/** A port of the lease book as Neutron itself shows it; nothing here is Troika's code. */
export interface SeenTicket {
  readonly id: string;
  readonly cluster: string;
  readonly address: string;
  /** From its text, milliseconds. */
  readonly queuedAt: number;
  readonly holder: string;
  readonly blocked: boolean;
}

/** What was seen in one look. */
export interface Sight {
  readonly ms: number;
  readonly tickets: readonly SeenTicket[];
  /** Clusters whose network stands: made first of all, deleted last. */
  readonly alive: readonly string[];
}

export interface BookWatch {
  /** The last look. */
  now(): Sight | undefined;
  /** Ends the watch. */
  stop(): Promise<Watched>;
}

export interface Watched {
  readonly looks: number;
  /** The most clusters seen alive at once. */
  readonly most: number;
  readonly clusters: ReadonlySet<string>;
  /** Clusters in the order in which their tickets first stood in a slot, with their queue times. */
  readonly admitted: readonly { readonly cluster: string; readonly queuedAt: number }[];
  /** Everything seen that must never be. */
  readonly wrongs: readonly string[];
}

const NETWORK = /^k8s-clusterapi-cluster-(t[a-z2-7]{10})-\1$/;
const SLOTS = ['198.18.0.11', '198.18.0.12', '198.18.0.13'];
const EVERY_MS = 500;

/** Looks at the lease book and at the project's networks with requests of its own, until told to stop. */
export async function watchBook(world: World): Promise<BookWatch> {
  const wire = await connectWire(world.cloudsYaml, world.cloud);
  const began = performance.now();
  const clusters = new Set<string>();
  const admitted = new Map<string, number>();
  const wrongs: string[] = [];
  let last: Sight | undefined;
  let most = 0;
  let looks = 0;
  let watching = true;

  async function look(): Promise<void> {
    // Tickets first: who frees a slot has taken its network away before, so a network seen after it is a wrong.
    const tickets = await ticketsOf(wire);
    const alive = await networksOf(wire);
    const sight = { ms: Math.round(performance.now() - began), tickets, alive };
    for (const wrong of wrongsIn(sight, last)) wrongs.push(`${sight.ms} ms: ${wrong}`);
    for (const name of alive) clusters.add(name);
    for (const ticket of tickets)
      if (SLOTS.includes(ticket.address) && !admitted.has(ticket.cluster))
        admitted.set(ticket.cluster, ticket.queuedAt);
    most = Math.max(most, new Set(alive).size);
    looks += 1;
    last = sight;
  }

  const work = (async () => {
    while (watching) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  return {
    now: () => last,
    async stop() {
      watching = false;
      await work;
      const order = [...admitted].map(([cluster, queuedAt]) => ({ cluster, queuedAt }));
      return { looks, most, clusters, admitted: order, wrongs };
    },
  };
}

/** What must never be seen. */
function wrongsIn(sight: Sight, before: Sight | undefined): readonly string[] {
  const wrongs: string[] = [];
  for (const slot of SLOTS) {
    const there = sight.tickets.filter((ticket) => ticket.address === slot);
    if (there.length > 1) wrongs.push(`slot ${slot} is in ${there.length} hands`);
    const earlier = before?.tickets.find((ticket) => ticket.address === slot);
    const left = earlier !== undefined && !there.some((ticket) => ticket.id === earlier.id);
    if (left && sight.alive.includes(earlier.cluster))
      wrongs.push(`${earlier.cluster} has left slot ${slot}, and its network stands`);
  }
  const held = new Set(
    sight.tickets.filter((ticket) => SLOTS.includes(ticket.address)).map((ticket) => ticket.cluster),
  );
  const earlier = new Set((before?.tickets ?? []).map((ticket) => ticket.cluster));
  for (const name of sight.alive)
    if (!held.has(name) && !earlier.has(name)) wrongs.push(`${name} stands and holds no slot`);
  return wrongs;
}

async function networksOf(wire: Wire): Promise<readonly string[]> {
  const { body } = await wire.send('network', 'GET', '/networks');
  return listAt(body, 'networks').flatMap((network) => NETWORK.exec(textAt(network, 'name'))?.[1] ?? []);
}

async function ticketsOf(wire: Wire): Promise<readonly SeenTicket[]> {
  const { body } = await wire.send('network', 'GET', '/ports?device_owner=troika%3Alease');
  return listAt(body, 'ports').map((port) => ({
    id: textAt(port, 'id'),
    cluster: textAt(port, 'name'),
    address: textAt(at(port, 'fixed_ips', '0'), 'ip_address'),
    queuedAt: Number(/ q=(\d+)/.exec(textAt(port, 'description'))?.[1] ?? 0),
    holder: textAt(port, 'device_id').replace(/^\S+ (![^!]*! )?/, ''),
    blocked: / !/.test(textAt(port, 'device_id')),
  }));
}

/** How many of the admitted overtook somebody who had come more than `within` milliseconds before them. */
export function overtakers(admitted: Watched['admitted'], within: number): number {
  return admitted.filter(({ queuedAt }, index) =>
    admitted.slice(index + 1).some((later) => later.queuedAt + within < queuedAt),
  ).length;
}

/** How many neighbours in the order of admission stand the wrong way round by their queue times. */
export function swaps(admitted: Watched['admitted']): number {
  return admitted.filter(({ queuedAt }, index) => (admitted[index + 1]?.queuedAt ?? Infinity) < queuedAt).length;
}
