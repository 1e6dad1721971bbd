import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Mutant } from './mutants.ts';

/** How tests went. */
export interface Tested {
  readonly passed: number;
  readonly failed: number;
  /** Title of the first that failed. */
  readonly first: string | undefined;
}

/** A copy of the sources and tests, to change one file at a time in. */
export interface Tree {
  /** @param grep only tests whose titles hold this text */
  test(files: readonly string[], grep?: string): Promise<Tested>;
  /** Does something while the mutant's file stands in place of ours. */
  changed<T>(mutant: Mutant, deed: () => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

const Report = z.object({
  stats: z.object({ passes: z.number(), failures: z.number() }),
  failures: z.array(z.object({ fullTitle: z.string() })),
});

export async function plantTree(root: string): Promise<Tree> {
  const path = await mkdtemp(join(tmpdir(), 'troika-mutation-'));
  for (const part of ['src', 'test', 'docs', 'package.json', 'tsconfig.json'])
    await cp(join(root, part), join(path, part), { recursive: true });
  await symlink(join(root, 'node_modules'), join(path, 'node_modules'));
  return {
    test: (files, grep) => mocha(path, files, grep),
    async changed(mutant, deed) {
      const file = join(path, mutant.file);
      const before = await readFile(file, 'utf8');
      await writeFile(file, mutant.text);
      try {
        return await deed();
      } finally {
        await writeFile(file, before);
      }
    },
    remove: () => rm(path, { recursive: true }),
  };
}

/** A mutant may not even load: that is noticed, too. */
async function mocha(cwd: string, files: readonly string[], grep?: string): Promise<Tested> {
  const report = join(cwd, 'report.json');
  await rm(report, { force: true });
  const program = [
    '--import',
    'tsx',
    'node_modules/mocha/bin/mocha.js',
    '--reporter',
    'json',
    '-O',
    `output=${report}`,
  ];
  const only = grep === undefined ? [] : ['--fgrep', grep];
  const child = spawn(process.execPath, [...program, ...only, ...files], { cwd, stdio: 'ignore' });
  await new Promise((ended) => child.on('close', ended));
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, first: 'the tests do not load' };
  const { stats, failures } = Report.parse(JSON.parse(text));
  return { passed: stats.passes, failed: stats.failures, first: failures[0]?.fullTitle };
}
