import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { codeOf } from '../../io/files.ts';
import { readYamlAll } from '../../io/yaml.ts';
import type { Manifest } from '../../kubernetes/kube.ts';
import { says, TroikaError } from '../../model/error.ts';

const Shape = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().exactOptional() }),
});

const ClassShape = z.looseObject({
  spec: z.looseObject({ variables: z.array(z.looseObject({ name: z.string() })).default([]) }),
});

/** A cluster stack as a folder holds it. */
export interface StackFolder {
  /** Name of its ClusterClass. */
  readonly className: string;
  /** The variables that it declares. */
  readonly variables: ReadonlySet<string>;
  /** The ClusterClass and its templates. */
  readonly classManifests: readonly Manifest[];
  /** What goes into the cluster, in the order of the files' names. */
  readonly addons: readonly { readonly file: string; readonly manifests: readonly Manifest[] }[];
}

const CLASS_FILE = 'cluster-class.yaml';

/** Reads a stack's folder. @throws TroikaError usage, naming what is wrong with which file */
export async function readStackFolder(folder: string): Promise<StackFolder> {
  const classManifests = await readManifests(join(folder, CLASS_FILE));
  const classes = classManifests.filter((one) => one.kind === 'ClusterClass');
  const [only] = classes;
  if (only === undefined || classes.length > 1)
    throw new TroikaError('usage', `${join(folder, CLASS_FILE)} has ${classes.length} ClusterClasses, not one`);
  const names = await addonNames(join(folder, 'addons'));
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  const addons = await Promise.all(
    files.map(async (file) => ({ file, manifests: await readManifests(join(folder, 'addons', file)) })),
  );
  const read = ClassShape.safeParse(only);
  if (!read.success)
    throw new TroikaError('usage', `${join(folder, CLASS_FILE)} holds no ClusterClass: ${firstIssue(read.error)}`);
  const variables = new Set(read.data.spec.variables.map((one) => one.name));
  return { className: only.metadata.name, variables, classManifests, addons };
}

async function addonNames(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw new TroikaError('usage', `cannot read ${folder}: ${codeOf(error)}`);
  });
}

async function readManifests(path: string): Promise<readonly Manifest[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new TroikaError('usage', `cannot read ${path}: ${codeOf(error)}`, {
      hint: `A stack is a folder with ${CLASS_FILE} and addons/; examples/stacks has one.`,
    });
  });
  try {
    return readYamlAll(text, path).map((document) => Shape.parse(document));
  } catch (error) {
    const why = error instanceof z.ZodError ? firstIssue(error) : (says(error).split('\n')[0] ?? '');
    throw new TroikaError('usage', `${path} holds no Kubernetes objects: ${why}`);
  }
}

function firstIssue({ issues: [first] }: z.ZodError): string {
  return `${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`;
}
