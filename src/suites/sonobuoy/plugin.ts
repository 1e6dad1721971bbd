import type { TestCase } from '../../model/result.ts';
import { readJUnitFile, readPlainFile, type ResultFile } from './resultFile.ts';
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
  /** What went wrong before and after all its tests, and whether that kept them from beginning. */
  readonly around: readonly string[];
  readonly notBegun: boolean;
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
  const read: ResultFile[] = [];
  for (const [file, leaves] of byFile(rest)) {
    const one = readFile(plugin, file, files.junit.get(file), leaves);
    if ('broken' in one) return { broken: `plugin ${plugin}: ${one.broken}` };
    read.push(one);
  }
  const cases = namedApart(read.flatMap((one) => one.cases));
  const notBegun = read.some((one) => one.notBegun);
  if (cases.length === 0 && errors.length === 0 && !notBegun)
    return { broken: `plugin ${plugin}: it reported no test` };
  const ran = new Set(cases.map(({ name }) => name));
  const leftOut = new Set(read.flatMap((one) => one.leftOut));
  return {
    cases,
    // Where several processes report each, what one has left out another one ran.
    deselected: [...leftOut].filter((name) => !ran.has(name)).length,
    around: read.flatMap((one) => one.around),
    notBegun,
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

function readFile(
  plugin: string,
  file: string,
  xml: string | undefined,
  leaves: readonly Leaf[],
): ResultFile | { readonly broken: string } {
  const isE2e = plugin === 'e2e';
  if (!file.endsWith('.xml'))
    return isE2e ? { broken: `${leaves[0]?.name ?? ''} is from no JUnit report` } : readPlainFile(leaves);
  if (xml === undefined) return { broken: `${file} is named in sonobuoy_results.yaml, and is not in the tarball` };
  const unread = leaves.find((leaf) => leaf.unread !== undefined);
  if (unread !== undefined) return { broken: `Sonobuoy could not read ${file}: ${unread.unread ?? ''}` };
  const read = readJUnitFile(xml, leaves, isE2e);
  return 'broken' in read ? { broken: `${file}: ${read.broken}` } : read;
}

/** Of several tests with one name all but the first get a number. */
function namedApart(cases: readonly TestCase[]): readonly TestCase[] {
  const taken = new Set<string>();
  return cases.map((one) => {
    let { name } = one;
    for (let number = 2; taken.has(name); number += 1) name = `${one.name} (${number})`;
    taken.add(name);
    return { ...one, name };
  });
}
