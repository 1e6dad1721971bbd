import { systemClock } from '../../src/io/clock.ts';
import { makeTools, type OwnTools } from './inProcess.ts';
import type { World } from './world.ts';

/** What a command printed, and its exit code. */
export interface Done {
  readonly code: number;
  readonly text: string;
}

/**
 * Runs a command line inside the test's own process. What is waited for by the lease protocol's own clock takes its time;
 * other waits are ten times as short, so that looks are more frequent, and that is all.
 * @param meanwhile may stop it, or change its tools before it begins
 */
export async function ownCommand(
  args: readonly string[],
  world: World,
  cwd: string,
  meanwhile?: (own: OwnTools) => void,
): Promise<Done> {
  const one = makeTools(cwd, world.cloudsYaml);
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> => systemClock.sleep(ms / 10, signal);
  const env = { ...one.tools.env, OS_CLOUD: world.cloud };
  const tools = { ...one.tools, env, clock: { ...systemClock, sleep } };
  meanwhile?.({ ...one, tools });
  // Commands import their use cases when they are called; loaded in the same way, both know one class of errors.
  const { runCommandLine } = await import('../../src/cli/commandLine.ts');
  return { code: await runCommandLine(args, tools), text: one.printed() };
}
