import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { readArchive } from '../../io/archive.ts';
import type { ArchiveLimits, Take } from '../../io/archive.ts';
import { redactedLines } from '../../io/redactedLines.ts';
import type { Redactor } from '../../io/redact.ts';
import { says } from '../../model/error.ts';
import type { PluginFiles } from './plugin.ts';

/** A tarball of a big cluster holds the logs of all its pods. */
const LIMITS: ArchiveLimits = { entries: 200_000, bytes: 16 * 1024 ** 3, ratio: 200 };

/** Of all that is kept in memory: results and JUnit reports. A conformance run has five megabytes of them. */
const MOST_TEXT = 256 * 1024 ** 2;

const KEPT = /^plugins\/([^/]+)\/(sonobuoy_results\.yaml|results\/.+\.xml)$/;
const E2E_LOG = 'plugins/e2e/results/global/e2e.log';

/**
 * Reads a tarball of Sonobuoy, and writes the log of the e2e plugin beside it, redacted.
 * @returns what is in it of each plugin, and the log's path; or why it cannot be trusted
 */
export async function readTarball(
  path: string,
  folder: string,
  redactor: Redactor,
): Promise<
  { readonly plugins: ReadonlyMap<string, PluginFiles>; readonly log: string | undefined } | { broken: string }
> {
  const texts = new Map<string, string[]>();
  let room = MOST_TEXT;
  const logPath = join(folder, 'e2e.log');
  const lines = redactedLines(redactor);
  let log: FileHandle | undefined;
  const wants = (file: string, bytes: number): Take | undefined => {
    if (file === E2E_LOG)
      return async (piece) => {
        log ??= await open(logPath, 'w', 0o600);
        await log.appendFile(lines.push(piece));
      };
    if (!KEPT.test(file)) return undefined;
    room -= bytes;
    if (room < 0) throw new Error(`more than ${MOST_TEXT} bytes of results`);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const pieces: string[] = [];
    texts.set(file, pieces);
    let left = bytes;
    return (piece) => {
      left -= piece.length;
      pieces.push(decoder.decode(piece, { stream: left > 0 }));
    };
  };
  try {
    await readArchive(path, LIMITS, wants);
    await log?.appendFile(lines.end());
  } catch (error) {
    return { broken: `the tarball cannot be trusted: ${says(error)}` };
  } finally {
    await log?.close();
  }
  return { plugins: byPlugin(texts), log: log === undefined ? undefined : logPath };
}

function byPlugin(texts: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, PluginFiles> {
  const plugins = new Map<string, { results: string | undefined; junit: Map<string, string> }>();
  for (const [path, pieces] of texts) {
    const [, plugin = '', file = ''] = KEPT.exec(path) ?? [];
    const files = plugins.get(plugin) ?? { results: undefined, junit: new Map<string, string>() };
    plugins.set(plugin, files);
    if (file === 'sonobuoy_results.yaml') files.results = pieces.join('');
    else files.junit.set(file, pieces.join(''));
  }
  return plugins;
}
