import { dirname } from 'node:path';
import type { ToolName } from '../model/toolName.ts';
import { findCompiler, refuseOld, type Compiler } from '../programs/compiler.ts';
import { isProgram, toolPath } from '../programs/find.ts';
import { makeTool } from '../programs/make.ts';
import type { Tool } from '../programs/pins.ts';
import { durationText } from '../report/duration.ts';
import { chosenTools } from './toolsChosen.ts';
import type { Tools } from './tools.ts';

export interface ToolsInstallRequest {
  /** None: all. */
  readonly names: readonly ToolName[];
  readonly kubernetes: string | undefined;
}

/**
 * The use case of `troika tools install`: compiles the pinned programs that are not there yet, each from its published module, and says
 * before and meanwhile what it does.
 * @returns the exit code
 * @throws TroikaError as chosenTools, findCompiler, refuseOld and makeTool
 */
export async function toolsInstall(request: ToolsInstallRequest, tools: Tools): Promise<number> {
  const { env, clock, redactor, interrupts, stdout } = tools;
  const say = (text: string): void => void stdout.write(`${text}\n`);
  const own = { env, clock, redactor, signal: interrupts.work };
  const missing: Tool[] = [];
  for (const tool of chosenTools(request.names, request.kubernetes)) {
    const path = toolPath(tool, env);
    if (await isProgram(path)) say(`${tool.name} ${tool.version} is there already: ${path}`);
    else missing.push(tool);
  }
  if (missing.length === 0) return 0;
  const compiler = await findCompiler({ ...own, says: say });
  for (const tool of missing) refuseOld(compiler, tool);
  for (const tool of missing) {
    const began = clock.monotonic();
    for (const line of announced(tool, compiler, toolPath(tool, env))) say(line);
    const path = await makeTool(tool, { ...own, says: (text) => say(`  ${text}`) });
    say(`  installed after ${durationText((clock.monotonic() - began) / 1000)}: ${path}`);
  }
  return 0;
}

/** What is about to be done, before it is. */
function announced(tool: Tool, { version, proxy }: Compiler, path: string): readonly string[] {
  const { name, module, moduleVersion, minutes, megabytes } = tool;
  const siblings = tool.siblings === undefined ? '' : ', and those beside it';
  return [
    `${name} ${tool.version}: compiles the Go module ${module} ${moduleVersion}${siblings} with ${version}`,
    `  which fetches it, and what it needs, from ${proxy}`,
    `  takes about ${minutes} min where nothing is in Go's caches; ${megabytes} MB go into ${dirname(path)}`,
  ];
}
