import { expect } from 'chai';
import type { Place, TicketText } from '../../../src/admission/ticket.ts';
import { says, TroikaError } from '../../../src/model/error.ts';
import type { Finding } from '../../../src/model/verdict.ts';
import type { Holding } from '../../../src/runner/leases/holding.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { cleanUnderLease, type ReliefTools } from '../../../src/runner/leases/relieve.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';
import { leftover } from './wardenStage.ts';

const C = 'tabcdefghia';
const SLOT: Place = { is: 'slot', slot: 2 };
/** Seconds, with the usual time to live. */
const SILENT = 905;

describe('the clean-up of one cluster from outside its run', () => {
  let stage: BookStage;
  let party: BookTools;
  let book: Book;
  /** Each clean-up: its warden, and its moment in seconds. */
  let cleans: { readonly warden: Holding | undefined; readonly at: number; readonly controllersWork: boolean }[];
  let finding: readonly Finding[];

  beforeEach(async () => {
    stage = await makeBookStage();
    party = await stage.party();
    book = await stage.book();
    cleans = [];
    finding = [];
  });

  afterEach(() => stage.dispose());

  const standing = (): string[] => stage.standing().map((one) => `${one.cluster} ${one.at}`);

  /** What it came to: its findings, or why it was refused. */
  async function relieve(known: { ended?: boolean } & Partial<ReliefTools> = {}): Promise<readonly Finding[] | string> {
    const { ended = false, ...more } = known;
    const clean = async (
      warden: Holding | undefined,
      _signal: AbortSignal,
      controllersWork: boolean,
    ): Promise<readonly Finding[]> => {
      cleans.push({ warden, at: party.steady() / 1000, controllersWork });
      return finding;
    };
    const tools: ReliefTools = {
      ...party,
      holder: 'the operator',
      process: undefined,
      demand: 'none',
      silence: () => Promise.resolve({ echoMs: 0 }),
      finish: () => Promise.resolve(undefined),
      says: () => Promise.resolve(),
      ...more,
    };
    const cleaning = cleanUnderLease(C, ended, clean, tools, new AbortController().signal);
    return stage.time.until(cleaning.catch((error: unknown) => refusal(error)));
  }

  function refusal(error: unknown): string {
    expect(error).to.be.instanceOf(TroikaError);
    expect(error).to.include({ verdict: 'refused' });
    return `${says(error)} | ${(error as TroikaError).hint}`;
  }

  it('is done at once, and once, where no ticket has its name', async () => {
    await stage.ticket(book, 'tanotherona', SLOT);
    expect(await relieve()).to.deep.equal([]);
    expect(cleans.map((one) => one.warden)).to.deep.equal([undefined]);
    expect(standing()).to.deep.equal(['tanotherona slot 2']);
  });

  for (const deleting of [true, false])
    it(`says what controllers have not let go of; their credential ${deleting ? 'stays with those still at it' : 'goes where they do nothing'}`, async () => {
      const finish: ReliefTools['finish'] = async () => ({ why: 'a machine is stuck', deleting });
      finding = leftover('a network');
      expect(await relieve({ finish })).to.deep.equal([
        { verdict: 'leaked', cluster: C, why: 'a machine is stuck' },
        ...finding,
      ]);
      expect(cleans.map((one) => one.controllersWork)).to.deep.equal([deleting]);
    });

  it('is a warden’s where its run is dead: twice, as far apart as its requests may live, and then the slot is free', async () => {
    stage.age(await stage.ticket(book, C, SLOT), SILENT);
    expect(await relieve()).to.deep.equal([]);
    expect(cleans.map((one) => one.warden?.cluster)).to.deep.equal([C, C]);
    expect((cleans[1]?.at ?? 0) - (cleans[0]?.at ?? 0)).to.equal(170);
    expect(standing()).to.deep.equal([]);
  });

  it('goes by the time to live of the run that is dead', async () => {
    stage.age(await stage.ticket(book, C, SLOT, { ttlSeconds: 90 }), 92);
    expect(await relieve()).to.deep.equal([]);
    expect((cleans[1]?.at ?? 0) - (cleans[0]?.at ?? 0)).to.equal(17);
  });

  it('answers with what it found, and leaves the slot blocked', async () => {
    stage.age(await stage.ticket(book, C, SLOT), SILENT);
    finding = leftover('a lock');
    expect(await relieve()).to.deep.equal(finding);
    expect(standing()).to.have.members([`${C} slot 2`, `${C} warden 2`]);
  });

  it('ends its controllers where it can, also where a person says that they were ended; else that word is taken', async () => {
    for (const hindrance of [undefined, 'no way to host:s1']) {
      stage.age(await stage.ticket(book, C, SLOT, { controllers: 'host:s1' }), SILENT);
      const did: string[] = [];
      const silence: ReliefTools['silence'] = async ({ controllers }) => {
        did.push(`silences ${controllers}`);
        return hindrance === undefined ? { echoMs: 0 } : { hindrance };
      };
      const says = async (what: string): Promise<void> => void did.push(what);
      expect(await relieve({ controllersEnded: true, silence, says })).to.deep.equal([]);
      expect(standing()).to.deep.equal([]);
      const [first, second = ''] = did;
      expect(first).to.equal('silences host:s1');
      if (hindrance !== undefined) expect(second).to.equal(`its controllers count as ended, as was said: ${hindrance}`);
      else expect(did.join()).not.to.include('count as ended');
    }
  });

  it('is refused where somebody holds it, with who and since when he was heard from', async () => {
    const id = await stage.ticket(book, C, SLOT, { holder: 'bob@laptop' });
    stage.age(id, 42);
    const refused = await relieve();
    expect(refused).to.match(new RegExp(`^${C} is held by bob@laptop, heard from 4\\d s ago \\| Stop that run`));
    expect(refused).to.include(`To take it over: troika lease release ${C}`);
    expect(cleans).to.deep.equal([]);
  });

  it('is refused as well where its holder is heard from just after it was taken for dead: nothing was proved', async () => {
    const id = await stage.ticket(book, C, SLOT, { holder: 'bob@laptop' });
    stage.age(id, SILENT);
    const session: BookTools['session'] = {
      ...party.session,
      request(call) {
        if (call.method === 'POST') stage.age(id, 0);
        return party.session.request(call);
      },
    };
    expect(await relieve({ session })).to.match(new RegExp(`^${C} is held by bob@laptop, heard from \\d+ s ago`));
    expect(cleans).to.deep.equal([]);
    expect(standing()).to.deep.equal([`${C} slot 2`]);
  });

  it('begins anew where somebody else has freed the slot meanwhile: its own eyes have proved nothing yet', async () => {
    const id = await stage.ticket(book, C, SLOT);
    stage.age(id, SILENT);
    const session: BookTools['session'] = {
      ...party.session,
      request(call) {
        if (call.method === 'POST') stage.world.sim.world.ports.delete(id);
        return party.session.request(call);
      },
    };
    expect(await relieve({ session })).to.deep.equal([]);
    expect(cleans.map((one) => one.warden)).to.deep.equal([undefined]);
  });

  it('is refused where its ticket is of a later version, whatever is demanded: it may be held or kept', async () => {
    const id = await stage.ticket(book, C, SLOT);
    const port = stage.port(id);
    if (port !== undefined) port.description = port.description.replace('troika/1', 'troika/2');
    stage.age(id, SILENT);
    for (const known of [{}, { ended: true }, { demand: 'held' }] as const)
      expect(await relieve(known)).to.equal(
        `${C} may be held: port ${id} is its ticket, which this version cannot read: ` +
          'its description does not begin with troika/1 | ' +
          `Use the version that wrote it; or, when its run is over for certain: openstack port delete ${id}`,
      );
    expect(cleans).to.deep.equal([]);
  });

  describe('of one whose ticket somebody moved out of its slot', () => {
    async function moved(more: Partial<TicketText> = {}): Promise<string> {
      const id = await stage.ticket(book, C, SLOT, { holder: 'bob@laptop', ...more });
      const port = { fixed_ips: [{ subnet_id: book.subnetId, ip_address: '198.18.0.60' }] };
      await party.session.request({ service: 'network', method: 'PUT', path: `/ports/${id}`, body: { port } });
      return id;
    }

    it('is refused while its run may live, and done when that is silent or has ended', async () => {
      const id = await moved();
      expect(await relieve()).to.match(
        new RegExp(
          `^${C} of bob@laptop may be alive.*port ${id}.* \\| A run that lives notices.*openstack port delete ${id}$`,
        ),
      );
      expect(cleans).to.deep.equal([]);
      stage.age(id, SILENT);
      expect(await relieve()).to.deep.equal([]);
      await moved();
      expect(await relieve({ ended: true })).to.deep.equal([]);
      expect(standing()).to.deep.equal([]);
    });

    it('is refused while it is kept, also where its run has ended, with what removes it', async () => {
      const keptUntil = stage.world.sim.world.time.now().getTime() + 3_600_000;
      const id = await moved({ keptUntil });
      expect(await relieve({ ended: true, cloud: 'e2e', runs: '/srv/runs' })).to.equal(
        `${C} is kept by bob@laptop until ${new Date(keptUntil).toISOString()}, ` +
          `although its ticket (port ${id}) stands at no place of the lease book | ` +
          `To remove it all the same: troika down ${C} --yes --cloud e2e --runs /srv/runs`,
      );
      expect(cleans).to.deep.equal([]);
    });

    for (const demand of ['kept', 'held'] as const)
      it(`is done where it is kept and that is demanded (${demand}), and takes the ticket away when nothing is left`, async () => {
        await moved({ keptUntil: stage.world.sim.world.time.now().getTime() + 3_600_000 });
        finding = leftover('a lock');
        expect(await relieve({ demand })).to.deep.equal(finding);
        expect(standing()).to.deep.equal([`${C} nowhere`]);
        finding = [];
        expect(await relieve({ demand })).to.deep.equal([]);
        expect(standing()).to.deep.equal([]);
      });

    it('is refused whatever is demanded while its run may live: no warden can stop it', async () => {
      await moved();
      for (const demand of ['kept', 'held'] as const) expect(await relieve({ demand })).to.include('may be alive');
      expect(cleans).to.deep.equal([]);
    });
  });

  for (const [place, at] of [
    ['in the waiting room', { is: 'waiting' }],
    ['at the turnstile', { is: 'turnstile' }],
  ] as const) {
    describe(`of one whose ticket is ${place}`, () => {
      it('is refused while its run may live: it could be admitted meanwhile, and what it made then would be removed', async () => {
        await stage.ticket(book, C, at, { holder: 'bob@laptop' });
        expect(await relieve({ demand: 'held' })).to.equal(
          `${C} of bob@laptop waits for a slot, and may get it any moment | ` +
            'Stop that run: before it is admitted it makes nothing.',
        );
        expect(cleans).to.deep.equal([]);
        expect(standing()).to.deep.equal([`${C} ${at.is}`]);
      });

      it('is done when its run has ended or is silent, and takes the ticket away', async () => {
        await stage.ticket(book, C, at);
        expect(await relieve({ ended: true })).to.deep.equal([]);
        expect(standing()).to.deep.equal([]);
        stage.age(await stage.ticket(book, C, at), SILENT);
        expect(await relieve()).to.deep.equal([]);
        expect(standing()).to.deep.equal([]);
        expect(cleans).to.have.length(2);
      });
    });
  }
});
