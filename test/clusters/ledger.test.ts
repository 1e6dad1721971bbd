import { expect } from 'chai';
import type { Journal } from '../../src/io/journal.ts';
import type { EventBody } from '../../src/model/event.ts';
import { createLedger } from '../../src/clusters/ledger.ts';
import type { Sighting } from '../../src/clusters/sightings.ts';

const C = 'tabcdefghi2';
const saw = (id: string, more: Partial<Sighting> = {}): Sighting => ({
  type: 'cluster.saw',
  cluster: C,
  kind: 'volume',
  id,
  ...more,
});

describe('the ledger of a living cluster', () => {
  let written: EventBody[];
  let marked: string[];
  let failed: string[];
  let refuse: boolean;

  const journal: Journal = {
    write: (body) => {
      written.push(body);
      return Promise.resolve({ seq: 0, at: '', ...body });
    },
    close: () => Promise.resolve(),
  };
  const open = (): ReturnType<typeof createLedger> =>
    createLedger(
      journal,
      async ({ id }) => {
        if (refuse) throw new Error('Cinder is away');
        marked.push(id);
      },
      (error) => void failed.push(String(error)),
    );

  beforeEach(() => {
    written = [];
    marked = [];
    failed = [];
    refuse = false;
  });

  it('writes down each thing once, and again when it says something new', async () => {
    const ledger = open();
    ledger.saw([saw('a'), saw('b')]);
    ledger.saw([saw('a'), saw('b', { reclaimPolicy: 'Delete' })]);
    await ledger.settled();
    expect(written).to.deep.equal([saw('a'), saw('b'), saw('b', { reclaimPolicy: 'Delete' })]);
    expect(marked).to.deep.equal([]);
  });

  it('marks what is to be retained on the thing itself', async () => {
    const ledger = open();
    ledger.saw([saw('a', { reclaimPolicy: 'Retain' })]);
    await ledger.settled();
    expect(marked).to.deep.equal(['a']);
  });

  it('says what could not be marked, and tries again when it is seen again', async () => {
    const ledger = open();
    refuse = true;
    ledger.saw([saw('a', { reclaimPolicy: 'Retain' })]);
    await ledger.settled();
    refuse = false;
    ledger.saw([saw('a', { reclaimPolicy: 'Retain' })]);
    await ledger.settled();
    expect(failed).to.deep.equal(['Error: Cinder is away']);
    expect(marked).to.deep.equal(['a']);
  });
});
