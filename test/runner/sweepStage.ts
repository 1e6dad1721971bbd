import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';
import type { Done } from '../support/ownCommand.ts';

/** A scene in which sweeps are made: three minutes between two looks cost nothing. */
export interface SweepStage extends LeaseScene {
  /**
   * `troika forceclean sweep …`
   * @param between what happens between the two looks
   * @param planned what happens when the plans are printed, and nothing is done yet
   */
  sweep(args: readonly string[], between?: () => Promise<unknown> | void, planned?: () => void): Promise<Done>;
  /** What was deleted since a point of the cloud's request log, tickets aside: `DELETE /path`. */
  deletions(since: number): readonly string[];
}

/** Longer waits than this are for a second look, and leap. */
const LEAP_MS = 20_000;

export async function makeSweepStage(): Promise<SweepStage> {
  const scene = await makeLeaseScene();
  const { time } = scene.world.sim.world;
  return {
    ...scene,
    sweep: (args, between, planned) =>
      scene.command(['forceclean', 'sweep', ...args], (own) => {
        const { clock } = own.tools;
        let leapt = 0;
        let told = false;
        const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
          if (ms < LEAP_MS) return clock.sleep(ms, signal);
          if (!told) await between?.();
          told = true;
          signal?.throwIfAborted();
          leapt += ms;
          time.advance(ms);
        };
        const { stdout } = own.tools;
        const write = (text: string): void => {
          stdout.write(text);
          if (text.includes('To remove ')) planned?.();
        };
        Object.assign(own.tools, {
          stdout: { ...stdout, write },
          clock: { ...clock, monotonic: () => clock.monotonic() + leapt, sleep },
        });
      }),
    deletions: (since) =>
      scene.world.sim.requests
        .slice(since)
        .filter((one) => one.method === 'DELETE' || /remove_router_interface/.test(one.path))
        .map((one) => `${one.method} ${one.path}`),
  };
}
