import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until, type BedFile } from './rest.ts';

/** The process that the run of a build is, on whichever node: nodes are users of this machine. */
export async function processOf(bed: BedFile, build: string): Promise<number> {
  const text = await until('the process of the run', 120, () => noted(bed, build));
  const { pid } = JSON.parse(text) as { readonly pid: number };
  return pid;
}

async function noted({ directory }: BedFile, build: string): Promise<string | undefined> {
  const nodes = join(directory, 'nodes');
  for (const node of await readdir(nodes)) {
    const file = join(nodes, node, 'troika/builds', build, 'process.json');
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}
