import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { createTarDecoder } from 'modern-tar';
import { packTar } from 'modern-tar/fs';

/** Packs files into a gzipped tar archive, by their paths from a folder. @throws an Error where one cannot be read */
export async function packInto(archive: string, folder: string, paths: readonly string[]): Promise<void> {
  const sources = paths.map((path) => ({ type: 'file' as const, source: join(folder, path), target: path }));
  await pipeline(packTar(sources), createGzip(), createWriteStream(archive));
}

/** How much of a stranger's archive is read before it is refused. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Of everything in it, unpacked. */
  readonly bytes: number;
  /** Unpacked bytes for each packed one; no archive of text comes near 1000, which is the most that gzip can do. */
  readonly ratio: number;
}

/** So much may come out of any archive, whatever its ratio: a small one of empty files is no bomb. */
const HARMLESS = 16 * 1024 * 1024;

/** Gets the bytes of one file of an archive, in pieces. */
export type Take = (bytes: Uint8Array) => void | Promise<void>;

/**
 * Reads a gzipped tar archive of strangers to its end, and hands over the files that `wants` has a taker for. Nothing is written.
 * What was handed over counts only when this succeeds: what is wrong may stand at the end.
 * @throws an Error that says what is wrong: cut off, damaged, a link or device, a path that leads out, a file twice, over a limit
 */
export async function readArchive(
  archive: string,
  limits: ArchiveLimits,
  wants: (path: string, bytes: number) => Take | undefined,
): Promise<void> {
  const decoder = createTarDecoder({ strict: true });
  const over = new AbortController();
  const unpacking = pipeline(
    createReadStream(archive, { highWaterMark: PIECE }),
    ...unpacker(limits),
    Writable.fromWeb(decoder.writable),
    { signal: over.signal },
  );
  const seen = new Set<string>();
  const reading = (async () => {
    let entries = 0;
    for await (const { header, body } of decoder.readable) {
      entries += 1;
      if (entries > limits.entries) throw new Error(`more than ${limits.entries} entries`);
      const path = pathIn(header.name);
      if (header.type === 'file') {
        if (seen.has(path)) throw new Error(`${path} is in it twice`);
        seen.add(path);
      } else if (header.type !== 'directory') {
        throw new Error(`${path} is no file but a ${header.type ?? 'thing without a kind'}`);
      }
      const take = header.type === 'file' ? wants(path, header.size) : undefined;
      for await (const bytes of body) await take?.(bytes);
    }
  })();
  try {
    // Whoever fails first says why.
    await Promise.all([unpacking, reading]);
  } catch (error) {
    over.abort();
    await Promise.allSettled([unpacking, reading]);
    throw error;
  }
}

const PIECE = 256 * 1024;

function unpacker({ bytes, ratio }: ArchiveLimits): [Transform, Transform, Transform] {
  let packed = 0;
  let unpacked = 0;
  const counted = (count: (length: number) => Error | undefined): Transform =>
    new Transform({
      transform(piece: Uint8Array, _encoding, done) {
        const wrong = count(piece.length);
        if (wrong === undefined) done(null, piece);
        else done(wrong);
      },
    });
  return [
    counted((length) => void (packed += length)),
    createGunzip({ chunkSize: PIECE }),
    counted((length) => {
      unpacked += length;
      if (unpacked > bytes) return new Error(`more than ${bytes} bytes unpacked`);
      return unpacked > HARMLESS && unpacked > packed * ratio
        ? new Error(`it unpacks to more than ${ratio} times its size`)
        : undefined;
    }),
  ];
}

/** The path as it counts, without a leading `./`. @throws for one that leads out of the folder it would be unpacked in */
function pathIn(name: string): string {
  const parts = name.split('/').filter((part) => part !== '.' && part !== '');
  if (name.startsWith('/') || name.includes('\\') || name.includes('\0') || parts.includes('..'))
    throw new Error(`the path ${JSON.stringify(name.slice(0, 100))} leads out of it`);
  return parts.join('/');
}
