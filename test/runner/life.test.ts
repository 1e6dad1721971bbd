import { expect } from 'chai';
import { leaseTimes } from '../../src/admission/times.ts';
import { loadCloud } from '../../src/config/clouds.ts';
import { systemClock } from '../../src/io/clock.ts';
import { openJournal, type Journal } from '../../src/io/journal.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { createSteady } from '../../src/io/steady.ts';
import { TroikaError } from '../../src/model/error.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';
import type { Event } from '../../src/model/event.ts';
import type { Finding } from '../../src/model/verdict.ts';
import { connect } from '../../src/openstack/connect.ts';
import { externalNetworks } from '../../src/openstack/lookup.ts';
import type { Session } from '../../src/openstack/session.ts';
import { loadBaseline } from '../../src/runner/baseline.ts';
import { createDesk } from '../../src/runner/leases/desk.ts';
import { bookTools } from '../../src/runner/leases/parts.ts';
import { recordedRun } from '../../src/runner/ledger.ts';
import { live } from '../../src/runner/life.ts';
import type { LifeTools } from '../../src/runner/lifeParts.ts';
import { lookAtProject } from '../../src/runner/projectView.ts';
import type { BoundProvisioner } from '../../src/runner/registry.ts';
import { runDirectory, type RunDirectory } from '../../src/runner/runDirectory.ts';
import { textAt } from '../support/json.ts';
import { addressesHeld } from '../support/leaseBook.ts';
import { eventsOf, makePlace, type Place } from '../support/program.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { connectWire } from '../support/wire.ts';

const C = 'tabcdefghia';
const TTL_SECONDS = 15;
const RUNS = '/srv/runs';

