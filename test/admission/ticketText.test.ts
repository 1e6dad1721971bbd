import { expect } from 'chai';
import fc from 'fast-check';
import type { TicketText } from '../../src/admission/ticket.ts';
import { FIELD_LENGTH, readTicket, writeTicket, type TicketFields } from '../../src/admission/ticketText.ts';
import { demandOf, QUOTAS } from '../../src/model/demand.ts';

const TEXT: TicketText = {
  cluster: 'tabcdefghia',
  demand: demandOf((name) => QUOTAS.indexOf(name)),
  queuedAt: 1_800_000_000_000,
  ttlSeconds: 900,
  beat: 7,
  controllers: 'none',
  holder: 'https://zuul.example.org/t/e2e/build/0123456789abcdef',
};

const whole = fc.nat(999_999);
const moment = fc.integer({ min: 0, max: 2_000_000_000_000 });
const printable = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength });
const word = fc.stringMatching(/^[A-Za-z0-9-]{1,36}$/);
const amounts = fc.array(fc.nat(999), { minLength: QUOTAS.length, maxLength: QUOTAS.length });
const required = fc.record({
  cluster: fc.stringMatching(/^t[a-z2-7]{10}$/).filter((name) => name !== 'testcluster'),
  demand: amounts.map((numbers) => demandOf((name) => numbers[QUOTAS.indexOf(name)] ?? 0)),
  queuedAt: moment,
  ttlSeconds: fc.integer({ min: 1, max: 100_000 }),
  beat: whole,
  controllers: fc.oneof(
    fc.constant('none'),
    word.map((id) => `host:${id}`),
  ),
  holder: printable(60),
});
const more = fc.record(
  {
    keptUntil: moment,
    victim: fc.uuid(),
    credentialOf: fc.stringMatching(/^[a-f0-9]{12}$/),
    attempts: fc.stringMatching(/^[a-z2-7]{10}$/),
    blocked: printable(60).map((why) => why.replaceAll('!', '.')),
    process: fc.record({ boot: word, namespace: word, pid: whole, started: whole }),
  },
  { requiredKeys: [] },
);
const text: fc.Arbitrary<TicketText> = fc.tuple(required, more).map(([one, other]) => ({ ...one, ...other }));

describe("a ticket's text", () => {
  it('stands in the three fields of its port as anybody can read it', () => {
    expect(writeTicket({ ...TEXT, keptUntil: 1_800_000_900_000 })).to.deep.equal({
      name: 'tabcdefghia',
      description:
        'troika/1 q=1800000000000 t=900 b=7 k=1800000900000 c=none d=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19',
      device_id: '- https://zuul.example.org/t/e2e/build/0123456789abcdef',
    });
  });

  it('reads as it was written', () => {
    fc.assert(
      fc.property(text, (written) => {
        const fields = writeTicket(written);
        expect(readTicket(fields)).to.deep.equal(written);
        for (const field of Object.values(fields)) expect(field).to.match(/^[\x20-\x7e]{0,255}$/);
      }),
    );
  });

  it('keeps to the length of a field: a long holder is cut, and what else it says stays', () => {
    const long = { ...TEXT, holder: 'x'.repeat(400), blocked: 'why' };
    const fields = writeTicket(long);

    expect(fields.device_id).to.have.length(FIELD_LENGTH);
    expect(readTicket(fields)).to.deep.equal({ ...long, holder: 'x'.repeat(FIELD_LENGTH - '- !why! '.length) });
  });

  it('says why a warden is blocked, however long and loud, and who it is', () => {
    const process = {
      boot: '01234567-89ab-cdef-0123-456789abcdef',
      namespace: '4026531836',
      pid: 1234567,
      started: 98765432,
    };
    const blocked = `it would not go! ${'And why: '.repeat(50)}`;
    const read = readTicket(writeTicket({ ...TEXT, process, blocked, holder: 'alice@host' }));

    expect(read).to.deep.include({ process, holder: 'alice@host' });
    expect('blocked' in read && read.blocked).to.match(/^it would not go\. And why: .{80,}$/);
  });

  it('leaves out whose the credential is where a field has no room for it', () => {
    const controllers = `https://${'k'.repeat(135)}.example:6443`;
    const long = { ...TEXT, controllers, credentialOf: '0123456789ab' };

    expect(writeTicket({ ...long, controllers: 'https://192.0.2.1:6443' }).description).to.match(/ u=0123456789ab$/);
    expect(readTicket(writeTicket(long))).to.deep.equal({ ...TEXT, controllers });
  });

  it('leaves out of a holder what is beyond ASCII', () => {
    expect(readTicket(writeTicket({ ...TEXT, holder: 'Zoë@büro' }))).to.include({ holder: 'Zo?@b?ro' });
  });

  it('does not fit with numbers beyond any project', () => {
    const demand = demandOf(() => 999_999_999_999);

    expect(() => writeTicket({ ...TEXT, demand })).to.throw(RangeError, 'a ticket is too long');
  });

  it('is no ticket with anything missing or unreadable in it, and says what', () => {
    const fields = writeTicket(TEXT);
    const broken: readonly [Partial<TicketFields>, string][] = [
      [{ name: 'cluster-1' }, 'its name is no cluster of a run'],
      [{ name: 'testcluster' }, 'its name is no cluster of a run'],
      [{ description: '' }, 'its description does not begin with troika/1'],
      [
        { description: fields.description.replace('troika/1', 'troika/2') },
        'its description does not begin with troika/1',
      ],
      ...['q=', 't=', 'b=', 'c=', 'd='].map((key): [Partial<TicketFields>, string] => [
        { description: fields.description.replace(` ${key}`, ` x${key}`) },
        'its description cannot be read',
      ]),
      [{ description: fields.description.replace('t=900', 't=0') }, 'its description cannot be read'],
      [{ description: fields.description.replace('b=7', 'b=-7') }, 'its description cannot be read'],
      [{ description: fields.description.replace(',19', '') }, 'its description cannot be read'],
      [{ description: fields.description.replace(',19', ',many') }, 'its description cannot be read'],
    ];
    for (const [change, wrong] of broken) expect(readTicket({ ...fields, ...change })).to.deep.equal({ wrong });
  });

  it('throws at nothing, whatever stands in the fields', () => {
    const field = fc.oneof(
      fc.string(),
      fc.constant(''),
      fc.string().map((some) => `troika/1 ${some}`),
    );
    fc.assert(
      fc.property(field, field, field, (name, description, device_id) => {
        expect(readTicket({ name, description, device_id })).to.be.an('object');
      }),
    );
  });

  it('does not take for a process what is none', () => {
    const fields = writeTicket(TEXT);
    for (const mark of ['-', 'a:b:1', 'a:b:x:1', 'a:b:1:2:3'])
      expect(readTicket({ ...fields, device_id: `${mark} somebody` })).to.deep.equal({ ...TEXT, holder: 'somebody' });
  });
});
