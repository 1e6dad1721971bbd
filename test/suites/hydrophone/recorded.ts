import { readFile } from 'node:fs/promises';

const FOLDER = 'test/fixtures/hydrophone';

/** What a container with tests of Kubernetes prints and leaves. */
export interface Recorded {
  readonly log: string;
  readonly report: string;
}

/**
 * A run of e2e.test v1.34.4 by Ginkgo with `-v`, as the conformance image runs it: two tests passed, one failed as its kubectl was not
 * there. Of the 7141 tests that its focus left out the report keeps five, and its counts are theirs.
 */
export async function recordedFailing(): Promise<Recorded> {
  const [log, report] = await Promise.all(
    ['e2e.txt', 'junit_01.xml'].map((file) => readFile(`${FOLDER}/${file}`, 'utf8')),
  );
  return { log: log ?? '', report: report ?? '' };
}

/** The same without the test that failed. */
export function passingOf({ log, report }: Recorded): Recorded {
  return {
    log: log
      .replace('Will run 3 of', 'Will run 2 of')
      .replace(/\[sig-cli\] Kubectl client Kubectl version should[^]*?\n-{30}\nSSSSS\n/, '')
      .replace(/Summarizing 1 Failure[^]*$/, '')
      .concat(
        'Ran 2 of 7144 Specs in 5.019 seconds\nSUCCESS! -- 2 Passed | 0 Failed | 0 Pending | 7142 Skipped\nPASS\n',
      )
      .concat('\nGinkgo ran 1 suite in 1m6.0s\nTest Suite Passed\n'),
    report: report
      .replace(/\n *<testcase (?:(?!<testcase)[^])*?<failure[^]*?<\/testcase>/, '')
      .replaceAll('tests="12"', 'tests="11"')
      .replaceAll('failures="1"', 'failures="0"'),
  };
}

/** What was printed when the first test had ended, and what came then. */
export function inTwo({ log }: Recorded): readonly [string, string] {
  const [delimiter] = /-{30}\n/.exec(log.slice(log.indexOf('\n• ['))) ?? [''];
  const at = log.indexOf(delimiter, log.indexOf('\n• [')) + delimiter.length;
  return [log.slice(0, at), log.slice(at)];
}
