import type { Session } from './session.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Flavor extends Named {
  readonly vcpus: number;
  readonly ramMiB: number;
  /** 0: the flavor has no disk; boot from a volume. */
  readonly diskGiB: number;
}

export interface Image extends Named {
  readonly status: string;
  readonly minDiskGiB: number;
}

/** Networks with an outside, of whatever project. */
export async function externalNetworks(session: Session, signal?: AbortSignal): Promise<readonly Named[]> {
  throw new Error(`${session.cloud} ${signal}`);
}
export async function flavors(session: Session, signal?: AbortSignal): Promise<readonly Flavor[]> {
  throw new Error(`${session.cloud} ${signal}`);
}
/** Every image the project may use. */
export async function images(session: Session, signal?: AbortSignal): Promise<readonly Image[]> {
  throw new Error(`${session.cloud} ${signal}`);
}
