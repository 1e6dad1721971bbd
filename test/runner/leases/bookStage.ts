import { addressOf, BOOK, placeOf, waitingAddress } from '../../../src/admission/places.ts';
import type { Place, TicketText } from '../../../src/admission/ticket.ts';
import { loadCloud } from '../../../src/config/clouds.ts';
import { noLog } from '../../../src/io/log.ts';
import { createRedactor } from '../../../src/io/redact.ts';
import { NO_DEMAND } from '../../../src/model/demand.ts';
import { connect } from '../../../src/openstack/connect.ts';
import { create } from '../../../src/openstack/create.ts';
import type { Session } from '../../../src/openstack/session.ts';
import type { LoggedRequest } from '../../../src/sim/core/answer.ts';
import type { Port } from '../../../src/sim/network/rows.ts';
import { hold, type Holding } from '../../../src/runner/leases/holding.ts';
import { bookTools, type Book, type BookTools } from '../../../src/runner/leases/parts.ts';
import { makeTicket } from '../../../src/runner/leases/ticketDeeds.ts';
import { makeSimWorld, type SimWorld } from '../../support/simWorld.ts';
import { virtualTime, type VirtualTime } from './virtualTime.ts';

const TTL_SECONDS = 900;

/** What stands in the lease book by the cloud's own tables, not by anything that is tested. */
export interface Standing {
  readonly id: string;
  readonly cluster: string;
  /** `waiting`, `turnstile`, `slot 1`, `warden 2`, `nowhere` */
  readonly at: string;
}

/** A simulated project in virtual time, and processes that meet in its lease book. */
export interface BookStage {
  readonly world: SimWorld;
  readonly time: VirtualTime;
  /** The process of the stage itself, which contends for nothing. */
  readonly own: BookTools;
  /** A process of its own: its session, and what it works with in the lease book. */
  party(): Promise<BookTools>;
  /** Makes the lease book, old enough to be used. */
  book(): Promise<Book>;
  /** Puts a ticket into the book that nobody holds. @returns its port's id */
  ticket(book: Book, cluster: string, at: Place, more?: Partial<TicketText>): Promise<string>;
  /** As `ticket`, and holds it. */
  held(book: Book, cluster: string, at: Place, more?: Partial<TicketText>, by?: BookTools): Promise<Holding>;
  /** Lets a ticket have been silent for so many seconds. */
  age(id: string, seconds: number): void;
  standing(): readonly Standing[];
  port(id: string): Port | undefined;
  /** What came to the cloud for one path and method since it was last asked: `PUT 200`. */
  requests(method: string, path?: RegExp): readonly LoggedRequest[];
  dispose(): Promise<void>;
}

export async function makeBookStage(): Promise<BookStage> {
  const world = await makeSimWorld();
  const { sim } = world;
  const time = virtualTime((ms) => sim.world.time.advance(ms));
  const redactor = createRedactor();
  const place = { env: { OS_CLIENT_CONFIG_FILE: world.cloudsYaml }, cwd: '/', home: '/' };
  const config = await loadCloud({ ...place, redactor, cloud: world.cloud });

  async function party(): Promise<BookTools> {
    const session = await time.work(() => connect(config, { clock: time.wire, log: noLog, redactor }));
    const working: Session = {
      ...session,
      now: () => session.now(),
      unansweredAt: () => session.unansweredAt(),
      request: (call) => time.work(() => session.request(call)),
    };
    return bookTools(working, time.clock, time.steady, TTL_SECONDS);
  }

  const own = await party();
  let waiters = 0;
  const stage: BookStage = {
    world,
    time,
    own,
    party,
    async book() {
      const network = await create(own.session, 'network', { name: BOOK.name });
      const subnet = await create(own.session, 'subnet', {
        name: BOOK.name,
        network_id: network.id,
        cidr: BOOK.cidr,
        ip_version: 4,
        enable_dhcp: false,
        gateway_ip: null,
      });
      time.freeze(120_000);
      return { networkId: network.id, subnetId: subnet.id };
    },
    async ticket(book, cluster, at, more = {}) {
      const address = at.is === 'waiting' ? waitingAddress(((waiters++ % 151) + 0.5) / 151) : addressOf(at);
      const made = await makeTicket(own.session, book, address, textOf(cluster, more));
      if (typeof made === 'string') throw new Error(`no ticket for ${cluster}: ${made}`);
      return made.id;
    },
    async held(book, cluster, at, more = {}, by = own) {
      const sentAt = time.steady();
      const id = await stage.ticket(book, cluster, at, more);
      return hold({ id, text: textOf(cluster, more), sentAt, book }, by);
    },
    age(id, seconds) {
      const port = sim.world.ports.get(id);
      if (port === undefined) throw new Error(`no port ${id}`);
      const then = new Date(sim.world.time.now().getTime() - seconds * 1000);
      port.updatedAt = `${then.toISOString().slice(0, 19)}Z`;
    },
    standing() {
      const books = [...sim.world.networks.values()].filter((one) => one.name === BOOK.name).map((one) => one.id);
      return [...sim.world.ports.values()]
        .filter((port) => books.includes(port.networkId))
        .map((port) => ({ id: port.id, cluster: port.name, at: saysPlace(placeOf(port.fixedIps[0]?.address)) }));
    },
    port: (id) => sim.world.ports.get(id),
    requests: (method, path = /\/ports/) =>
      sim.requests.filter((one) => one.method === method && one.path.search(path) >= 0),
    dispose: () => world.dispose(),
  };
  return stage;

  function textOf(cluster: string, more: Partial<TicketText>): TicketText {
    return {
      cluster,
      demand: NO_DEMAND,
      queuedAt: sim.world.time.now().getTime(),
      ttlSeconds: TTL_SECONDS,
      beat: 0,
      controllers: 'none',
      holder: `holder of ${cluster}`,
      ...more,
    };
  }
}

function saysPlace(place: Place): string {
  return 'slot' in place ? `${place.is} ${place.slot}` : place.is;
}
