import { appendFile, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';
import { openJournal, readJournal } from '../../src/io/journal.ts';
import { ownMark } from '../../src/io/processes.ts';
import { createRedactor } from '../../src/io/redact.ts';
import type { Event } from '../../src/model/event.ts';
import { refusalOf } from '../support/refusal.ts';

describe('The journal', () => {
  let folder: string;
  let path: string;
  const redactor = createRedactor();
  const clock = systemClock;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-journal-'));
    path = join(folder, 'deep', 'journal.ndjson');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const signal = (name: string): { type: 'signal'; name: string } => ({ type: 'signal', name });

  it('has each event on the disk before it says so, and before anybody watches it', async () => {
    const seen: Event[] = [];
    const onDisk: number[] = [];
    const journal = await openJournal(path, { clock, redactor, watch: (event) => void seen.push(event) });
    for (const name of ['a', 'b']) {
      const event = await journal.write(signal(name));
      onDisk.push((await readFile(path, 'utf8')).split('\n').length - 1);
      expect(seen.at(-1)).to.deep.equal(event);
    }
    await journal.close();
    expect(onDisk).to.deep.equal([1, 2]);
    expect((await readJournal(path)).events).to.deep.equal(seen);
  });

  it('keeps the order of events written at once, and numbers them on', async () => {
    const journal = await openJournal(path, { clock, redactor });
    await Promise.all(Array.from({ length: 50 }, (_none, index) => journal.write(signal(`${index}`))));
    await journal.close();
    const again = await openJournal(path, { clock, redactor });
    await again.write(signal('50'));
    await again.close();
    const { events, torn } = await readJournal(path);
    expect(torn).to.equal(false);
    expect(events.map((event) => event.seq)).to.deep.equal(Array.from({ length: 51 }, (_none, index) => index + 1));
    expect(events.map((event) => (event.type === 'signal' ? event.name : ''))).to.deep.equal(
      events.map((_event, index) => `${index}`),
    );
  });

  it('holds no secret, and shows none to those who watch', async () => {
    redactor.secret('hunter22');
    let seen = '';
    const watch = (event: Event): void => {
      seen += JSON.stringify(event);
    };
    const journal = await openJournal(path, { clock, redactor, watch });
    await journal.write({ type: 'cluster.waiting', cluster: 'c', why: 'hunter22', for: 'slot' });
    await journal.close();
    expect(`${seen}${await readFile(path, 'utf8')}`)
      .to.contain('[secret]')
      .and.not.to.contain('hunter22');
  });

  it('reads up to a torn last line, and cuts it off before it goes on', async () => {
    const journal = await openJournal(path, { clock, redactor });
    await journal.write(signal('a'));
    await journal.close();
    await appendFile(path, '{"seq":2,"at":"é');
    const read = await readJournal(path);
    expect(read).to.include({ torn: true });
    expect(read.events).to.have.lengthOf(1);
    const again = await openJournal(path, { clock, redactor });
    await again.write(signal('b'));
    await again.close();
    expect((await readJournal(path)).events.map((event) => event.seq)).to.deep.equal([1, 2]);
  });

  it('says what is wrong with the disk, and writes nothing more behind a line that may be torn', async () => {
    const journal = await openJournal(path, { clock, redactor });
    await journal.write(signal('a'));
    const probe = await open(path, 'r');
    const handles = Object.getPrototypeOf(probe) as { datasync(): Promise<void> };
    await probe.close();
    const { datasync } = handles;
    handles.datasync = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    const error = await refusalOf(journal.write(signal('b'))).finally(() => (handles.datasync = datasync));
    expect(error).to.include({ verdict: 'broken', message: `cannot write ${path}: ENOSPC` });
    for (const name of ['c', 'd', 'e']) {
      const later: unknown = await journal.write(signal(name)).catch((thrown: unknown) => thrown);
      expect(later).to.equal(error);
    }
    await journal.close();
    expect(await readFile(path, 'utf8')).to.not.include('"c"');
  });

  it('is written by one process at a time; one that is dead is in nobody’s way', async () => {
    const journal = await openJournal(path, { clock, redactor });
    expect((await refusalOf(openJournal(path, { clock, redactor }))).verdict).to.equal('refused');
    await journal.close();
    const own = await ownMark();
    await writeFile(`${path}.held.${own?.boot}.${own?.namespace}.${own?.pid}.1.0a`, '');
    await writeFile(`${path}.held.00ff.1.${own?.pid}.1.0b`, '');
    await (await openJournal(path, { clock, redactor })).close();
    const names = await readdir(join(folder, 'deep'));
    expect(names.filter((name) => name.includes('held')).map((name) => name.slice(-2))).to.deep.equal(['0b']);
  });

  for (const [what, text] of [
    ['a line is damaged', '{"seq":1,"type":"signal"}\n{"seq":2,\n{"seq":3,"type":"signal"}\n'],
    ['a line is no event', '{"seq":1,"type":"signal"}\n[]\n'],
    ['a line is empty', '{"seq":1,"type":"signal"}\n\n'],
  ] as const) {
    it(`is refused when ${what}, with the number of the line`, async () => {
      path = join(folder, 'journal.ndjson');
      await writeFile(path, text);
      const error = await refusalOf(readJournal(path));
      expect(error.verdict).to.equal('refused');
      expect(error.message).to.contain('line 2');
    });
  }

  it('that is not there is a mistake of whoever named it', async () => {
    expect((await refusalOf(readJournal(join(folder, 'none')))).verdict).to.equal('usage');
  });
});
