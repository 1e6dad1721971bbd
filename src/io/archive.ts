import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { packTar } from 'modern-tar/fs';

/** Packs files into a gzipped tar archive, by their paths from a folder. @throws an Error where one cannot be read */
export async function packInto(archive: string, folder: string, paths: readonly string[]): Promise<void> {
  const sources = paths.map((path) => ({ type: 'file' as const, source: join(folder, path), target: path }));
  await pipeline(packTar(sources), createGzip(), createWriteStream(archive));
}
