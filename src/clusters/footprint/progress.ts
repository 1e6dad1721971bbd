import type { ProvisionContext } from '../provisioner.ts';

const STEPS = 10;

/** Counts pieces that are ready and writes down each tenth of the way. */
export function progress(total: number, context: ProvisionContext): (what: string) => Promise<void> {
  let done = 0;
  let told = 0;
  return async (what) => {
    done += 1;
    const step = Math.floor((done * STEPS) / total);
    if (step === told) return;
    told = step;
    await context.journal.write({ type: 'progress', cluster: context.cluster, phase: 'up', done, total, says: what });
  };
}
