import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readYaml } from '../io/yaml.ts';
import { codeOf } from '../io/files.ts';
import { says, TroikaError } from '../model/error.ts';

/** kubectl writes null for a list of none, and leaves out what is empty (client-go, tools/clientcmd/api/v1/types.go). */
const Kubeconfig = z.looseObject({
  clusters: z
    .array(z.looseObject({ name: z.string(), cluster: z.looseObject({ server: z.string().optional() }) }))
    .nullish(),
  contexts: z
    .array(z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string().default('') }) }))
    .nullish(),
});

/** One kubeconfig and one context of it. Nothing is taken from KUBECONFIG, or from the file's current context. */
export interface KubeTarget {
  readonly kubeconfig: string;
  /** May be left out where the file has one only. */
  readonly context?: string | undefined;
}

/** A target as it stands in its file. */
export interface KubeAddress {
  readonly kubeconfig: string;
  readonly context: string;
  readonly server: string;
}

/** @throws TroikaError usage when the file cannot be read, or does not say which server is meant */
export async function kubeAddress(target: KubeTarget): Promise<KubeAddress> {
  const text = await readFile(target.kubeconfig, 'utf8').catch((error: unknown) => {
    throw new TroikaError('usage', `cannot read the kubeconfig ${target.kubeconfig}: ${codeOf(error)}`);
  });
  return addressIn(text, target);
}

/** Every context of a kubeconfig that leads to a server, and that one. @throws TroikaError usage when it cannot be read */
export async function serversIn(kubeconfig: string): Promise<readonly KubeAddress[]> {
  const text = await readFile(kubeconfig, 'utf8').catch((error: unknown) => {
    throw new TroikaError('usage', `cannot read the kubeconfig ${kubeconfig}: ${codeOf(error)}`);
  });
  const read = parse(text, kubeconfig);
  return (read.contexts ?? []).flatMap(({ name, context }) => {
    const server = serverOf(read, context.cluster);
    return server === undefined ? [] : [{ kubeconfig, context: name, server }];
  });
}

/** The same of a text at hand. Pure. @throws TroikaError usage */
export function addressIn(text: string, { kubeconfig, context }: KubeTarget): KubeAddress {
  const read = parse(text, kubeconfig);
  const contexts = read.contexts ?? [];
  const names = contexts.map((one) => one.name);
  const name = context ?? (names.length === 1 ? names[0] : undefined);
  const found = contexts.find((one) => one.name === name);
  if (name === undefined || found === undefined) {
    const wrong = name === undefined ? `${names.length} contexts, and none is named` : `no context ${name}`;
    throw new TroikaError('usage', `the kubeconfig ${kubeconfig} has ${wrong}`, {
      hint: names.length === 0 ? 'Name another file.' : `Name one of its contexts: ${names.sort().join(', ')}.`,
    });
  }
  const server = serverOf(read, found.context.cluster);
  if (server !== undefined) return { kubeconfig, context: name, server };
  throw new TroikaError('usage', `the context ${name} of the kubeconfig ${kubeconfig} leads to no server`);
}

function serverOf({ clusters }: z.output<typeof Kubeconfig>, cluster: string): string | undefined {
  return clusters?.find((one) => one.name === cluster)?.cluster.server;
}

function parse(text: string, name: string): z.output<typeof Kubeconfig> {
  let value: unknown;
  try {
    value = readYaml(text, name);
  } catch (error) {
    throw new TroikaError('usage', `the kubeconfig ${name} is no YAML: ${says(error).split('\n')[0] ?? ''}`);
  }
  const read = Kubeconfig.safeParse(value);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const place = first === undefined || first.path.length === 0 ? '' : `${first.path.join('.')}: `;
  throw new TroikaError('usage', `${name} is no kubeconfig: ${place}${first?.message ?? ''}`);
}
