import type { Argv } from 'yargs';
import { cloudOption, runsOption } from './options.ts';

/** What every command that removes things can be told; not the commands below it. */
export interface CleaningOptions {
  cloud: string | undefined;
  runs: string;
  pvc: 'delete' | 'keep' | 'report' | undefined;
  retained: boolean;
  yes: boolean;
  json: boolean;
}

/** A request in flight when its sender is killed is executed within seconds, if at all, by services that are well. */
export const SETTLE_MS = 10_000;

export function cleaningOptions<T>(cli: Argv<T>): Argv<T & CleaningOptions> {
  return cli
    .option('cloud', { ...cloudOption, global: false })
    .option('runs', { ...runsOption, global: false })
    .option('pvc', {
      choices: ['delete', 'keep', 'report'] as const,
      global: false,
      describe:
        'Volumes behind claims: delete what is proved ours, keep them, or report them. Not given: delete, but not what was handed over before.',
    })
    .option('retained', {
      type: 'boolean',
      default: false,
      global: false,
      describe:
        'Delete also volumes whose reclaim policy is Retain, by a mark on them or a run’s journal; else they are handed over.',
    })
    .option('yes', { type: 'boolean', default: false, global: false, describe: 'Apply the plan.' })
    .option('json', { type: 'boolean', default: false, global: false, describe: 'Print plan and result as JSON.' });
}
