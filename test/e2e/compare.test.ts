import { expect } from 'chai';
import { join } from 'node:path';
import { writeWhole } from '../../src/io/files.ts';
import { compareFile } from '../../src/report/compareSchema.ts';
import { ENDED } from '../report/run.ts';
import { resultText, suiteWith } from '../report/results.ts';
import { makePlace, troika, type Ended, type Place } from '../support/program.ts';

const GOOD = resultText([suiteWith({ a: 'passed', b: 'passed', c: 'failed' })]);
const WORSE = resultText([suiteWith({ a: 'failed', b: 'infrastructure', c: 'passed' })]);

describe('troika compare', function () {
  this.timeout(120_000);
  let place: Place;

  beforeEach(async () => {
    place = await makePlace();
    await place.write('good.json', GOOD);
    await place.write('worse.json', WORSE);
  });
  afterEach(() => place.remove());

  const compare = (...args: string[]): Promise<Ended> => troika(['compare', ...args], { cwd: place.path });

  function refuses(ended: Ended, message: RegExp, hint: RegExp): void {
    expect(ended.code, ended.out + ended.err).to.equal(2);
    expect(ended.err).to.match(message).and.to.match(hint);
    expect(ended.err).not.to.match(/^\s+at .*:\d+:\d+/m);
  }

  it('ends with 1 for a new failure, 3 for what has no result, 0 for tests that fail as before', async () => {
    const worse = await compare('good.json', 'worse.json');
    expect(worse.code, worse.err).to.equal(1);
    expect(worse.out)
      .to.match(/^New failures \(1\)\n {2}east, e2e: a\n {6}passed then; a says why$/m)
      .and.to.match(/^Fixed \(1\)\n {2}east, e2e: c$/m);
    const same = await compare('good.json', 'good.json');
    expect(same.code, same.err).to.equal(0);
    expect(same.out).to.match(/^Still failing \(1\)\n {2}east, e2e: c$/m);
    await place.write('empty.json', resultText([], []));
    expect((await compare('good.json', 'empty.json')).code).to.equal(3);
  });

  it('prints JSON of its schema', async () => {
    const { code, out } = await compare('good.json', 'worse.json', '--json');
    expect(code).to.equal(1);
    expect(compareFile.parse(JSON.parse(out)).counts).to.include({ 'new failure': 1, infrastructure: 1, fixed: 1 });
  });

  it('takes run directories, and the ids of runs', async () => {
    await writeWhole(join(place.path, '.troika/runs/abcdefgh2/result.json'), GOOD);
    await writeWhole(join(place.path, 'else/where/result.json'), WORSE);
    expect((await compare('abcdefgh2', 'else/where')).code).to.equal(1);
    expect((await compare('where', 'abcdefgh2', '--runs', 'else')).code).to.equal(2);
  });

  it('refuses what is no whole result.json of its version, and says what to do', async () => {
    await place.write('cut.json', GOOD.slice(0, 2000));
    await place.write('old.json', GOOD.replace('"version": 2', '"version": 1'));
    await place.write('junit.xml', '<testsuites/>');
    refuses(await compare('good.json', 'cut.json'), /cut\.json is no whole JSON: it was cut off/, /troika report/);
    refuses(await compare('old.json', 'good.json'), /old\.json is a result\.json of version 1/, /troika report/);
    refuses(await compare('good.json', 'junit.xml'), /junit\.xml is no whole JSON/, /troika report/);
    refuses(await compare('nowhere', 'good.json'), /cannot read .*nowhere: ENOENT/, /Name a result\.json/);
    refuses(await compare('good.json'), /argument is missing/, /troika compare --help/);
  });

  it('sends for the journal where a killed run has written no result', async () => {
    await writeWhole(
      join(place.path, 'killed/journal.ndjson'),
      ENDED.map((event) => `${JSON.stringify(event)}\n`).join(''),
    );
    refuses(await compare('good.json', 'killed'), /cannot read .*result\.json: ENOENT/, /troika report .*\/killed/);
    await troika(['report', 'killed'], { cwd: place.path });
    expect((await compare('killed', 'killed')).out).to.match(/^Still failing \(1\)\n {2}east, e2e: pods \| stop$/m);
  });
});