describe('the life of a cluster', () => {
  let world: SimWorld;
  let place: Place;
  let directory: RunDirectory;
  let journal: Journal;
  let session: Session;
  let bookSession: Session;
  let cleaned: number;

  beforeEach(async () => {
    world = await makeSimWorld({ book: true });
    place = await makePlace();
    directory = runDirectory(place.path);
    cleaned = 0;
    const redactor = createRedactor();
    journal = await openJournal(directory.journal, { clock: systemClock, redactor });
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
    const cloud = await loadCloud({ env, cwd: place.path, home: place.path, redactor, cloud: world.cloud });
    const tools = { clock: systemClock, log: noLog, redactor };
    session = await connect(cloud, tools);
    bookSession = await connect(cloud, tools);
    await journal.write({
      type: 'run.started',
      runId: 'abcdefghi',
      version: '0',
      cloud: 'test',
      projectId: session.projectId,
      bornAt: session.now().toISOString(),
      clusters: [{ cluster: C, label: 'one', provisioner: 'any', demand: NO_DEMAND }],
      config: {},
    });
  });

  afterEach(async () => {
    await journal.close();
    await place.remove();
    await world.dispose();
  });

  it('whose name stands in the project already is refused, makes nothing, and above all cleans nothing: the name is somebody’s', async () => {
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const namesake = { network: { name: `k8s-clusterapi-cluster-${C}-${C}` } };
    const { body } = await wire.send('network', 'POST', '/networks', namesake);

    const findings = await liveOnce(() => Promise.reject(new Error('made something')));

    expect(verdicts(findings)).to.deep.equal(['refused']);
    expect(cleaned).to.equal(0);
    expect(await addressesHeld(world)).to.deep.equal([]);
    const recorded = recordedRun(await events())?.clusters[0];
    expect(recorded === undefined ? undefined : await loadBaseline(directory, recorded)).to.include(
      `network/${textAt(body, 'network', 'id')}`,
    );
  });

  it('gives its slot back when all is proved gone', async () => {
    const held: unknown[] = [];
    const findings = await liveOnce(async () => {
      held.push(...(await addressesHeld(world)));
      throw new Error('no way');
    });
    expect(held).to.deep.equal(['198.18.0.11']);
    expect(verdicts(findings)).to.deep.equal(['broken']);
    expect(cleaned).to.equal(1);
    expect(await addressesHeld(world)).to.deep.equal([]);
    expect((await events()).at(-1)).to.include({ type: 'cluster.released', kept: false });
  });

  it('stops its work when its lease is lost, and then touches nothing: what it made is another’s to remove', async () => {
    const findings = await liveOnce(async ({ signal }) => {
      const stopped = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
      for (const port of world.sim.world.ports.values())
        if (port.deviceOwner === 'troika:lease') world.sim.world.ports.delete(port.id);
      return stopped;
    });
    expect(verdicts(findings)).to.deep.equal(['interrupted']);
    expect(findings[0]?.why).to.equal(`the lease of ${C} was lost: its ticket is gone`);
    expect(findings[0]?.hint).to.include(remove());
    expect(cleaned).to.equal(0);
    expect((await events()).at(-1)).to.include({ type: 'lease.lost', cluster: C });
  });

  it('says who took its lease over, also where that is done and another holds the slot', async () => {
    const findings = await liveOnce(async ({ signal }) => {
      const stopped = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
      const { ports } = world.sim.world;
      const own = [...ports.values()].find((port) => port.deviceOwner === 'troika:lease');
      if (own === undefined) throw new Error('no ticket');
      const id = 'f0000000-0000-4000-8000-000000000001';
      ports.delete(own.id);
      ports.set(id, { ...own, id, name: 'tnextnextna', deviceId: '- bob@laptop' });
      return stopped;
    });
    const why = `the lease of ${C} was lost: its ticket is gone; its slot is held by bob@laptop now, for tnextnextna`;
    expect(findings.map((finding) => finding.why)).to.deep.equal([why]);
    expect((await events()).at(-1)).to.include({ type: 'lease.lost', cluster: C, why });
  });

  it('gives its slot back when its admission cannot be written down: a ticket that beats on would hold it for ever', async () => {
    const whole = journal;
    const full = new TroikaError('broken', 'cannot write the journal: ENOSPC');
    journal = {
      write: (event) => (event.type === 'cluster.admitted' ? Promise.reject(full) : whole.write(event)),
      close: () => whole.close(),
    };
    const findings = await liveOnce(() => Promise.reject(new Error('made something')));
    expect(findings.map((finding) => finding.why)).to.deep.equal([full.message]);
    expect(await addressesHeld(world)).to.deep.equal([]);
  });

  it('is kept also where Neutron answers only at the second try that its ticket says so', async () => {
    const none = { times: 1, method: 'PUT', path: /\/ports\// } as const;
    const findings = await liveOnce(
      () => {
        world.sim.script([{ when: none, then: { do: 'answer', status: 503 } }]);
        return Promise.reject(new Error('no way'));
      },
      { keepFor: () => 3600 },
    );
    expect(verdicts(findings)).to.deep.equal(['broken']);
    expect(cleaned).to.equal(0);
    expect(keptIn(world)).to.have.length(1);
    expect((await events()).at(-1)).to.include({ type: 'cluster.released', kept: true });
  });

  it('says who removes it where its ticket cannot be told that it is kept', async () => {
    const never = { times: Infinity, method: 'PUT', path: /\/ports\// } as const;
    const findings = await liveOnce(
      () => {
        world.sim.script([{ when: never, then: { do: 'answer', status: 503 } }]);
        return Promise.reject(new Error('no way'));
      },
      { keepFor: () => 3600, cleanupSeconds: 2 },
    );
    expect(cleaned).to.equal(0);
    expect(findings.at(-1)?.why).to.match(/may not be kept.*whoever needs its slot removes it/);
    expect(findings.at(-1)?.hint).to.equal(`See: troika lease list --cloud ${world.cloud}`);
  });

  /** With the folder of the runs: only there it stands which volumes are retained, and what was handed over. */
  function remove(): string {
    return `troika down ${C} --yes --cloud ${world.cloud} --runs ${RUNS}`;
  }

  async function liveOnce(up: BoundProvisioner['up'], more: Partial<LifeTools> = {}): Promise<readonly Finding[]> {
    const idle = new AbortController().signal;
    const context = { journal, clock: systemClock, log: noLog, redactor: createRedactor() };
    const externalNetworkId = (await externalNetworks(session))[0]?.id ?? '';
    const desk = createDesk({
      ...bookTools(bookSession, systemClock, createSteady(), TTL_SECONDS),
      journal,
      runs: RUNS,
      holder: 'a test',
      process: undefined,
      attempts: undefined,
      reserve: NO_DEMAND,
      maxWaitSeconds: undefined,
      look: (admitted, signal) => lookAtProject(session, externalNetworkId, admitted, [], signal),
      silence: () => Promise.resolve({ echoMs: 0 }),
      clean: () => Promise.reject(new Error('cleaned after somebody')),
    });
    const provisioner = { name: 'any', demand: NO_DEMAND, names: () => [], up };
    return live(
      { label: 'one', cluster: C, suites: [], provisioner, controllers: 'none' },
      {
        session,
        bookSession,
        directory,
        runs: RUNS,
        context,
        desk,
        externalNetworkId,
        env: {},
        cwd: '.',
        retained: false,
        times: leaseTimes(TTL_SECONDS),
        work: { signal: idle, deadline: Infinity },
        all: idle,
        cleanupSeconds: 10,
        keepFor: () => undefined,
        clean: () => ((cleaned += 1), Promise.resolve([])),
        diagnose: () => Promise.resolve(),
        nextName: () => C,
        spends: () => undefined,
        lives: () => undefined,
        loses: () => undefined,
        ...more,
      },
    );
  }

  function events(): Promise<readonly Event[]> {
    return eventsOf(directory.path);
  }
});

/** Tickets that say until when their cluster is kept. */
function keptIn({ sim }: SimWorld): readonly string[] {
  const tickets = [...sim.world.ports.values()].filter((port) => port.deviceOwner === 'troika:lease');
  return tickets.map((port) => port.description).filter((text) => / k=\d/.test(text));
}

function verdicts(findings: readonly Finding[]): readonly string[] {
  return findings.map((finding) => finding.verdict);
}
