import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { codeOf } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import { readKnown, type KnownFailure } from './knownFile.ts';

/**
 * Reads files of known failures.
 * @param cwd where their paths begin
 * @throws TroikaError usage with all that is wrong with them
 */
export async function readAllKnown(files: readonly string[], cwd: string): Promise<readonly KnownFailure[]> {
  const read = await Promise.all(
    files.map(async (file) => {
      try {
        return readKnown(file, await readFile(resolve(cwd, file), 'utf8'));
      } catch (error) {
        return { problems: [`${file}: it cannot be read: ${codeOf(error)}`] };
      }
    }),
  );
  const problems = read.flatMap((one) => ('problems' in one ? one.problems : []));
  if (problems.length === 0) return read.flatMap((one) => ('known' in one ? one.known : []));
  throw new TroikaError('usage', `the known failures cannot be read:\n  ${problems.join('\n  ')}`, {
    hint: 'What such a file holds stands in docs/conformance.md.',
  });
}
