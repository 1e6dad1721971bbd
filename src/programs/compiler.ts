import * as z from 'zod';
import { TroikaError } from '../model/error.ts';
import { ask, type MakeTools } from './goCommand.ts';
import { programsFolder } from './find.ts';
import type { Pin } from './pins.ts';
import { tooOld } from './recipe.ts';
import { inWorkFolder } from './workFolder.ts';

/** The user's Go. */
export interface Compiler {
  readonly version: string;
  /** Where it gets modules, as its setting says: addresses in their order, without credentials. */
  readonly proxy: string;
}

const Settings = z.object({ GOVERSION: z.string(), GOPROXY: z.string() });
const OR_A_PATH = 'or give the path of a program with program:.';

/** @throws TroikaError usage where there is no Go compiler */
export function findCompiler(tools: MakeTools): Promise<Compiler> {
  const quiet = { ...tools, says: () => undefined };
  return inWorkFolder(programsFolder(tools.env), async (work) => {
    const told = await ask('asking go', ['go', 'env', '-json', 'GOVERSION', 'GOPROXY'], work, quiet).catch(
      (error: unknown) => {
        if (!(error instanceof TroikaError && error.verdict === 'usage')) throw error;
        throw new TroikaError('usage', `there is no Go compiler in PATH: ${error.message}`, {
          hint: `Programs are compiled here, from their published modules. Install Go, ${OR_A_PATH}`,
        });
      },
    );
    const settings = Settings.safeParse(told.exitCode === 0 ? JSON.parse(told.text) : undefined);
    if (settings.success) return { version: settings.data.GOVERSION, proxy: settings.data.GOPROXY };
    throw new TroikaError('usage', `the go in PATH does not tell its settings: ${told.text.trim()}`, {
      hint: `Try it: go env -json GOVERSION GOPROXY. Install Go, ${OR_A_PATH}`,
    });
  });
}

/** No other Go is fetched for a program. @throws TroikaError usage where this one is too old for it */
export function refuseOld({ version }: Compiler, { name, version: own, go }: Pin): void {
  if (!tooOld(version, go)) return;
  throw new TroikaError('usage', `${name} ${own} needs Go ${go}, and here is ${version}`, {
    hint: `Install a newer Go, ${OR_A_PATH}`,
  });
}
