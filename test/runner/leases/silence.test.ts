import { expect } from 'chai';
import { userMark } from '../../../src/admission/ticket.ts';
import { credentialTexts } from '../../../src/creators/runMarks.ts';
import { noLog } from '../../../src/io/log.ts';
import { createRedactor } from '../../../src/io/redact.ts';
import type { EventBody } from '../../../src/model/event.ts';
import { createApplicationCredential } from '../../../src/openstack/applicationCredential.ts';
import { remove } from '../../../src/openstack/remove.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { silencer } from '../../../src/runner/leases/silence.ts';
import type { Silenced } from '../../../src/runner/leases/wardenTools.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';
import { journalInto, seen } from './wardenStage.ts';

const C = 'tabcdefghia';
const SERVER = 'https://192.0.2.1:6443';
const REMEDY = `set TROIKA_MANAGEMENT_KUBECONFIG to a kubeconfig of their API, or delete the Cluster there; they run at ${SERVER}, Cluster ${C} in namespace ${C}; `;

/** No kubeconfig of the management cluster is at hand in any of these. */
describe('silencing the controllers of a dead run', () => {
  let stage: BookStage;
  let party: BookTools;
  let book: Book;
  let events: EventBody[];

  beforeEach(async () => {
    stage = await makeBookStage();
    party = await stage.party();
    book = await stage.book();
    events = [];
  });

  afterEach(() => stage.dispose());

  /** @param credentialOf what the ticket says of the controllers' credential */
  async function silence(controllers: string, credentialOf?: string): Promise<Silenced> {
    const more = { controllers, ...(credentialOf === undefined ? {} : { credentialOf }) };
    const id = await stage.ticket(book, C, { is: 'waiting' }, more);
    const journal = journalInto(events);
    const silencing = silencer({
      kubeconfigs: [],
      contextOf: (cluster, signal) => ({
        ...{ journal, clock: party.clock, log: noLog, redactor: createRedactor(), session: party.session },
        ...{ cluster, signal, deadline: Infinity, folder: '/', env: {}, retained: false },
      }),
    });
    const ending = new AbortController().signal;
    return silencing(await seen(party, book, id), ending, () => Promise.reject(new Error('nothing hinders them')));
  }

  /** Without those by which the simulated cloud's users log in. */
  const credentials = (): string[] =>
    [...stage.world.sim.world.credentials.values()].map((one) => one.name).filter((name) => name !== 'sim');

  it('has nothing to do where nothing reconciles its cluster', async () => {
    expect(await silence('none')).to.deep.equal({ echoMs: 0 });
    expect(events).to.deep.equal([]);
  });

  it('takes the credential that is their own from them, and says that services still accept their tokens', async () => {
    await createApplicationCredential(stage.own.session, credentialTexts(C));
    await createApplicationCredential(stage.own.session, { name: 'other', description: 'of somebody else' });
    expect(await silence(SERVER)).to.deep.equal({ echoMs: 300_000 });
    expect(credentials()).to.deep.equal(['other']);
    expect(events.map((event) => event.type)).to.deep.equal(['intent', 'outcome', 'warden']);
    expect(JSON.stringify(events.at(-1))).to.include(`forceclean --cluster ${C} --yes`);
  });

  it('goes on where an earlier warden has taken it and did not come to its end', async () => {
    const { id } = await createApplicationCredential(stage.own.session, credentialTexts(C));
    await remove(stage.own.session, { kind: 'applicationCredential', id });
    const made = await silence(SERVER, userMark(party.session.userId));
    expect(made).to.deep.equal({ echoMs: 300_000 });
  });

  it('cannot where they have none of their own, a namesake is not theirs, or another user’s cannot be seen', async () => {
    const none = 'they have no credential of their own that could be taken from them';
    expect(await silence(SERVER)).to.deep.equal({ hindrance: REMEDY + none });
    await createApplicationCredential(stage.own.session, { ...credentialTexts(C), description: 'made by hand' });
    expect(await silence(SERVER)).to.deep.equal({ hindrance: REMEDY + none });
    expect(credentials()).to.have.length(1);
    const another = 'their credential is of another user, who alone can take it away';
    expect(await silence(SERVER, '0123456789ab')).to.deep.equal({ hindrance: REMEDY + another });
  });
});
