import { dirname } from 'node:path';
import type { ProgramName } from '../model/programName.ts';
import { findCompiler, refuseOld, type Compiler } from '../programs/compiler.ts';
import { isProgram, programPath } from '../programs/find.ts';
import { makeProgram } from '../programs/make.ts';
import type { Pin } from '../programs/pins.ts';
import { durationText } from '../report/duration.ts';
import { chosenPins } from './toolsChosen.ts';
import type { Tools } from './tools.ts';

export interface ToolsInstallRequest {
  /** None: all. */
  readonly names: readonly ProgramName[];
  readonly kubernetes: string | undefined;
}

/**
 * The use case of `troika tools install`: compiles the pinned programs that are not there yet, each from its published module, and says
 * before and meanwhile what it does.
 * @returns the exit code
 * @throws TroikaError as chosenPins, findCompiler, refuseOld and makeProgram
 */
export async function toolsInstall(request: ToolsInstallRequest, tools: Tools): Promise<number> {
  const { env, clock, redactor, interrupts, stdout } = tools;
  const say = (text: string): void => void stdout.write(`${text}\n`);
  const own = { env, clock, redactor, signal: interrupts.work };
  const missing: Pin[] = [];
  for (const pin of chosenPins(request.names, request.kubernetes)) {
    const path = programPath(pin, env);
    if (await isProgram(path)) say(`${pin.name} ${pin.version} is there already: ${path}`);
    else missing.push(pin);
  }
  if (missing.length === 0) return 0;
  const compiler = await findCompiler({ ...own, says: say });
  for (const pin of missing) refuseOld(compiler, pin);
  for (const pin of missing) {
    const began = clock.monotonic();
    for (const line of announced(pin, compiler, programPath(pin, env))) say(line);
    const path = await makeProgram(pin, { ...own, says: (text) => say(`  ${text}`) });
    say(`  installed after ${durationText((clock.monotonic() - began) / 1000)}: ${path}`);
  }
  return 0;
}

/** What is about to be done, before it is. */
function announced(pin: Pin, { version, proxy }: Compiler, path: string): readonly string[] {
  const { name, module, moduleVersion, minutes, megabytes } = pin;
  const siblings = pin.siblings === undefined ? '' : ', and those beside it';
  return [
    `${name} ${pin.version}: compiles the Go module ${module} ${moduleVersion}${siblings} with ${version}`,
    `  which fetches it, and what it needs, from ${proxy}`,
    `  takes about ${minutes} min where nothing is in Go's caches; ${megabytes} MB go into ${dirname(path)}`,
  ];
}
