import { expect } from 'chai';
import { refKey, type Inventory, type Resource } from '../../src/model/resource.ts';
import { retainMarks } from '../../src/creators/retainMarks.ts';
import { create } from '../../src/openstack/create.ts';
import { inventory } from '../../src/openstack/inventory.ts';
import { setMetadata } from '../../src/openstack/metadata.ts';
import { sweepFile, sweepSchema, type SweepFile } from '../../src/report/sweepSchema.ts';
import { snapshot } from '../forceclean/stage.ts';
import { effects } from '../forceclean/wire/made.ts';
import { makeSweepStage, type SweepStage } from './sweepStage.ts';

const DEAD = 'tdeadrun22a';
const OTHER = 'tdeadrun33a';
const HELD = 'theldrun22a';
const KEPT = 'tkeptrun22a';
const YOUNG = 'tyoungrun2a';
const HOURS = 60;

describe('troika forceclean sweep', function () {
  this.timeout(120_000);
  let stage: SweepStage;

  beforeEach(async () => (stage = await makeSweepStage()));
  afterEach(() => stage.dispose());

  const since = (): number => stage.world.sim.requests.length;
  const all = (): Promise<Inventory> => inventory(stage.session);

  /** Everything but what bears one of these names. */
  async function others(...names: readonly string[]): Promise<string> {
    const listing = await all();
    const parts = await keysOf(names);
    // An attachment is no step of a plan: it goes with its server.
    const along = listing.resources.filter((one) =>
      one.links.some((link) => link.rel === 'server' && parts.has(refKey(link))),
    );
    return snapshot(listing, new Set([...parts, ...along.map(refKey)]));
  }

  /** Keys of all that `forceclean` by name knows to be of these clusters. */
  async function keysOf(names: readonly string[]): Promise<ReadonlySet<string>> {
    const parts = new Set<string>();
    for (const name of names) {
      const { text } = await stage.command(['forceclean', '--cluster', name, '--json']);
      const { plans }: { plans: { steps: { target: { kind: string; id: string } }[] }[] } = JSON.parse(text);
      for (const step of plans.flatMap((plan) => plan.steps)) parts.add(refKey(step.target));
    }
    expect(parts.size, `resources of ${names.join()}`).to.be.at.least(names.length * 20);
    return parts;
  }

  /** What came into the project by a deed. */
  async function bornWith(deed: () => Promise<unknown>): Promise<readonly Resource[]> {
    const earlier = new Set((await all()).resources.map(refKey));
    await deed();
    return (await all()).resources.filter((one) => !earlier.has(refKey(one)));
  }

  /** One call for each thing of a cluster, but for what goes with another: told by what it is, not by what a plan says. */
  function callsOn(cluster: readonly Resource[]): string[] {
    return cluster.flatMap(({ kind, id, name, facts, links }) => {
      if (kind === 'port' && facts['deviceOwner'] === 'network:router_interface')
        return links.filter((link) => link.rel === 'device').map((router) => `DETACH ${router.id}`);
      if (kind === 'port' && facts['deviceOwner'] === 'Octavia') return [];
      const along = ['subnet', 'listener', 'pool', 'healthMonitor', 'volumeAttachment'].includes(kind);
      return along || (kind === 'volume' && name.endsWith('-root')) ? [] : [`DELETE ${id}`];
    });
  }

  const serversOf = (name: string): number =>
    [...stage.world.sim.world.servers.values()].filter((one) => one.name.startsWith(name)).length;

  async function json(...args: readonly string[]): Promise<SweepFile & { code: number }> {
    const { code, text } = await stage.sweep([...args, '--json']);
    // What is said meanwhile goes to standard error, and comes first here.
    const from = text.indexOf('{\n');
    if (from < 0) expect.fail(text);
    return { ...sweepFile.parse(JSON.parse(text.slice(from))), code };
  }

  /** T42: a run whose host is lost, in a project where others work: one that lives, one that is kept, a young one, people. */
  describe('beside the living', () => {
    let kept: Promise<string>;
    let made: readonly Resource[];

    beforeEach(async () => {
      const book = await stage.book();
      made = await bornWith(() => stage.cluster(DEAD));
      for (const name of [HELD, KEPT, 'translation', 'prod-cluster-1']) await stage.cluster(name);
      await create(stage.session, 'network', { name: 'translation' });
      await create(stage.session, 'network', { name: 'tdeadrun22b-of-mine' });
      stage.minutesPass(7 * HOURS);
      const now = stage.world.sim.world.time.now().getTime();
      await stage.ticket(book, HELD, { is: 'slot', slot: 1 }, { holder: 'alice@ci' });
      await stage.ticket(book, KEPT, { is: 'slot', slot: 2 }, { holder: 'bob', keptUntil: now + HOURS * 60_000 });
      await stage.cluster(YOUNG);
      kept = others(DEAD);
      await kept;
    });

    it('T42: removes the dead run’s cluster and leaves everything else as it was', async () => {
      const from = since();
      const { code, text } = await stage.sweep(['--yes']);
      expect(code, text).to.equal(0);
      expect([...effects(stage.world.sim.requests.slice(from))].sort()).to.deep.equal(callsOn(made).sort());
      expect(text)
        .to.include(`Seen once: ${DEAD}.`)
        .and.to.match(/\d+ s until the second look/);
      expect(text).to.match(new RegExp(`^${DEAD}  \\d+ resources: `, 'm'));
      expect(text).to.include(`${DEAD}: Removed`).and.to.include('A fresh listing shows nothing left.');
      expect(snapshot(await all())).to.equal(await kept);
    });

    it('says of each that stays why, and of what nobody claims that it is left', async () => {
      const address = await create(stage.session, 'floatingIp', { floating_network_id: externalId() });
      const volume = await create(stage.session, 'volume', { size: 3, name: 'old-pvc-backup' });
      const from = since();
      const { code, text } = await stage.sweep([]);
      expect(code, text).to.equal(0);
      expect(stage.deletions(from)).to.deep.equal([]);
      const line = (start: string): string => text.split('\n').find((one) => one.startsWith(`${start}  `)) ?? '';
      expect(line(HELD)).to.include('held by alice@ci');
      expect(line(KEPT)).to.include('kept by bob until');
      expect(line(YOUNG)).to.match(/too young: \w+ .* was made 20/);
      expect(line('translation')).to.include('may be a word');
      expect(text)
        .to.include(`floatingIp ${address.name} (${address.id})`)
        .and.to.include('nothing on it tells whose it is');
      expect(text).to.include(`volume old-pvc-backup (${volume.id}), 3 GiB`);
      expect(text.slice(0, text.indexOf('To remove'))).to.not.include('prod-cluster-1');
      expect(text).to.include('Nothing was deleted. Add --yes to apply this.');
    });

    it('spares what changes between the two looks, or grows', async () => {
      const from = since();
      const { networks } = stage.world.sim.world;
      const network = await networkOf(DEAD);
      const changed = await stage.sweep(['--yes'], () => {
        networks.set(network, { ...(networks.get(network) ?? expect.fail('none')), tags: ['mine'] });
      });
      expect(changed.code, changed.text).to.equal(0);
      expect(changed.text).to.match(new RegExp(`^${DEAD}  something still works on it: network .* has changed`, 'm'));
      const grown = await stage.sweep(['--yes'], () =>
        create(stage.session, 'port', { network_id: network, name: `${DEAD}-control-plane-x7k2p-0` }),
      );
      expect(grown.text).to.match(new RegExp(`^${DEAD}  too young: port .* was made `, 'm'));
      expect(stage.deletions(from)).to.deep.equal([]);
    });

    it('spares a cluster whose run comes to life between the two looks', async () => {
      const from = since();
      const { text } = await stage.sweep(['--yes'], async () => {
        const [book] = [...stage.world.sim.world.subnets.values()].filter((one) => one.name === 'troika-leases');
        const where = { networkId: book?.networkId ?? '', subnetId: book?.id ?? '' };
        await stage.ticket(where, 'tdeadrun22b', { is: 'waiting' }, { holder: 'late' });
      });
      expect(text).to.match(new RegExp(`^${DEAD}  its run still has tdeadrun22b: waited for by late`, 'm'));
      expect(stage.deletions(from)).to.deep.equal([]);
    });

    it('touches nothing that came after its plan, and ends with 5', async () => {
      const { floatingIps } = stage.world.sim.world;
      const [own] = [...floatingIps.values()].filter((one) => one.description.includes(DEAD));
      const late = { ...(own ?? expect.fail('none')), id: 'late', portId: null, routerId: null, fixedAddress: null };
      const { code, text } = await stage.sweep(['--yes'], undefined, () => floatingIps.set(late.id, late));
      expect(code, text).to.equal(5);
      expect(text).to.match(/floatingIp late .* not in the plan that is applied/);
      expect(floatingIps.has(late.id)).to.equal(true);
      expect(serversOf(DEAD)).to.equal(0);
    });

    it('removes as many as --limit says, the longest dead first, and names the rest', async () => {
      stage.minutesPass(1);
      await stage.cluster(OTHER);
      stage.minutesPass(2);
      const view = await json('--older-than', '1m', '--limit', '2', '--yes');
      expect(view.code).to.equal(0);
      expect(view.dead.map((one) => [one.cluster, one.next])).to.deep.equal([
        [DEAD, true],
        [YOUNG, true],
        [OTHER, false],
      ]);
      expect(view.clusters).to.have.length(2);
      expect([DEAD, YOUNG, OTHER].map(serversOf)).to.deep.equal([0, 0, 2]);
    });

    it('takes younger ones when asked, names those beyond the limit, and spares them by default', async () => {
      stage.minutesPass(4);
      const { text } = await stage.sweep(['--older-than', '3m', '--limit', '1']);
      expect(text).to.match(new RegExp(`For the next sweep, .*--limit\\): ${YOUNG}$`, 'm'));
      expect((await json()).dead.map((one) => one.cluster)).to.deep.equal([DEAD]);
    });

    it('ends with 6 and deletes nothing when the lease book cannot be seen', async () => {
      const from = since();
      const { code, text } = await stage.sweep(['--yes'], () =>
        stage.world.sim.script([
          { when: { path: /ports\?.*network_id=/, times: Infinity }, then: { do: 'answer', status: 503 } },
        ]),
      );
      expect(code, text).to.equal(6);
      expect(text).to.include('could not list the lease book').and.to.include('Nothing was deleted');
      expect(stage.deletions(from)).to.deep.equal([]);
    });

    it('ends with 6 and deletes nothing when anything else cannot be seen', async () => {
      const from = since();
      stage.world.sim.script([
        { when: { path: /\/snapshots\/detail/, times: Infinity }, then: { do: 'answer', status: 503 } },
      ]);
      const { code, text } = await stage.sweep(['--yes']);
      expect(code, text).to.equal(6);
      expect(text).to.include('could not list snapshot');
      expect(stage.deletions(from)).to.deep.equal([]);
    });
  });

  it('says of a project without a lease book that no run holds anything in it, and sweeps all the same', async () => {
    await stage.cluster(DEAD);
    stage.minutesPass(7 * HOURS);
    const { code, text } = await stage.sweep(['--yes']);
    expect(code, text).to.equal(0);
    expect(text).to.include('There is no lease book in this project');
    expect(serversOf(DEAD)).to.equal(0);
  });

  it('does not wait for a second look at nothing', async () => {
    const { code, text } = await stage.sweep(['--yes'], () => expect.fail('it waits'));
    expect(code, text).to.equal(0);
    expect(text).to.include('No leftovers of dead runs').and.to.include('There is nothing to do.');
  });

  it('takes over the slot of a dead ticket as its warden, and frees it', async () => {
    const book = await stage.book();
    const id = await stage.ticket(book, DEAD, { is: 'slot', slot: 2 }, { ttlSeconds: 15 });
    await stage.cluster(DEAD);
    stage.minutesPass(7 * HOURS);
    const { code, text } = await stage.sweep(['--yes']);
    expect(code, text).to.equal(0);
    expect(serversOf(DEAD)).to.equal(0);
    expect(stage.world.sim.world.ports.has(id)).to.equal(false);
  });

  it('leaves a slot alone in which a warden was blocked, with what to do', async () => {
    const book = await stage.book();
    const victim = await stage.ticket(book, DEAD, { is: 'slot', slot: 2 });
    await stage.ticket(book, DEAD, { is: 'warden', slot: 2 }, { victim, holder: 'emil', blocked: 'controllers live' });
    await stage.cluster(DEAD);
    stage.minutesPass(7 * HOURS);
    const { code, text } = await stage.sweep(['--yes']);
    expect(code, text).to.equal(0);
    expect(text).to.include('emil came to clean it and could not: controllers live');
    expect(text).to.include(`troika lease release ${DEAD} --yes --cloud test`);
    expect(serversOf(DEAD)).to.equal(2);
  });

  it('leaves the volumes that a clean-up has handed over', async () => {
    await stage.cluster(DEAD);
    const kept = await stage.command(['forceclean', '--cluster', DEAD, '--pvc', 'keep', '--yes']);
    expect(kept.code, kept.text).to.equal(0);
    const volumes = stage.world.sim.world.volumes.size;
    expect(volumes).to.equal(2);
    stage.minutesPass(7 * HOURS);
    const { code, text } = await stage.sweep(['--yes']);
    expect(code, text).to.equal(0);
    expect(text).to.match(new RegExp(`^${DEAD}  only volumes behind claims are left of it`, 'm'));
    expect(stage.world.sim.world.volumes.size).to.equal(volumes);
  });

  it('hands over what is marked to be retained, which no journal at hand knows, and spares it from then on', async () => {
    await stage.cluster(DEAD);
    stage.minutesPass(7 * HOURS);
    const { volumes } = stage.world.sim.world;
    const row = [...volumes.values()].find((one) => one.name.startsWith('pvc-')) ?? expect.fail('no volume of a claim');
    await setMetadata(stage.session, 'volume', row.id, retainMarks({ namespace: 'shop', name: 'data-0' }));
    for (let count = 1; count <= 2; count += 1) {
      const { code, text } = await stage.sweep(['--yes']);
      expect(code, text).to.equal(0);
      expect([...volumes.keys()]).to.deep.equal([row.id]);
      expect(serversOf(DEAD)).to.equal(0);
    }
  });

  it('refuses where leases stand in two books', async () => {
    const books = [await stage.book(), await stage.book()];
    for (const book of books) await stage.ticket(book, HELD, { is: 'slot', slot: 1 });
    const { code, text } = await stage.sweep(['--yes']);
    expect(code, text).to.equal(4);
    expect(text).to.include('more than one lease book');
  });

  it('T02: of floating IPs that are DOWN takes the dead run’s, and no reserved, fresh or busy one', async () => {
    await stage.book();
    await stage.cluster(DEAD);
    await stage.cluster('prod-cluster-1');
    stage.minutesPass(7 * HOURS);
    const reserved = await create(stage.session, 'floatingIp', { floating_network_id: externalId() });
    const { floatingIps } = stage.world.sim.world;
    for (const [id, row] of floatingIps) floatingIps.set(id, { ...row, status: 'DOWN' });
    const [leaked] = [...floatingIps.values()].filter((one) => one.description.includes(DEAD));
    floatingIps.set(leaked?.id ?? '', {
      ...(leaked ?? expect.fail('none')),
      portId: null,
      routerId: null,
      fixedAddress: null,
    });
    const left = [...floatingIps.values()].filter((one) => !one.description.includes(DEAD)).map((one) => one.id);
    let fresh = '';
    const { code, text } = await stage.sweep(['--yes'], async () => {
      fresh = (await create(stage.session, 'floatingIp', { floating_network_id: externalId() })).id;
    });
    expect(code, text).to.equal(0);
    expect([...floatingIps.keys()]).to.have.members([...left, fresh]);
    expect(left).to.include(reserved.id).and.to.have.length(3);
    expect(text).to.include(`(${reserved.id})`).and.to.include('nothing on it tells whose it is');
  });

  it('T03: takes no floating IP of the living though an outage shows all of them DOWN', async () => {
    const book = await stage.book();
    await stage.cluster(HELD);
    await stage.cluster(KEPT);
    stage.minutesPass(7 * HOURS);
    const keptUntil = stage.world.sim.world.time.now().getTime() + HOURS * 60_000;
    await stage.ticket(book, HELD, { is: 'slot', slot: 1 });
    await stage.ticket(book, KEPT, { is: 'slot', slot: 2 }, { keptUntil });
    const { floatingIps } = stage.world.sim.world;
    for (const [id, row] of floatingIps) floatingIps.set(id, { ...row, status: 'DOWN' });
    const before = await others();
    const { code, text } = await stage.sweep(['--yes']);
    expect(code, text).to.equal(0);
    expect(await others()).to.equal(before);
    expect(floatingIps.size).to.equal(4);
  });

  it('T43: beside a forceclean of another cluster each takes its own, and a third one’s fresh addresses stay', async () => {
    await stage.book();
    await stage.cluster(DEAD);
    stage.minutesPass(7 * HOURS);
    await stage.cluster(OTHER);
    await stage.cluster('prod-cluster-1');
    const fresh = await create(stage.session, 'floatingIp', { floating_network_id: externalId() });
    const before = await others(DEAD, OTHER);
    let forceclean = Promise.resolve({ code: -1, text: '' });
    const swept = await stage.sweep(['--yes'], () => {
      forceclean = stage.command(['forceclean', '--cluster', OTHER, '--yes']);
    });
    const cleaned = await forceclean;
    expect([swept.code, cleaned.code], `${swept.text}\n${cleaned.text}`).to.deep.equal([0, 0]);
    expect(snapshot(await all())).to.equal(before);
    expect(stage.world.sim.world.floatingIps.has(fresh.id)).to.equal(true);
  });

  it('T43: two sweeps at once remove one dead cluster, and both say that it is gone', async () => {
    await stage.book();
    await stage.cluster(DEAD);
    await stage.cluster('prod-cluster-1');
    stage.minutesPass(7 * HOURS);
    const before = await others(DEAD);
    const both = await Promise.all(['one', 'two'].map((name) => stage.sweep(['--yes', '--runs', `${name}/runs`])));
    for (const { code, text } of both) {
      expect(code, text).to.equal(0);
      expect(text).to.include('A fresh listing shows nothing left.');
    }
    expect(snapshot(await all())).to.equal(before);
  });

  describe('and what is left of a lease book', () => {
    const NETWORK = { name: 'troika-leases', description: 'Troika: the leases of this project' };

    it('removes a network without a subnet that is an hour old, and leaves the book', async () => {
      const book = await stage.book();
      const half = await create(stage.session, 'network', NETWORK);
      const mine = await create(stage.session, 'network', { name: 'troika-leases' });
      stage.minutesPass(HOURS);
      const young = await create(stage.session, 'network', NETWORK);
      const dry = await json();
      expect(dry.bookRemains).to.deep.equal([{ id: half.id, createdAt: dry.bookRemains[0]?.createdAt, result: null }]);
      const done = await json('--yes');
      expect(done.code).to.equal(0);
      expect(done.bookRemains.map((one) => one.result)).to.deep.equal(['accepted']);
      const { networks } = stage.world.sim.world;
      expect([half.id, mine.id, young.id, book.networkId].map((id) => networks.has(id))).to.deep.equal([
        false,
        true,
        true,
        true,
      ]);
    });
  });

  describe('when the project is not what the second look saw, while it plans', () => {
    /** Does a deed once after the second look, when the neighbours have been asked for and the plan is not yet made. */
    async function sweepWith(deed: () => void): Promise<{ code: number; text: string; sent: readonly string[] }> {
      await stage.cluster(DEAD);
      stage.minutesPass(7 * HOURS);
      const begun = since();
      let from = Infinity;
      const timer = setInterval(() => {
        const looks = stage.world.sim.requests.slice(from).filter(({ path }) => path.includes('/networks'));
        if (looks.length < 3) return;
        clearInterval(timer);
        deed();
        from = -1;
      });
      const ended = await stage.sweep(['--yes'], () => void (from = since()));
      clearInterval(timer);
      expect(from, 'the deed').to.equal(-1);
      return { ...ended, sent: stage.deletions(begun) };
    }

    it('takes nothing that came since', async () => {
      const { volumes, time } = stage.world.sim.world;
      const { code, text } = await sweepWith(() => {
        const claim = [...volumes.values()].find((one) => one.name.startsWith('pvc-')) ?? expect.fail('no volume');
        volumes.set('late', {
          ...claim,
          id: 'late',
          status: 'available',
          createdAt: time.now().toISOString(),
        });
      });
      expect(code, text).to.equal(5);
      expect(volumes.has('late')).to.equal(true);
      expect(serversOf(DEAD)).to.equal(0);
    });

    it('takes nothing at all when something can be listed no more', async () => {
      const { code, text, sent } = await sweepWith(() =>
        stage.world.sim.script([{ when: { method: 'GET', path: /\/snapshots/ }, then: { do: 'answer', status: 403 } }]),
      );
      expect(code, text).to.equal(6);
      expect(text).to.include('Sweep again when the service answers');
      expect(sent).to.deep.equal([]);
    });
  });

  it('prints JSON of a known shape, which allows no other field', async () => {
    await stage.cluster(DEAD);
    stage.minutesPass(7 * HOURS);
    const view = await json();
    expect(view).to.include({ code: 0, version: 1, olderThanSeconds: 21_600, limit: 3, verdict: 'passed', book: null });
    expect(view.plans).to.have.length(1);
    expect(Date.parse(view.at) - Date.parse(view.firstAt)).to.be.at.least(180_000);
    expect(view.dead[0]).to.include({ cluster: DEAD, next: true });
    expect(view.dead[0]?.kinds).to.include({ server: 2, network: 1 });
    expect(sweepSchema()).to.include({ additionalProperties: false, type: 'object' });
  });

  for (const args of [
    ['--limit', '0'],
    ['--limit', 'x'],
    ['--older-than', '6'],
    ['--cluster', DEAD],
    ['--force-fip'],
  ]) {
    it(`refuses ${args.join(' ')} before it looks`, async () => {
      const from = since();
      const { code, text } = await stage.sweep(args);
      expect(code, text).to.equal(2);
      expect(since()).to.equal(from);
    });
  }

  function externalId(): string {
    return [...stage.world.sim.world.networks.values()].find((one) => one.external)?.id ?? '';
  }

  async function networkOf(cluster: string): Promise<string> {
    const { resources } = await all();
    const own = resources.find((one) => one.kind === 'network' && one.name.includes(cluster));
    return own?.id ?? expect.fail(`no network of ${cluster}`);
  }
});
