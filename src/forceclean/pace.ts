import pLimit, { type LimitFunction } from 'p-limit';
import type { Clock } from '../io/clock.ts';
import type { Context } from '../io/context.ts';
import type { Kind } from '../model/resource.ts';
import type { Service } from '../openstack/session.ts';
import { allowanceAfter, fullAllowance, type Allowance } from './allowance.ts';
import { NO_TIME } from './times.ts';

/**
 * How many of our requests one service has to bear at a time at most (measured on real services on one machine). Neutron's
 * transactions wait for each other's rows, half a second and more at six at a time, so more at once end no earlier.
 */
const MOST: Readonly<Record<Service, number>> = {
  compute: 4,
  network: 3,
  volume: 4,
  loadBalancer: 4,
  identity: 2,
  image: 1,
  objectStore: 2,
};

/** Without any change, so long is a refusal repeated, and a passing state waited for. Milliseconds. */
export const PATIENCE = { refusal: 20_000, state: 300_000 } as const;

/** What all share who remove in one project at the same time: the services' limits, and when something last moved. */
export interface Places {
  /** Runs `deed` when the service of this kind has a place free. */
  slot<T>(kind: Kind, deed: () => Promise<T>): Promise<T>;
  /** An effect on a resource of this kind was answered: the service gets fewer places, or more again. */
  heard(kind: Kind, begunAt: number, overloaded: boolean): void;
  /** Something moved: patience begins anew, for all. */
  changed(): void;
  /** Milliseconds since something moved. */
  quiet(): number;
}

/** What all steps of one application share: those places, and whether it may go on. */
export interface Pace extends Places {
  /** Runs deeds of one key one after the other. */
  alone<T>(key: string, deed: () => Promise<T>): Promise<T>;
  /** Nothing may be begun any more: a step has failed by something else than an answer. */
  halt(): void;
  /** Why nothing may be begun any more; undefined while it may. */
  stopped(): string | undefined;
  /** Waits, but no longer than we may; does not throw. */
  pause(ms: number): Promise<void>;
}

export function createPlaces(clock: Clock): Places {
  const services = new Map<Service, { readonly limit: LimitFunction; allowance: Allowance }>();
  let last = clock.monotonic();
  const placesOf = (service: Service): { readonly limit: LimitFunction; allowance: Allowance } => {
    const places = services.get(service) ?? {
      limit: pLimit(MOST[service]),
      allowance: fullAllowance(MOST[service]),
    };
    services.set(service, places);
    return places;
  };
  return {
    slot: (kind, deed) => placesOf(SERVICE[kind]).limit(deed),
    heard(kind, begunAt, overloaded) {
      const places = placesOf(SERVICE[kind]);
      const heard = { begunAt, endedAt: clock.monotonic(), overloaded };
      places.allowance = allowanceAfter(places.allowance, heard, MOST[SERVICE[kind]]);
      places.limit.concurrency = places.allowance.places;
    },
    changed() {
      last = clock.monotonic();
    },
    quiet: () => clock.monotonic() - last,
  };
}

export function createPace(context: Pick<Context, 'clock' | 'signal' | 'deadline'>, places: Places): Pace {
  const { clock, signal, deadline } = context;
  const single = new Map<string, LimitFunction>();
  const own = new AbortController();
  const ending = AbortSignal.any([signal, own.signal]);
  places.changed();
  return {
    ...places,
    alone(key, deed) {
      const turns = single.get(key) ?? pLimit(1);
      single.set(key, turns);
      return turns(deed);
    },
    halt: () => own.abort(),
    stopped() {
      if (own.signal.aborted) return 'another step failed';
      if (signal.aborted) return 'stopped before its turn';
      return clock.monotonic() >= deadline ? NO_TIME : undefined;
    },
    async pause(ms) {
      const left = Math.max(0, deadline - clock.monotonic());
      // An abort ends the pause; stopped() tells.
      await clock.sleep(Math.max(0, Math.min(ms, left)), ending).catch(() => undefined);
    },
  };
}

const SERVICE: Readonly<Record<Kind, Service>> = {
  server: 'compute',
  serverGroup: 'compute',
  keypair: 'compute',
  port: 'network',
  trunk: 'network',
  network: 'network',
  subnet: 'network',
  router: 'network',
  floatingIp: 'network',
  securityGroup: 'network',
  loadBalancer: 'loadBalancer',
  listener: 'loadBalancer',
  pool: 'loadBalancer',
  healthMonitor: 'loadBalancer',
  volume: 'volume',
  snapshot: 'volume',
  backup: 'volume',
  volumeAttachment: 'volume',
  container: 'objectStore',
  image: 'image',
  ec2Credential: 'identity',
  applicationCredential: 'identity',
};
