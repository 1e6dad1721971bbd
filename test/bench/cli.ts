// How long the program takes to answer, beside an empty Node: the median of ten, after one to warm up.
import { spawnSync } from 'node:child_process';
import { median } from './median.ts';

const COMMANDS: readonly { readonly name: string; readonly args: readonly string[]; readonly limitMs?: number }[] = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'troika --help', args: ['dist/main.js', '--help'], limitMs: 150 },
  { name: 'troika lint', args: ['dist/main.js', 'lint', 'examples/troika.yaml'], limitMs: 400 },
];

function milliseconds(args: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')}: ${status}\n${stderr}`);
  return performance.now() - started;
}

let empty: number | undefined;
for (const { name, args, limitMs } of COMMANDS) {
  milliseconds(args);
  const took = median(Array.from({ length: 10 }, () => milliseconds(args)));
  empty ??= took;
  const limit = limitMs === undefined ? '' : `, aim ${limitMs} ms, ${(took / empty).toFixed(1)} times an empty Node`;
  console.log(`${name}: ${took.toFixed(0)} ms${limit}`);
}
