import { join } from 'node:path';
import * as z from 'zod';
import { writeWhole } from '../../io/files.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import type { ProvisionContext } from '../provisioner.ts';
import { SECRET } from './kinds.ts';

const Kubeconfig = z.looseObject({ data: z.looseObject({ value: z.string() }) });

/** Name of the file in the folder of a cluster. */
export const KUBECONFIG = 'kubeconfig';

/**
 * Fetches a cluster's kubeconfig from its management cluster (Secret `<C>-kubeconfig`, key `value`: cluster-api
 * util/secret/consts.go) into a file that its owner alone can read.
 * @returns the file; undefined while there is none
 */
export async function fetchKubeconfig(
  management: Pick<Kube, 'get'>,
  { cluster, folder, redactor }: Pick<ProvisionContext, 'cluster' | 'folder' | 'redactor'>,
): Promise<string | undefined> {
  const found = await management.get(SECRET, { name: `${cluster}-kubeconfig`, namespace: cluster });
  if (found === undefined) return undefined;
  const text = Buffer.from(Kubeconfig.parse(found).data.value, 'base64').toString();
  for (const secret of secretsIn(text)) redactor.secret(secret);
  const path = join(folder, KUBECONFIG);
  await writeWhole(path, text, 0o600);
  return path;
}

/** What must not be told of a kubeconfig: its token, and its key as it stands there and line by line. */
function secretsIn(text: string): readonly string[] {
  return [...text.matchAll(/^\s*(?:client-key-data|token): *(\S+)$/gm)].flatMap(([, value = '']) => {
    const lines = Buffer.from(value, 'base64').toString().split('\n');
    return [value, ...lines.filter((line) => /^[A-Za-z0-9+/=]{40,}$/.test(line))];
  });
}
