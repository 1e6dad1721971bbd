import { addressOf, BOOK, waitingAddress } from '../../src/admission/places.ts';
import type { Place as LeasePlace, TicketText } from '../../src/admission/ticket.ts';
import { footprint } from '../../src/clusters/footprint/provisioner.ts';
import { loadCloud } from '../../src/config/clouds.ts';
import { footprintSpec } from '../../src/config/footprintSpec.ts';
import { demandOf } from '../../src/model/demand.ts';
import { connect } from '../../src/openstack/connect.ts';
import { create } from '../../src/openstack/create.ts';
import type { Session } from '../../src/openstack/session.ts';
import type { Book } from '../../src/runner/leases/parts.ts';
import { makeTicket } from '../../src/runner/leases/ticketDeeds.ts';
import { provisioning } from '../clusters/provisioning.ts';
import { makeTools, type OwnTools } from './inProcess.ts';
import { ownCommand, type Done } from './ownCommand.ts';
import { makePlace, type Place } from './program.ts';
import { makeSimWorld, type SimWorld } from './simWorld.ts';

/** Places of the waiting room. */
const WAITING_ROOM = 151;

/** A simulated project in which leases stand, and commands inside the test's own process. */
export interface LeaseScene {
  readonly world: SimWorld;
  readonly place: Place;
  readonly session: Session;
  /** Makes the lease book, old enough to be used. */
  book(): Promise<Book>;
  /** Puts a ticket at a place of the book. @returns its port's id */
  ticket(book: Book, cluster: string, at: LeasePlace, more?: Partial<TicketText>): Promise<string>;
  /** Makes what the controllers of a small cluster leave. */
  cluster(name: string): Promise<void>;
  /** Lets the cloud's clock leap, and says it to nobody. */
  minutesPass(minutes: number): void;
  /** One command; see ownCommand. */
  command(args: readonly string[], meanwhile?: (own: OwnTools) => void): Promise<Done>;
  dispose(): Promise<void>;
}

export async function makeLeaseScene(): Promise<LeaseScene> {
  const world = await makeSimWorld();
  const place = await makePlace();
  const own = makeTools(place.path, world.cloudsYaml);
  const { env, home, redactor, clock, log } = own.tools;
  const config = await loadCloud({ env, cwd: place.path, home, redactor, cloud: world.cloud });
  const session = await connect(config, { clock, log, redactor });
  let waiting = 0;
  return {
    world,
    place,
    session,
    async book() {
      const network = await create(session, 'network', { name: BOOK.name });
      const subnet = await create(session, 'subnet', {
        name: BOOK.name,
        network_id: network.id,
        cidr: BOOK.cidr,
        ip_version: 4,
        enable_dhcp: false,
        gateway_ip: null,
      });
      world.sim.world.time.advance(120_000);
      return { networkId: network.id, subnetId: subnet.id };
    },
    async ticket(book, cluster, at, more = {}) {
      const address = at.is === 'waiting' ? waitingAddress((waiting++ + 0.5) / WAITING_ROOM) : addressOf(at);
      const made = await makeTicket(session, book, address, {
        cluster,
        demand: demandOf((name) => (name === 'floatingIps' ? 2 : 0)),
        queuedAt: world.sim.world.time.now().getTime(),
        ttlSeconds: 900,
        beat: 0,
        controllers: 'none',
        holder: 'somebody',
        ...more,
      });
      if (typeof made === 'string') throw new Error(`no ticket for ${cluster}: ${made}`);
      return made.id;
    },
    async cluster(name) {
      const site = await provisioning(world, name, 60);
      try {
        await footprint.up(footprintSpec.parse({}), site.context);
      } finally {
        await site.end();
      }
    },
    minutesPass: (minutes) => world.sim.world.time.advance(minutes * 60_000),
    command: (args, meanwhile) => ownCommand(args, world, place.path, meanwhile),
    async dispose() {
      await place.remove();
      await world.dispose();
    },
  };
}
