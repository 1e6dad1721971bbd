import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readYaml } from '../../io/yaml.ts';
import { kubeAddress } from '../../kubernetes/kubeconfig.ts';
import { withCurrentContext } from './currentContext.ts';

/** A kubeconfig whose current context is the cluster's. */
export interface OwnKubeconfig {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * A copy of a kubeconfig for a program that takes nothing but the current context, in a folder that nobody else can open.
 * @throws TroikaError usage when the kubeconfig cannot be used
 */
export async function ownKubeconfig(kubeconfig: string, context: string | undefined): Promise<OwnKubeconfig> {
  const address = await kubeAddress({ kubeconfig, context });
  const file = readYaml(await readFile(kubeconfig, 'utf8'), kubeconfig);
  const folder = await mkdtemp(join(tmpdir(), 'troika-'));
  await chmod(folder, 0o700);
  const path = join(folder, 'kubeconfig');
  const own = withCurrentContext(file, address.context, dirname(resolve(kubeconfig)));
  await writeFile(path, JSON.stringify(own), { mode: 0o600 });
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
