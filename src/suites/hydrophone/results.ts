import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { readGinkgoReport, type GinkgoReport } from '../e2e/report.ts';
import { readRedacted } from '../readRedacted.ts';
import type { SuiteContext } from '../suite.ts';
import type { Logs } from './account.ts';
import { OUTPUT } from './work.ts';

/** What hydrophone fetches (kubernetes-sigs/hydrophone, pkg/conformance/client/download.go). */
const LOG = 'e2e.log';
const REPORT = 'junit_01.xml';

/** All files of the suite. */
export const FILES = [REPORT, LOG, OUTPUT] as const;

export function logsIn(folder: string): Logs {
  return { fetched: join(folder, LOG), passed: join(folder, OUTPUT) };
}

type Place = Pick<SuiteContext, 'folder' | 'redactor'>;

/** The report as fetched, rewritten where it held a secret. */
export async function readReport(place: Place): Promise<GinkgoReport | { readonly broken: string }> {
  const text = await readRedacted(join(place.folder, REPORT), place.redactor);
  return text === undefined ? { broken: 'there is no JUnit report' } : readGinkgoReport(text);
}

/** Paths of the files that are there, none of which holds a secret. */
export async function keptFiles(place: Place): Promise<readonly string[]> {
  const there: string[] = [];
  for (const file of [REPORT, LOG])
    if ((await readRedacted(join(place.folder, file), place.redactor)) !== undefined) there.push(file);
  const output = await access(join(place.folder, OUTPUT)).then(
    () => [OUTPUT],
    () => [],
  );
  return [...there, ...output].map((file) => join(place.folder, file));
}
