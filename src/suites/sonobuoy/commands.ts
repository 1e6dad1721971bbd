import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../io/command.ts';
import type { CommandResult } from '../../io/command.ts';
import { programEnv } from '../e2e/programEnv.ts';
import type { SuiteContext } from '../suite.ts';

/** How long the program may take to end after SIGTERM. */
const GRACE_MS = 5000;

/** How a command of Sonobuoy ended, and what it printed, both streams together, redacted. */
export interface Spoken extends CommandResult {
  readonly output: string;
}

/** Runs one command of Sonobuoy; what it prints replaces what is in `name` of the suite's folder. */
export type Sonobuoy = (
  name: string,
  args: readonly string[],
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
) => Promise<Spoken>;

/** @param environment what the program sees, but for its own folder of plugins: one that is installed there would be taken before Sonobuoy's */
export function sonobuoyCommands(
  program: string,
  environment: Readonly<Record<string, string | undefined>>,
  context: SuiteContext,
): Sonobuoy {
  const { folder, clock, redactor } = context;
  const env = { ...programEnv(environment), SONOBUOY_DIR: join(folder, 'no-plugins') };
  return async (name, args, { timeoutMs, signal }) => {
    const output = join(folder, name);
    await writeFile(output, '', { mode: 0o600 });
    const options = { cwd: folder, env, output, timeoutMs, graceMs: GRACE_MS, signal, clock, redactor };
    const ended = await runCommand([program, ...args], options);
    return { ...ended, output: await readFile(output, 'utf8') };
  };
}
