import type { Options, PositionalOptions } from 'yargs';
import { RUNS } from '../model/toType.ts';

/** Which cloud, for every command that asks one. */
export const cloudOption = {
  type: 'string',
  requiresArg: true,
  describe: 'Name of the cloud in clouds.yaml.',
} as const satisfies Options;

/** Where run directories are, for every command that reads or writes one. */
export const runsOption = {
  type: 'string',
  requiresArg: true,
  default: RUNS,
  describe: 'Where run directories are.',
} as const satisfies Options;

/** Of which Zuul build, for every command that a job calls. */
export const zuulOption = {
  type: 'string',
  requiresArg: true,
  describe: "Folder of a Zuul build, with Zuul's variables in zuul.json (docs/zuul.md).",
} as const satisfies Options;

/** What is meant, for every command that takes a whole run or one cluster. */
export const whatArgument = {
  type: 'string',
  demandOption: true,
  describe: 'A run (its directory or id), or the name of a cluster.',
} as const satisfies PositionalOptions;
