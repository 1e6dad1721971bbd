/** One entry of a report: a test, or (with another name than `[It] …`) a step around the tests. */
export interface Entry {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
}

const BY: Readonly<Record<string, 'failure' | 'error' | 'skipped'>> = {
  skipped: 'skipped',
  pending: 'skipped',
  failed: 'failure',
  timedout: 'failure',
  aborted: 'failure',
  interrupted: 'error',
  panicked: 'error',
};

/** Which number of the suite counts a state (onsi/ginkgo, reporters/junit_report.go). */
const COUNTED: Readonly<Record<string, string>> = {
  skipped: 'skipped',
  pending: 'disabled',
  failed: 'failures',
  timedout: 'failures',
  aborted: 'errors',
  interrupted: 'errors',
  panicked: 'errors',
};

/** A report as the framework of Kubernetes' tests lets Ginkgo write it. */
export function written(entries: readonly Entry[]): string {
  const count = (what: string): number => entries.filter(({ status }) => COUNTED[status] === what).length;
  const all = `tests="${entries.length}"`;
  const bad = `errors="${count('errors')}" failures="${count('failures')}" time="586.25"`;
  const apart = `disabled="${count('disabled')}" skipped="${count('skipped')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `  <testsuites ${all} disabled="${count('disabled') + count('skipped')}" ${bad}>`,
    `      <testsuite name="Kubernetes e2e suite" package="/tmp/x" ${all} ${apart} ${bad} timestamp="2026-12-01T13:28:32">`,
    '          <properties>',
    '              <property name="SpecialSuiteFailureReason" value=""></property>',
    '          </properties>',
    ...entries.flatMap(lines),
    '      </testsuite>',
    '  </testsuites>',
  ].join('\n');
}

function lines({ name, status, message }: Entry): readonly string[] {
  const open = `          <testcase name="${escaped(name)}" classname="Kubernetes e2e suite" status="${status}" time="1.5">`;
  const by = BY[status];
  if (by === undefined) return [`${open}</testcase>`];
  const text = by === 'skipped' ? ['skipped', message].filter((part) => part !== undefined).join(' - ') : '';
  const body = by === 'skipped' ? '' : escaped(message ?? 'it went wrong');
  const type = by === 'skipped' ? '' : ` type="${status}"`;
  return [open, `              <${by} message="${escaped(text)}"${type}>${body}</${by}>`, '          </testcase>'];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;').replaceAll('\n', '&#xA;');
}

/** Names of as many tests, as long as those of Kubernetes are. */
export function names(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) =>
      `[sig-api-machinery] Things of kind ${index} & more should be listed, patched and deleted as one expects [Conformance]`,
  );
}

/** The report of a run of some tests, with the steps around them and others that were left out. */
export function runOf(
  tests: readonly string[],
  leftOut = 0,
  status: (index: number) => string = () => 'passed',
): string {
  return written([
    { name: '[SynchronizedBeforeSuite]', status: 'passed' },
    ...tests.map((name, index) => ({ name: `[It] ${name}`, status: status(index) })),
    ...Array.from({ length: leftOut }, (_, index) => ({
      name: `[It] [sig-storage] Volumes of another kind ${index}, with a name that is as long as the names of such tests are in general, should be mounted, written to and unmounted in more than one pod (ext4) [LinuxOnly] [Feature:Of${index}]`,
      status: 'skipped',
    })),
    { name: '[SynchronizedAfterSuite]', status: 'passed' },
  ]);
}
