import type { CaseState, TestCase } from '../../model/result.ts';
import { readJUnit } from '../junit.ts';
import { demandedOf } from './demanded.ts';
import { readResults } from './tree.ts';
import type { Leaf } from './tree.ts';

/** What a tarball holds of one plugin, as texts by their paths relative to the plugin's folder. */
export interface PluginFiles {
  readonly results: string | undefined;
  readonly junit: ReadonlyMap<string, string>;
}

/** What one plugin said. */
export interface PluginReport {
  readonly cases: readonly TestCase[];
  readonly deselected: number;
  /** What Sonobuoy itself says went wrong with the plugin. These are no tests, though Sonobuoy counts them as failed ones. */
  readonly errors: readonly { readonly says: string; readonly timeout: boolean }[];
}

/**
 * Reads what a plugin said. Of a JUnit report the tests are its own, and Sonobuoy's tree must say the same of each; of other plugins the
 * leaves of the tree are the tests. An error of the plugin ("timeout waiting for results") is a leaf too, below `errors/`, and no test
 * (vmware-tanzu/sonobuoy issues 1129 and 1207; pkg/client/results/processing.go). Pure.
 */
export function readPlugin(plugin: string, files: PluginFiles): PluginReport | { readonly broken: string } {
  if (files.results === undefined)
    return { broken: `the tarball has no sonobuoy_results.yaml of the plugin ${plugin}` };
  const tree = readResults(files.results);
  if ('broken' in tree) return { broken: `plugin ${plugin}: ${tree.broken}` };
  const errors = tree.leaves.filter(isError);
  const rest = tree.leaves.filter((leaf) => !isError(leaf) && !isEmptyRoot(leaf, plugin));
  const cases: TestCase[] = [];
  for (const [file, leaves] of byFile(rest)) {
    const isJUnit = file.endsWith('.xml');
    if (plugin === 'e2e' && !isJUnit) return { broken: `plugin e2e: ${leaves[0]?.name ?? ''} is from no JUnit report` };
    const read = isJUnit ? testsOf(file, files.junit.get(file), leaves) : plainTests(leaves);
    if ('broken' in read) return { broken: `plugin ${plugin}: ${read.broken}` };
    cases.push(...read.cases);
  }
  if (cases.length === 0 && errors.length === 0) return { broken: `plugin ${plugin}: it reported no test` };
  return {
    ...demandedOf(cases),
    errors: errors.map(({ name, status }) => ({ says: name, timeout: status === 'timeout' })),
  };
}

function isError({ file }: Leaf): boolean {
  return file?.startsWith('errors/') === true;
}

/** A plugin without any results is one leaf: its own name. */
function isEmptyRoot({ name, file }: Leaf, plugin: string): boolean {
  return file === undefined && name === plugin;
}

function byFile(leaves: readonly Leaf[]): ReadonlyMap<string, readonly Leaf[]> {
  const files = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const file = leaf.file ?? '';
    const others = files.get(file);
    if (others === undefined) files.set(file, [leaf]);
    else others.push(leaf);
  }
  return files;
}

type Read = { readonly cases: readonly TestCase[] } | { readonly broken: string };

function testsOf(file: string, xml: string | undefined, leaves: readonly Leaf[]): Read {
  if (xml === undefined) return { broken: `${file} is named in sonobuoy_results.yaml, and is not in the tarball` };
  const unread = leaves.find((leaf) => leaf.unread !== undefined);
  if (unread !== undefined) return { broken: `Sonobuoy could not read ${file}: ${unread.unread ?? ''}` };
  const read = readJUnit(xml);
  if ('broken' in read) return { broken: `${file}: ${read.broken}` };
  const { cases } = read;
  if (cases.length !== leaves.length)
    return { broken: `${file} has ${cases.length} tests, and sonobuoy_results.yaml ${leaves.length} of it` };
  const other = cases.findIndex((one, index) => !isSame(one, leaves[index]));
  return other < 0 ? read : { broken: `${file} and sonobuoy_results.yaml differ in test ${cases[other]?.name ?? ''}` };
}

/** A name that several tests share has their class before it. */
function isSame({ name, state }: TestCase, leaf: Leaf | undefined): boolean {
  return leaf !== undefined && state === leaf.status && (name === leaf.name || name.endsWith(`: ${leaf.name}`));
}

const STATES = new Map<string, CaseState>([
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['timeout', 'failed'],
  ['skipped', 'skipped'],
]);

function plainTests(leaves: readonly Leaf[]): Read {
  const cases: TestCase[] = [];
  for (const { name, status, message } of leaves) {
    const state = STATES.get(status);
    if (state === undefined) return { broken: `${name} has the status ${status || '(none)'}, which is no result` };
    cases.push({ name, state, seconds: 0, message: message ?? `status ${status}` });
  }
  return { cases };
}
