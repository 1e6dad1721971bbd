import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';
import { written } from '../e2e/written.ts';

/** One test as Ginkgo reports it. `left out` is one that the focus leaves out. */
export interface Spec {
  readonly name: string;
  readonly is: 'passed' | 'failed' | 'skipped' | 'left out' | 'interrupted';
  readonly message?: string;
}

/** An item of Sonobuoy's tree. */
export interface Item {
  readonly name: string;
  readonly status: string;
  readonly meta?: Readonly<Record<string, string>>;
  readonly details?: Readonly<Record<string, string>>;
  readonly items?: readonly Item[];
}

/** The tests of a small run. */
export const FEW: readonly Spec[] = [
  { name: '[sig-apps] Deployment should roll [Conformance]', is: 'passed' },
  { name: '[sig-node] Pods should "quote" & <escape>: yes [Conformance]', is: 'passed' },
  {
    name: '[sig-network] DNS should resolve [Conformance]',
    is: 'failed',
    message: 'no answer from 10.96.0.10\nat dns.go:42',
  },
  { name: '[sig-storage] Volumes should fit [Conformance]', is: 'skipped', message: 'no default StorageClass' },
  { name: '[sig-apps] StatefulSet is slow [Slow]', is: 'left out' },
  { name: '[sig-node] Node is not wanted', is: 'left out' },
];

/** A step around the tests. */
export interface Step {
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly message?: string;
}

const READY: Step = { name: '[SynchronizedBeforeSuite]', status: 'passed' };

/** junit_01.xml of these tests and a step around them. */
export function junitOf(specs: readonly Spec[], step: Step = READY): string {
  const entries = specs.map(({ name, is, message }) => ({
    name: `[It] ${name}`,
    status: is === 'left out' ? 'skipped' : is,
    ...(message === undefined ? {} : { message }),
  }));
  return `${written([step, ...entries])}\n`;
}

const FILE = 'results/global/junit_01.xml';

/** Sonobuoy knows of three states only. */
const SHOWN = { passed: 'passed', failed: 'failed', interrupted: 'failed', skipped: 'skipped', 'left out': 'skipped' };

/** Sonobuoy's tree of that report: plugin, file, suite, tests (vmware-tanzu/sonobuoy, pkg/client/results/junit.go). */
export function treeOf(specs: readonly Spec[], step: Step = READY): Item {
  const tests = specs.map(({ name, is, message }): Item => ({
    name: `[It] ${name}`,
    status: SHOWN[is],
    ...(is === 'failed' && message !== undefined ? { details: { failure: message } } : {}),
  }));
  const items = [{ name: step.name, status: step.status }, ...tests];
  const status = specs.some(({ is }) => is === 'failed') ? 'failed' : 'passed';
  const suite = { name: 'Kubernetes e2e suite', status, items };
  const file = { name: 'junit_01.xml', status, meta: { file: FILE, type: 'file' }, items: [suite] };
  return { name: 'e2e', status, meta: { type: 'summary' }, items: [file] };
}

/** A plugin that ended with an error: a leaf below `errors/` (pkg/client/results/processing.go, errProcessor). */
export function errorTree(plugin: string, says: string): Item {
  const status = says.includes('timeout') ? 'timeout' : 'failed';
  const leaf = { name: says, status, meta: { file: 'errors/global/error.json' }, details: { error: says } };
  return { name: plugin, status: 'failed', meta: { type: 'summary' }, items: [leaf] };
}

/** A tree as Sonobuoy's YAML has it. */
export function yamlOf(item: Item, indent = ''): string {
  const map = (name: string, entries: Readonly<Record<string, string>> | undefined): string =>
    entries === undefined
      ? ''
      : `${indent}${name}:\n${Object.entries(entries)
          .map(([key, value]) => `${indent}  ${key}: ${JSON.stringify(value)}\n`)
          .join('')}`;
  const items = item.items ?? [];
  const below = items.map((one) => `${indent}- ${yamlOf(one, `${indent}  `).trimStart()}`).join('');
  return `${indent}name: ${JSON.stringify(item.name)}\n${indent}status: ${JSON.stringify(item.status)}\n${map('meta', item.meta)}${map('details', item.details)}${items.length === 0 ? '' : `${indent}items:\n${below}`}`;
}

/** A tarball of these files by their paths. */
export async function tarballOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const entries = Object.entries(files).map(([name, text]): TarEntry => {
    const body = Buffer.from(text);
    return { header: { name, size: body.length, type: 'file' }, body };
  });
  return gzipSync(await packTar(entries));
}

/** The files of a run with the e2e plugin. */
export function filesOf(specs: readonly Spec[], step: Step = READY): Record<string, string> {
  return {
    'meta/info.json': '{"plugins":["e2e"]}',
    'serverversion.json': '{"gitVersion":"v1.34.4"}',
    'plugins/e2e/definition.json': '{}',
    'plugins/e2e/results/global/e2e.log': `I1201 Starting e2e run "00000000-0000-4000-8000-000000000000" on Ginkgo node 1\n`,
    [`plugins/e2e/${FILE}`]: junitOf(specs, step),
    'plugins/e2e/sonobuoy_results.yaml': yamlOf(treeOf(specs, step)),
    'podlogs/kube-system/coredns/logs/coredns.txt': 'ready\n',
  };
}

/** What the aggregator says of a tarball. */
export function tarInfoOf(tarball: Buffer): object {
  const sha256 = createHash('sha256').update(tarball).digest('hex');
  return { name: '202612011200_sonobuoy_0.tar.gz', created: '2026-12-01T12:00:00Z', sha256, size: tarball.length };
}
