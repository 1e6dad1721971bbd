import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

/** What a job knows of its build and writes down first. */
export interface ZuulVariables {
  readonly build: string;
  readonly buildset: string;
  readonly [name: string]: unknown;
}

/** Zuul's variables as its executor gives them to a job for a periodic run of branch main. */
export function zuulVariables(more: Readonly<Record<string, unknown>> = {}): ZuulVariables {
  return {
    build: randomBytes(16).toString('hex'),
    buildset: randomBytes(16).toString('hex'),
    job: 'troika-e2e-quick',
    pipeline: 'e2e',
    tenant: 'bed',
    ref: 'refs/heads/main',
    branch: 'main',
    timeout: 3600,
    project: { name: 'demo', short_name: 'demo', src_dir: 'src/gitlab.bed/demo' },
    ...more,
  };
}

/** The folder of a build, as the first playbook makes it. @returns its path */
export async function makeZuulFolder(below: string, zuul: ZuulVariables): Promise<string> {
  const path = join(below, zuul.build);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'zuul.json'), JSON.stringify({ zuul }));
  return path;
}
