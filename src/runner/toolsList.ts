import { isProgram, programPath } from '../programs/find.ts';
import { PINS } from '../programs/pins.ts';
import { aligned } from '../report/aligned.ts';
import type { Tools } from './tools.ts';

/** The use case of `troika tools list`: the pinned programs, and which of them are there. @returns the exit code */
export async function toolsList(request: { readonly json: boolean }, { env, stdout }: Tools): Promise<number> {
  const tools = await Promise.all(
    PINS.map(async (pin) => {
      const { name, version, kubernetes, module, moduleVersion } = pin;
      const path = programPath(pin, env);
      const installed = await isProgram(path);
      return { name, version, kubernetes: kubernetes ?? [], module: `${module}@${moduleVersion}`, installed, path };
    }),
  );
  if (request.json) {
    stdout.write(`${JSON.stringify({ version: 1, tools }, null, 2)}\n`);
    return 0;
  }
  const rows = tools.map(({ name, version, kubernetes, installed, path }) => [
    name,
    version,
    kubernetes.length === 0 ? 'any Kubernetes' : `Kubernetes ${kubernetes.join(', ')}`,
    installed ? path : `not installed: troika tools install ${name}`,
  ]);
  stdout.write(`${aligned(rows).join('\n')}\n`);
  return 0;
}
