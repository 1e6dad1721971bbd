// Everything that can be said about the sources without running them (npm run check). Each step must also show that
// it looked at something: a checker that saw no file is a failure, not a pass.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** How many files, rules or tests the output says were looked at. */
  readonly looked: (output: string) => number;
  /** Set for the step whose tests write their numbers to a file. */
  readonly env?: Readonly<Record<string, string>>;
}

const scratch = mkdtempSync(join(tmpdir(), 'troika-check-'));
const layerResults = join(scratch, 'layers.json');
const FORMATTED = [
  'src/**/*.ts',
  'test/**/*.{ts,mjs}',
  'scripts/*.{ts,mjs,cjs}',
  '*.{json,md}',
  '{docs,examples}/**/*.{md,yaml}',
];

const STEPS: readonly Step[] = [
  {
    name: 'types',
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--listFiles'],
    looked: (output) =>
      output.split('\n').filter((line) => !line.includes('node_modules') && line.endsWith('.ts')).length,
  },
  {
    name: 'lint',
    command: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
    looked: (output) => Number(/on (\d+) files/.exec(output)?.[1] ?? 0),
  },
  {
    // prettier itself fails for each pattern that matches no file
    name: 'format',
    command: ['node_modules/prettier/bin/prettier.cjs', '--check', ...FORMATTED],
    looked: (output) => (output.includes('Checking formatting') ? FORMATTED.length : 0),
  },
  {
    // an entry that matches no file is a configuration hint, which counts as an error
    name: 'dead code',
    command: [
      'node_modules/knip/bin/knip.js',
      '--no-progress',
      '--treat-config-hints-as-errors',
      '--performance-fn',
      'getImportsAndExports',
    ],
    looked: (output) => Number(/getImportsAndExports +(\d+)/.exec(output)?.[1] ?? 0),
  },
  {
    name: 'layers',
    command: [
      ...(['--import', 'tsx'] as const),
      'node_modules/mocha/bin/mocha.js',
      '--reporter',
      'scripts/reporter.cjs',
      'test/repo/layers.test.ts',
    ],
    looked: () => resultsOf(layerResults),
    env: { TROIKA_RESULTS: layerResults, TROIKA_GROUP: 'layers' },
  },
];

function resultsOf(path: string): number {
  try {
    const results: { passed: number } = JSON.parse(readFileSync(path, 'utf8'));
    return results.passed;
  } catch {
    return 0;
  }
}

function passes(step: Step): boolean {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, step.command, {
    encoding: 'utf8',
    env: { ...process.env, TROIKA_RESULTS: '', ...step.env },
    maxBuffer: 64 * 1024 * 1024,
  });
  const looked = step.looked(stdout + stderr);
  const good = status === 0 && looked > 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${good ? 'ok    ' : 'FAILED'} ${step.name} (${looked} looked at, ${seconds} s)`);
  if (!good)
    console.log(status === 0 ? 'It looked at nothing.' : (stdout + stderr).replaceAll(/^\/.*\.[cm]?ts\n/gm, ''));
  return good;
}

const passed = STEPS.filter(passes).length;
const failed = STEPS.length - passed;
rmSync(scratch, { recursive: true });
console.log(`check: ${passed} steps passed, ${failed} failed`);
const results = process.env['TROIKA_RESULTS'];
if (results) writeFileSync(results, JSON.stringify({ passed, failed }));
process.exitCode = failed === 0 ? 0 : 1;
