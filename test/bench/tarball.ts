// How long a tarball of Sonobuoy takes to be read, and how much memory: 50 MB with 10,000 tests in 5 s and 300 MB are the aim.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createRedactor } from '../../src/io/redact.ts';
import { outcomeOf } from '../../src/suites/sonobuoy/outcome.ts';
import { NOTHING_HEARD } from '../../src/suites/sonobuoy/heard.ts';
import { readTarball } from '../../src/suites/sonobuoy/tarball.ts';
import { filesOf, tarballOf, type Spec } from '../suites/sonobuoy/tarballs.ts';

const TESTS = 10_000;
const PODS = 400;
/** So that all of it together has a little more than `LEAST_BYTES` packed. */
const LINES_OF_A_POD = 2_850;
/** A smaller tarball would tell nothing of the aim. */
const LEAST_BYTES = 50_000_000;

const [archive] = process.argv.slice(2);
if (archive === undefined) await measure();
else await read(archive);

/** Reads it in a process of its own, whose memory is that of the reading. */
async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'troika-bench-'));
  try {
    const path = join(folder, 'sonobuoy.tar.gz');
    await writeFile(path, await tarballOf({ ...filesOf(manyTests()), ...podLogs() }));
    const { size } = await stat(path);
    if (size < LEAST_BYTES)
      throw new Error(`the tarball has ${size} bytes, and less than ${LEAST_BYTES} is no measure`);
    const child = spawn(process.execPath, ['--import', 'tsx', import.meta.filename, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    console.log(`tarball: ${Math.round(size / 1e6)} MB, ${(await text(child.stdout)).trim()}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function read(path: string): Promise<void> {
  const begun = performance.now();
  const tarball = await readTarball(path, join(path, '..'), createRedactor());
  if ('broken' in tarball) throw new Error(tarball.broken);
  const { report } = outcomeOf(tarball.plugins, ['e2e'], NOTHING_HEARD, undefined);
  if ('broken' in report) throw new Error(report.broken);
  const seconds = (performance.now() - begun) / 1000;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const { user, system } = process.cpuUsage();
  const cpu = `${((user + system) / 1e6).toFixed(1)} s of CPU with the start of the process`;
  console.log(`${report.cases.length} tests read in ${seconds.toFixed(1)} s (${cpu}), ${megabytes} MiB at most`);
}

function manyTests(): readonly Spec[] {
  return Array.from({ length: TESTS }, (_none, number): Spec => {
    const name = `[sig-${number % 20}] Feature ${number} should do what its specification in section ${number % 97} says [Conformance]`;
    if (number % 100 !== 0) return { name, is: 'passed' };
    return { name, is: 'failed', message: `expected ${hex(number, 2000)}\nto equal\n${hex(number + 1, 2000)}` };
  });
}

function podLogs(): Record<string, string> {
  const logs: Record<string, string> = {};
  for (let pod = 0; pod < PODS; pod += 1) {
    const lines = Array.from({ length: LINES_OF_A_POD }, (_none, line) => {
      const seed = pod * LINES_OF_A_POD + line;
      return `I1201 12:00:00.${String(seed % 1e6).padStart(6, '0')} 1 reconciler.go:${seed % 999}] "Reconciled" pod="default/pod-${pod}" uid="${hex(seed, 64)}"`;
    });
    logs[`podlogs/default/pod-${pod}/logs/main.txt`] = `${lines.join('\n')}\n`;
  }
  return logs;
}

/** Digits that no compression knows, always the same. */
function hex(seed: number, length: number): string {
  let digits = '';
  for (let block = 0; digits.length < length; block += 1)
    digits += createHash('sha256').update(`${seed}:${block}`).digest('hex');
  return digits.slice(0, length);
}
