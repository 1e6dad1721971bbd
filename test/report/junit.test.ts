import { expect } from 'chai';
import fc from 'fast-check';
import type { CaseState, TestCase } from '../../src/model/result.ts';
import { junitOf } from '../../src/report/junit.ts';
import { storyOf } from '../../src/report/story.ts';
import { readJUnit } from '../../src/suites/junit.ts';
import { EAST, ENDED, KILLED, LEFT, STARTED, SUITE, WAITED, events } from './run.ts';

/** Read back by our own strict reader, so counts and form are checked with it. */
function casesOf(xml: string): readonly TestCase[] {
  const read = readJUnit(xml);
  if ('broken' in read) throw new Error(read.broken);
  return read.cases;
}

function states(xml: string): Readonly<Record<string, CaseState>> {
  return Object.fromEntries(casesOf(xml).map((one) => [one.name, one.state]));
}

describe('junit.xml', () => {
  it('has suites, phases and the verdict as tests', () => {
    expect(states(junitOf(storyOf(ENDED)))).to.deep.equal({
      up: 'passed',
      suites: 'passed',
      'pods start': 'passed',
      'pods | stop': 'failed',
      slow: 'skipped',
      verdict: 'failed',
    });
  });

  it('of a killed run says which phase and that the run did not end', () => {
    const cases = casesOf(junitOf(storyOf(KILLED)));
    expect(cases.find((one) => one.name === 'suites')).to.include({ state: 'failed', message: 'it did not end' });
    expect(cases.find((one) => one.name === 'verdict')).to.include({ state: 'failed', message: 'the run did not end' });
  });

  it('of a leak has an error as its verdict, with the finding', () => {
    const verdict = casesOf(junitOf(storyOf(LEFT))).find((one) => one.name === 'verdict');
    expect(verdict).to.include({ state: 'failed', message: 'leaked: a volume is left' });
  });

  it('has what each cluster waited for as properties of its phases, before the tests, and only where it waited', () => {
    const xml = junitOf(storyOf(WAITED));
    const [east = '', west = ''] = xml.match(/<testsuite name="(east|west): phases"[\s\S]*?<\/testsuite>/g) ?? [];
    expect(east).to.contain(
      '><properties><property name="wait.turn" value="240.000"/>\n' +
        '<property name="wait.quota" value="480.000"/></properties>\n<testcase',
    );
    expect(west).to.contain('<testcase').and.not.to.contain('propert');
    expect(casesOf(xml).map((one) => one.name)).to.deep.equal(['east: phases: wait', 'west: phases: wait', 'verdict']);
  });

  it('is never green with a broken suite, even one without a test', () => {
    const broken = { ...SUITE, state: 'broken', cases: [], says: 'cut off' } as const;
    const xml = junitOf(storyOf(events(STARTED, { type: 'suite.ended', cluster: EAST, result: broken })));
    expect(casesOf(xml).find((one) => one.name === 'suite e2e')).to.include({ state: 'failed', message: 'cut off' });
  });

  it('shows what the cloud broke and what never ended as errors, and a known failure as no failure', () => {
    const cases = (['passed', 'failed', 'skipped', 'known', 'infrastructure', 'not run'] as const).map((state) => ({
      name: state,
      state,
      seconds: 0,
    }));
    const mixed = { ...SUITE, cases };
    const xml = junitOf(storyOf(events(STARTED, { type: 'suite.ended', cluster: EAST, result: mixed })));
    expect(xml).to.contain('tests="6" failures="1" errors="2" skipped="2"');
    for (const name of ['infrastructure', 'not run']) expect(xml).to.match(new RegExp(`name="${name}"[^>]*><error`));
    expect(xml).to.match(/name="known"[^>]*><skipped/);
  });

  it('brings any text back as it was, but for what XML cannot hold', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            '\n',
            '\r',
            '\t',
            ' ',
            '&',
            '<',
            '>',
            '"',
            "'",
            ']]>',
            '\0',
            '\u001b[31m',
            '\ud800',
            '\u{1F600}',
            '&amp;',
            'é',
          ),
        )
        .map((all) => all.join('')),
    );
    const possible = (value: string): string =>
      value.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
    fc.assert(
      fc.property(text, text, (name, message) => {
        const failed: TestCase = { name: `n${name}`, state: 'failed', seconds: 0, message: `m${message}` };
        const xml = junitOf(
          storyOf(events(STARTED, { type: 'suite.ended', cluster: EAST, result: { ...SUITE, cases: [failed] } })),
        );
        const [back] = casesOf(xml);
        expect(back).to.deep.include({ name: `n${possible(name)}`, message: `m${possible(message)}` });
      }),
      { numRuns: 500 },
    );
  });
});
