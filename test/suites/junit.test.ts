import { expect } from 'chai';
import fc from 'fast-check';
import { readJUnit } from '../../src/suites/junit.ts';
import type { TestCase } from '../../src/model/result.ts';

function cases(xml: string): readonly TestCase[] {
  const read = readJUnit(xml);
  if ('broken' in read) throw new Error(read.broken);
  return read.cases;
}

function broken(xml: string): string {
  const read = readJUnit(xml);
  return 'broken' in read ? read.broken : 'not broken';
}

/** As Ginkgo writes it: an aborted test is a `failure` that counts as an error, a pending one is skipped and counts as disabled. */
const GINKGO = `<?xml version="1.0" encoding="UTF-8"?>
  <testsuites tests="6" disabled="2" errors="1" failures="1" time="9.5">
    <testsuite name="Kubernetes e2e suite" tests="6" disabled="1" skipped="1" errors="1" failures="1" time="9.5">
      <properties><property name="SuiteSucceeded" value="false"></property></properties>
      <testcase name="[It] a" classname="k8s" status="passed" time="1.5"><system-out>&lt;testcase&gt;</system-out></testcase>
      <testcase name="[It] b" classname="k8s" status="failed" time="2"><failure message="no &amp; &lt;never&gt;" type="failed">at x.go:1</failure></testcase>
      <testcase name="[It] c" classname="k8s" status="skipped" time="0"><skipped message="skipped - slow"></skipped></testcase>
      <testcase name="[It] d" classname="k8s" status="pending" time="0"><skipped message="pending"></skipped></testcase>
      <testcase name="[It] e" classname="k8s" status="aborted" time="0"><failure message="aborted" type="aborted"></failure></testcase>
      <testcase name="[AfterSuite]" classname="k8s" status="passed" time="0"/>
    </testsuite>
  </testsuites>
`;

describe('A JUnit report', () => {
  it('of Ginkgo is read case by case', () => {
    expect(cases(GINKGO)).to.deep.equal([
      { name: '[It] a', state: 'passed', seconds: 1.5 },
      { name: '[It] b', state: 'failed', seconds: 2, message: 'no & <never>\nat x.go:1' },
      { name: '[It] c', state: 'skipped', seconds: 0, message: 'skipped - slow' },
      { name: '[It] d', state: 'skipped', seconds: 0, message: 'pending' },
      { name: '[It] e', state: 'failed', seconds: 0, message: 'aborted' },
      { name: '[AfterSuite]', state: 'passed', seconds: 0 },
    ]);
  });

  it('may have a single suite as its root, and an error in it', () => {
    const xml =
      '<testsuite tests="1" errors="1"><testcase name="a"><error><![CDATA[a < b]]></error></testcase></testsuite>';
    expect(cases(xml)).to.deep.equal([{ name: 'a', state: 'failed', seconds: 0, message: 'a < b' }]);
  });

  it('tells tests with the same name apart by their class', () => {
    const xml =
      '<testsuite><testcase classname="x" name="a"/><testcase classname="y" name="a"/><testcase classname="y" name="b"/></testsuite>';
    expect(cases(xml).map((one) => one.name)).to.deep.equal(['x: a', 'y: a', 'b']);
  });

  it('may count suites within suites in the outer one or not', () => {
    const nested = (outer: number): string =>
      `<testsuite tests="${outer}"><testcase name="a"/><testsuite tests="1"><testcase name="b"/></testsuite></testsuite>`;
    expect(cases(nested(2))).to.have.lengthOf(2);
    expect(cases(nested(1))).to.have.lengthOf(2);
    expect(broken(nested(3))).to.contain('3 tests');
  });

  it('does not call a test passed which says that it did not run', () => {
    expect(cases('<testsuite><testcase name="a" status="notrun"/></testsuite>')[0]?.state).to.equal('skipped');
  });

  it('is broken wherever it is cut off', () => {
    const end = GINKGO.trimEnd().length;
    for (let length = 0; length < end; length += 1)
      expect(broken(GINKGO.slice(0, length)), `at ${length}`).not.to.equal('not broken');
    expect(broken(GINKGO.slice(0, end))).to.equal('not broken');
  });

  for (const [what, xml, reason] of [
    ['is empty', '  \n', 'empty'],
    ['is no XML', 'PASS ok 1.2s', 'not whole'],
    ['is HTML', '<html><body>502</body></html>', '<html>'],
    ['has no suite', '<testsuites/>', 'no test'],
    ['has no test', '<testsuites><testsuite name="a" tests="0"/></testsuites>', 'no test'],
    ['has text behind its end', '<testsuite><testcase name="a"/></testsuite>oops', 'not whole'],
    ['has an unknown entity', '<testsuite><testcase name="&nbsp;"/></testsuite>', 'not whole'],
    ['has a test without a name', '<testsuite><testcase/></testsuite>', 'without a name'],
    ['states more tests than it has', '<testsuite tests="2"><testcase name="a"/></testsuite>', '2 tests'],
    ['states fewer tests than it has', '<testsuite tests="0"><testcase name="a"/></testsuite>', '0 tests'],
    ['states failures that it does not show', '<testsuite failures="1"><testcase name="a"/></testsuite>', '1 failures'],
    [
      'shows failures that it does not state',
      '<testsuite failures="0"><testcase name="a"><failure/></testcase></testsuite>',
      '0 failures',
    ],
    ['states skips that it does not show', '<testsuite skipped="1"><testcase name="a"/></testsuite>', '1 skipped'],
    [
      'hides all its tests in the outermost count',
      '<testsuites tests="0"><testsuite><testcase name="a"/></testsuite></testsuites>',
      '0 tests',
    ],
    [
      'hides a failure in the outermost count',
      '<testsuites failures="0"><testsuite><testcase name="a"><failure/></testcase></testsuite></testsuites>',
      '0 failures',
    ],
    ['states a count that is none', '<testsuite tests="many"><testcase name="a"/></testsuite>', 'no count'],
    ['is too deep', `${'<testsuite>'.repeat(2000)}${'</testsuite>'.repeat(2000)}`, 'deep'],
  ] as const) {
    it(`is broken when it ${what}`, () => {
      expect(broken(xml)).to.contain(reason);
    });
  }

  it('has no time where it states none that makes sense', () => {
    const xml =
      '<testsuite>' +
      ['-1', 'NaN', '1,2', ''].map((time, index) => `<testcase name="${index}" time="${time}"/>`).join('') +
      '</testsuite>';
    expect(cases(xml).map((one) => one.seconds)).to.deep.equal([0, 0, 0, 0]);
  });

  it('never makes the reader throw', () => {
    const piece = fc.constantFrom(
      '<testsuite',
      ' tests="1"',
      '>',
      '</testsuite>',
      '<testcase name="a"/>',
      '<![CDATA[',
      ']]>',
      '&',
      '<!--',
      '\0',
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (xml) => void readJUnit(xml),
      ),
    );
  });
});
