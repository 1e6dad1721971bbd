import type { TestCase } from '../model/result.ts';
import { countCases } from './result.ts';
import type { ClusterStory } from './clusterStory.ts';
import type { Story } from './story.ts';
import { waitedBy } from './waited.ts';
import { xmlElement, xmlText } from './xml.ts';

interface JUnitSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
  /** Names and values beside the tests. */
  readonly properties?: readonly (readonly [string, string])[];
}

/** The content of junit.xml: every suite, the phases of each cluster, and the run itself as tests. Pure. */
export function junitOf(story: Story): string {
  const suites = [
    ...[...story.clusters.values()].flatMap((cluster) => [
      phaseSuite(cluster),
      ...cluster.suites.map((suite) => testSuite(cluster, suite)),
    ]),
    { name: 'run', cases: [runCase(story)] },
  ];
  const all = suites.flatMap((suite) => suite.cases);
  const root = xmlElement('testsuites', { name: 'troika', ...attributesOf(all) }, suites.map(suiteElement));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function phaseSuite(cluster: ClusterStory): JUnitSuite {
  const cases = cluster.phases.map(({ phase, ok, seconds, says }): TestCase => {
    const message = says ?? (ok === undefined ? 'it did not end' : undefined);
    return {
      name: phase,
      state: ok === true ? 'passed' : 'infrastructure',
      seconds: seconds ?? 0,
      ...(message === undefined ? {} : { message }),
    };
  });
  const properties = waitedBy(cluster).map(([what, seconds]) => [`wait.${what}`, seconds.toFixed(3)] as const);
  return { name: `${cluster.label}: phases`, cases, properties };
}

/** A broken suite has one more case, which says so: a reader that only counts must not see green. */
function testSuite(cluster: ClusterStory, suite: ClusterStory['suites'][number]): JUnitSuite {
  const broken: TestCase = { name: `suite ${suite.suite}`, state: 'infrastructure', seconds: 0, message: suite.says };
  const cases = suite.state === 'broken' ? [...suite.cases, broken] : suite.cases;
  return { name: `${cluster.label}: ${suite.suite}`, cases };
}

function runCase({ ended, findings }: Story): TestCase {
  const found = findings.map((finding) => `${finding.verdict}: ${finding.why}`);
  if (ended === undefined)
    return {
      name: 'verdict',
      state: 'infrastructure',
      seconds: 0,
      message: ['the run did not end', ...found].join('\n'),
    };
  if (ended.verdict === 'passed') return { name: 'verdict', state: 'passed', seconds: ended.seconds };
  const state = ended.verdict === 'failed' ? 'failed' : 'infrastructure';
  return {
    name: 'verdict',
    state,
    seconds: ended.seconds,
    message: found.length === 0 ? ended.verdict : found.join('\n'),
  };
}

function suiteElement({ name, cases, properties = [] }: JUnitSuite): string {
  const beside = properties.map(([property, value]) => xmlElement('property', { name: property, value }));
  const first = beside.length === 0 ? [] : [xmlElement('properties', {}, beside)];
  return xmlElement('testsuite', { name, ...attributesOf(cases) }, [
    ...first,
    ...cases.map((one) => caseElement(one, name)),
  ]);
}

function attributesOf(cases: readonly TestCase[]): Readonly<Record<string, string | number>> {
  const { total, failed, skipped, known, infrastructure, notRun } = countCases(cases);
  const seconds = cases.reduce((sum, one) => sum + one.seconds, 0);
  return {
    tests: total,
    failures: failed,
    errors: infrastructure + notRun,
    skipped: skipped + known,
    time: seconds.toFixed(3),
  };
}

/** JUnit has three words only. One that did not come to its end must not look green; a known failure must not look red. */
const ELEMENT = {
  failed: 'failure',
  infrastructure: 'error',
  'not run': 'error',
  skipped: 'skipped',
  known: 'skipped',
} as const;

function caseElement({ name, state, seconds, message }: TestCase, classname: string): string {
  const note = message === undefined ? [] : [xmlElement('system-out', {}, [xmlText(message)])];
  const inner = state === 'passed' ? note : [xmlElement(ELEMENT[state], { message })];
  return xmlElement('testcase', { classname, name, time: seconds.toFixed(3) }, inner);
}
