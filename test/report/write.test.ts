import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createRedactor } from '../../src/io/redact.ts';
import { writeReports } from '../../src/report/write.ts';
import { refusalOf } from '../support/refusal.ts';
import { EAST, ENDED, STARTED, SUITE, events } from './run.ts';

describe('The reports of a run', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-report-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const text = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');

  it('are written from its events, each under its name and nothing beside them', async () => {
    const written = await writeReports(ENDED, folder, createRedactor());
    const files = ['result.json', 'junit.xml', 'summary.md'];
    expect(written).to.deep.equal(files.map((file) => join(folder, file)));
    expect((await readdir(folder)).toSorted()).to.deep.equal(files.toSorted());
  });

  it('hold no secret, though XML and Markdown would disguise it', async () => {
    const redactor = createRedactor();
    redactor.secret('p<a>s&s|w"rd');
    const leaky = {
      ...SUITE,
      says: 'with p<a>s&s|w"rd',
      cases: [{ name: 'p<a>s&s|w"rd', state: 'failed', seconds: 0, message: 'p<a>s&s|w"rd' }],
    } as const;
    await writeReports(events(STARTED, { type: 'suite.ended', cluster: EAST, result: leaky }), folder, redactor);
    for (const file of ['result.json', 'junit.xml', 'summary.md']) {
      const content = await text(file);
      expect(content, file).to.contain('secret');
      expect(content, file).not.to.match(/p(<|&lt;|\\<)a|w("|\\"|&quot;)rd/);
    }
  });

  it('are written as far as possible when one of them cannot be', async () => {
    await mkdir(join(folder, 'junit.xml'));
    const error = await refusalOf(writeReports(ENDED, folder, createRedactor()));
    expect(error.verdict).to.equal('broken');
    expect(error.message).to.contain('junit.xml').and.not.to.contain('summary.md');
    expect(await text('summary.md')).to.contain('# failed');
    expect(await text('result.json')).to.contain('"version": 2');
  });
});
