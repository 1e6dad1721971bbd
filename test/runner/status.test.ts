import { expect } from 'chai';
import { TICKET_OWNER } from '../../src/admission/ticketText.ts';
import type { Session } from '../../src/openstack/session.ts';
import type { Book } from '../../src/runner/leases/parts.ts';
import { readStatus } from '../../src/runner/statusRead.ts';
import { statusView } from '../../src/runner/statusView.ts';
import { statusFile, statusSchema, type StatusFile } from '../../src/report/statusSchema.ts';
import { demandOf } from '../../src/model/demand.ts';
import { create } from '../../src/openstack/create.ts';
import type { OwnTools } from '../support/inProcess.ts';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';

const HELD = 'tabcdefghia';
const KEPT = 'tkeptkeptka';
const DEAD = 'tdeaddeadda';
const LEFT = 'tleftoverza';

describe('troika status', function () {
  this.timeout(60_000);
  let scene: LeaseScene;

  beforeEach(async () => (scene = await makeLeaseScene()));
  afterEach(() => scene.dispose());

  /** As a program gets it: through the schema. */
  async function json(): Promise<StatusFile & { code: number }> {
    const { code, text } = await scene.command(['status', '--json']);
    return { ...statusFile.parse(JSON.parse(text)), code };
  }

  /** The lines of a text that hold all of these. */
  function line(text: string, ...parts: readonly string[]): string {
    const found = text.split('\n').filter((one) => parts.every((part) => one.includes(part)));
    expect(found, `${parts.join(' … ')} in\n${text}`).to.have.length(1);
    return found[0] ?? '';
  }

  it('says of a project without a book that there is none, and shows the rest', async () => {
    const { code, text } = await scene.command(['status']);
    expect(code, text).to.equal(0);
    expect(text).to.include('There is no lease book').and.to.include('troika init --cloud test');
    expect(text).to.match(/^floatingIps +50 +0 +0 +50$/m);
    expect(text).to.include('FLOATING IPS  none').and.to.include('LEFTOVERS  none');
  });

  it('shows who holds each slot and since when, who is kept until when, and who is dead, each with what to do', async () => {
    const book = await scene.book();
    const now = scene.world.sim.world.time.now().getTime();
    await scene.ticket(book, DEAD, { is: 'slot', slot: 3 }, { holder: 'carol@gone' });
    scene.minutesPass(20);
    await scene.ticket(book, KEPT, { is: 'slot', slot: 2 }, { holder: 'bob@laptop', keptUntil: now + 8 * 3_600_000 });
    await scene.ticket(book, HELD, { is: 'slot', slot: 1 }, { holder: 'https://ci/build/42' });
    scene.minutesPass(3);

    const { code, text } = await scene.command(['status']);

    expect(code, text).to.equal(0);
    expect(line(text, HELD)).to.match(/^1 +held +tabcdefghia +2 +3m 0\ds +3m 0\ds ago +https:\/\/ci\/build\/42$/);
    expect(line(text, '2 ', 'kept ', KEPT)).to.include('bob@laptop');
    expect(line(text, 'kept until')).to.match(/7h 3\dm more/);
    expect(line(text, 'troika down')).to.include(KEPT).and.to.include('troika lease extend');
    expect(line(text, '3 ', 'DEAD', DEAD)).to.include('carol@gone');
    expect(line(text, 'nothing was heard of it')).to.include('of 900 s');
    expect(line(text, 'troika forceclean', DEAD)).to.include('--yes');
    expect(text).to.include('Nobody waits.');
  });

  it('shows who waits, in the order in which they are served, and who in the book is a stranger', async () => {
    const book = await scene.book();
    const now = scene.world.sim.world.time.now().getTime();
    await scene.ticket(book, 'tlastlastla', { is: 'waiting' }, { holder: 'last', queuedAt: now - 1000 });
    await scene.ticket(book, 'tnextnextna', { is: 'waiting' }, { holder: 'next', queuedAt: now - 90_000 });
    await scene.ticket(book, 'theadheadha', { is: 'turnstile' }, { holder: 'head', queuedAt: now });
    await strangerIn(book);

    const view = await json();
    const { text } = await scene.command(['status']);

    expect(view.waiting.map((one) => [one.place, one.holder])).to.deep.equal([
      ['turnstile', 'head'],
      ['waiting', 'next'],
      ['waiting', 'last'],
    ]);
    expect(view.slots.map((one) => one.state)).to.deep.equal(['free', 'stranger', 'free']);
    expect(line(text, 'head')).to.match(/^1 +turnstile +theadheadha +2 +\ds +\ds ago +head$/);
    expect(line(text, 'tnextnextna')).to.match(/1m (29|3\d)s +\ds ago +next$/);
    expect(line(text, 'port', 'slot 2')).to.include('somebody else');
    expect(line(text, 'openstack port delete')).to.include(view.strangers[0]?.id ?? 'no stranger');
  });

  it('tells which slot a warden works on, and which is blocked, with the remedy', async () => {
    const book = await scene.book();
    const first = await scene.ticket(book, DEAD, { is: 'slot', slot: 1 });
    const second = await scene.ticket(book, LEFT, { is: 'slot', slot: 2 }, { controllers: 'https://h1:6443' });
    const blocked = 'its controllers are alive: delete the Cluster there';
    await scene.ticket(book, DEAD, { is: 'warden', slot: 1 }, { victim: first, holder: 'dora' });
    await scene.ticket(book, LEFT, { is: 'warden', slot: 2 }, { victim: second, holder: 'emil', blocked });

    const { text } = await scene.command(['status']);

    line(text, '1 ', 'taken over', DEAD);
    line(text, 'dora has been removing what it left');
    line(text, '2 ', 'BLOCKED', LEFT);
    expect(line(text, 'emil came to clean it and could not')).to.include(blocked);
    line(text, 'its controllers run at https://h1:6443');
    expect(line(text, 'Mend that, then')).to.include(`troika lease release ${LEFT} --yes --cloud test`);
  });

  it('warns when runs go by different times', async () => {
    const book = await scene.book();
    await scene.ticket(book, HELD, { is: 'slot', slot: 1 });
    await scene.ticket(book, KEPT, { is: 'slot', slot: 2 }, { ttlSeconds: 60 });
    expect((await scene.command(['status'])).text).to.include('lease.ttl differs (60s, 900s)');
  });

  describe('with a held cluster, a leftover one, and a person’s things', () => {
    let book: Book;

    beforeEach(async () => {
      book = await scene.book();
      const demand = demandOf((name) => (name === 'floatingIps' ? 2 : name === 'ports' ? 100 : 0));
      await scene.ticket(book, HELD, { is: 'slot', slot: 1 }, { holder: 'alice@ci', demand });
      await scene.cluster(HELD);
      await scene.cluster(LEFT);
      await scene.cluster('prod-cluster-1');
      const external = [...scene.world.sim.world.networks.values()].find((one) => one.external);
      await create(scene.session, 'floatingIp', { floating_network_id: external?.id ?? '' });
      await create(scene.session, 'network', { name: 'translation-service' });
    });

    it('gives each floating IP its holder and the evidence', async () => {
      const { floatingIps } = await json();
      const { text } = await scene.command(['status']);
      const of = (holder: string, cluster: string | null): typeof floatingIps =>
        floatingIps.filter((one) => one.holder === holder && one.cluster === cluster);

      expect(floatingIps).to.have.length(7);
      expect(of('cluster', HELD).map((one) => one.lease)).to.deep.equal(['alice@ci', 'alice@ci']);
      expect(of('cluster', LEFT).map((one) => one.lease)).to.deep.equal([null, null]);
      expect(of('other', null)).to.have.length(2);
      expect(of('undecided', null)).to.have.length(1);
      for (const one of of('cluster', HELD)) {
        expect(one.evidence[0]).to.include({ side: 'for', strength: 'strong' });
        expect(line(text, `${one.address} `))
          .to.include(`${HELD} of alice@ci`)
          .and.to.include('description is what');
      }
      for (const one of of('cluster', LEFT)) line(text, `${one.address} `, `${LEFT}, which holds no slot`);
      for (const one of of('other', null)) line(text, `${one.address} `, "not Troika's");
      expect(text)
        .to.include('names another cluster: prod-cluster-1')
        .and.to.include('nothing on it tells whose it is');
    });

    it('lists what is left of the cluster that holds no slot, and nobody else’s', async () => {
      const { leftovers } = await json();
      const { text } = await scene.command(['status']);

      expect(leftovers.map((one) => one.cluster)).to.deep.equal([LEFT]);
      expect(leftovers[0]?.resources).to.be.above(25);
      expect(leftovers[0]?.kinds).to.include({ floatingIp: 2, server: 2, network: 1 });
      expect(leftovers[0]?.remedy).to.equal(`troika forceclean --cluster ${LEFT} --cloud test`);
      line(text, 'troika forceclean sweep --cloud test');
      expect(line(text, `${LEFT}  `)).to.match(/\d+ resources: /);
      const plan = await scene.command(['forceclean', '--cluster', LEFT]);
      expect(plan.text).to.include(`To remove ${leftovers[0]?.resources} resources of ${LEFT}`);
    });

    it('takes no cluster for a leftover whose ticket it cannot read, or that lives at another place', async () => {
      const { ports } = scene.world.sim.world;
      const id = await scene.ticket(book, LEFT, { is: 'slot', slot: 2 });
      const port = ports.get(id);
      if (port === undefined) throw new Error('no ticket');
      port.description = port.description.replace('troika/1', 'troika/2');
      const { leftovers, floatingIps } = await json();
      expect(leftovers).to.deep.equal([]);
      const leases = floatingIps.filter((one) => one.cluster === LEFT).map((one) => one.lease);
      expect(leases).to.deep.equal(Array(2).fill('a holder that cannot be read'));
      const { text } = await scene.command(['status']);
      expect(line(text, id, 'at slot 2')).to.include(`a ticket of ${LEFT} that this version cannot read`);
      expect(line(text, 'openstack port delete')).to.include(`When the run of ${LEFT} is over for certain`);
      const down = await scene.command(['down', LEFT, '--yes']);
      expect(down.code, down.text).to.equal(4);
      expect(down.text).to.include(`${LEFT} may be held: port ${id}`);

      port.description = port.description.replace('troika/2', 'troika/1');
      port.fixedIps = port.fixedIps.map((fixed) => ({ ...fixed, address: '198.18.0.60' }));
      expect((await json()).leftovers).to.deep.equal([]);
      scene.minutesPass(20);
      expect((await json()).leftovers.map((one) => one.cluster)).to.deep.equal([LEFT]);
    });

    it('counts as promised what the held cluster has not made yet', async () => {
      const { quotas, leftovers } = await json();
      // Its own ports, as many as the other cluster's of the same size, and that of its ticket.
      const made = (leftovers[0]?.kinds.port ?? 0) + 1;
      expect(made).to.be.above(3);
      expect(quotas.find((row) => row.quota === 'ports')?.promised).to.equal(100 - made);
      const addresses = quotas.find((row) => row.quota === 'floatingIps');
      expect(addresses).to.deep.equal({ quota: 'floatingIps', limit: 50, used: 7, promised: 0, free: 43 });
      const [held] = [...scene.world.sim.world.floatingIps.values()].filter((one) => one.description.includes(HELD));
      scene.world.sim.world.floatingIps.delete(held?.id ?? '');
      const later = (await json()).quotas.find((row) => row.quota === 'floatingIps');
      expect(later).to.include({ used: 6, promised: 1, free: 43 });
    });

    it('changes nothing', async () => {
      const before = scene.world.sim.requests.length;
      await json();
      const sent = scene.world.sim.requests.slice(before).map((one) => `${one.method} ${one.path}`);
      expect(sent.filter((one) => !one.startsWith('GET ')).join()).to.match(/^POST \S*\/auth\/tokens$/);
    });

    it('says what it could not see, claims nothing of it, and ends with 6', async () => {
      scene.world.sim.script([
        { when: { path: /\/network\/v2.0\/floatingips/, times: Infinity }, then: { do: 'answer', status: 403 } },
        { when: { path: /\/lbaas\/quotas/, times: Infinity }, then: { do: 'answer', status: 403 } },
      ]);
      const { code, text } = await scene.command(['status']);
      expect(code).to.equal(6);
      expect(text).to.include('FLOATING IPS  could not be listed').and.to.include('Could not be listed: floatingIp: ');
      expect(text)
        .to.include('This may not be all')
        .and.to.match(/^floatingIps +50 /m);
      expect(text).to.match(/not told: .*403/);
      expect(text).to.not.match(/^loadBalancers/m);
    });

    it('takes no cluster for a leftover while the book cannot be seen', async () => {
      scene.world.sim.script([
        { when: { path: /\/network\/v2.0\/ports/, times: Infinity }, then: { do: 'answer', status: 403 } },
      ]);
      const { code, text } = await scene.command(['status']);
      expect(code).to.equal(6);
      expect(text).to.include('LEFTOVERS  unknown').and.to.include('could not be looked at');
      expect(text).to.not.include('troika forceclean');
      expect((await json()).leftovers).to.deep.equal([]);
    });

    it('does not call a cluster a leftover whose ticket went while everything was listed', async () => {
      const { ports } = scene.world.sim.world;
      const session: Session = {
        ...scene.session,
        now: () => scene.session.now(),
        request(call) {
          // The look at the book alone, which comes after everything else.
          if (call.path.includes('network_id='))
            for (const port of ports.values()) if (port.deviceOwner === TICKET_OWNER) ports.delete(port.id);
          return scene.session.request(call);
        },
      };
      const seen = await readStatus(session, new AbortController().signal);
      expect(seen.look?.view.tickets).to.deep.equal([]);
      expect(statusView(seen).leftovers.map((one) => one.cluster)).to.deep.equal([LEFT]);
    });
  });

  it('of two books in use says so, and how it ends', async () => {
    const first = await scene.book();
    const second = await scene.book();
    await scene.ticket(first, HELD, { is: 'slot', slot: 1 });
    await scene.ticket(second, KEPT, { is: 'slot', slot: 1 });
    const { code, text } = await scene.command(['status']);
    expect(code).to.equal(0);
    expect(text).to.include('in more than one book').and.to.include(`openstack network delete ${second.networkId}`);
    line(text, '1 ', 'held', HELD);
  });

  describe('--watch', () => {
    /** Ends a watch after so many looks; between two no time passes. */
    function stopAfter(looks: number, own: OwnTools): void {
      const { clock } = own.tools;
      let seen = 0;
      const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
        if (ms !== 10_000) return clock.sleep(ms, signal);
        seen += 1;
        if (seen === looks) own.stop.work();
        return Promise.resolve();
      };
      Object.assign(own.tools, { clock: { ...clock, sleep } });
    }

    it('prints again until it is stopped, a line for each look with --json, and ends as the last look did', async () => {
      const { code, text } = await scene.command(['status', '--watch', '--json'], (own) => stopAfter(3, own));
      expect(code).to.equal(0);
      const lines = text.trimEnd().split('\n');
      expect(lines).to.have.length(3);
      for (const one of lines) expect(statusFile.parse(JSON.parse(one)).version).to.equal(1);
    });

    it('redraws a terminal, and elsewhere prints below', async () => {
      const plain = await scene.command(['status', '--watch'], (own) => stopAfter(2, own));
      expect(plain.text.match(/^LEASES/gm)).to.have.length(2);
      expect(plain.text).to.not.include('\u001b');
      const terminal = await scene.command(['status', '--watch'], (own) => {
        stopAfter(2, own);
        Object.assign(own.tools, { stdout: { ...own.tools.stdout, isTTY: true } });
      });
      expect(terminal.text.split('\u001b[2J\u001b[H').slice(1)).to.have.length(2);
    });
  });

  it('has a JSON Schema that allows no other field', () => {
    expect(statusSchema()).to.include({ additionalProperties: false, type: 'object' });
  });

  async function strangerIn(book: Book): Promise<void> {
    await create(scene.session, 'port', {
      name: 'mine',
      network_id: book.networkId,
      fixed_ips: [{ subnet_id: book.subnetId, ip_address: '198.18.0.12' }],
    });
  }
});
