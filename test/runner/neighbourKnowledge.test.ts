import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Ticket } from '../../src/admission/ticket.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';
import type { RecordedCluster } from '../../src/runner/ledger.ts';
import { knowledgeFor, type Surroundings } from '../../src/runner/neighbourKnowledge.ts';
import type { OtherRun } from '../../src/runner/otherRuns.ts';
import { runDirectory } from '../../src/runner/runDirectory.ts';

const OURS = 'tabcdefghia';
const OTHER = 'tzzzzzzzzza';
const AT = '2026-11-23T12:00:00Z';
const minute = (at: number): number => Date.parse(AT) + at * 60_000;

function ticket(cluster: string, more: Partial<Ticket> = {}): Ticket {
  const times = { bornAt: minute(-30), queuedAt: minute(-40), touchedAt: minute(0) };
  const text = { demand: NO_DEMAND, ttlSeconds: 900, beat: 3, controllers: 'none', holder: 'alice@ci' };
  return { id: `port-${cluster}`, place: { is: 'slot', slot: 1 }, cluster, ...times, ...text, ...more };
}

function run(runId: string, clusters: readonly RecordedCluster[]): OtherRun {
  return {
    runId,
    cloud: 'e2e',
    projectId: 'p',
    bornAt: '2026-11-23T09:00:00Z',
    kubeconfigs: [],
    clusters,
    ledger: clusters.map(({ cluster }) => {
      return { kind: 'network', id: `network-of-${cluster}`, cluster, source: 'journal line 7' };
    }),
    directory: runDirectory(`/runs/${runId}`),
  };
}

function cluster(name: string, more: Partial<RecordedCluster> = {}): RecordedCluster {
  const so = { asked: true, admitted: true, released: false, kept: false, provedGone: false };
  return { cluster: name, label: 'one', provisioner: 'footprint', baseline: undefined, ...so, ...more };
}

function around(more: Partial<Surroundings>): Surroundings {
  return { at: AT, leases: { at: minute(0), tickets: [], strangers: [] }, runs: [], baselines: new Map(), ...more };
}

const byRun = { cluster: OURS, runId: 'abcdefghi' };
const byName = { cluster: OURS, runId: null };

describe('what a clean-up knows of its neighbours', () => {
  it('holders of leases, with their birth, and not itself', () => {
    const tickets = [ticket(OURS), ticket(OTHER)];
    const known = knowledgeFor(byRun, around({ leases: { at: minute(0), tickets, strangers: [] } }));
    expect(known.clusters.map((one) => [one.names.cluster, one.bornAt, one.alive, one.source])).to.deep.equal([
      [OTHER, '2026-11-23T11:20:00.000Z', true, 'a lease of alice@ci'],
    ]);
    expect(known.complete).to.equal(true);
  });

  it('not by the ticket of a warden, which bears its victim’s name and its own time', () => {
    const warden = ticket(OTHER, { place: { is: 'warden', slot: 1 }, bornAt: minute(-1), queuedAt: minute(-1) });
    for (const tickets of [
      [ticket(OTHER), warden],
      [warden, ticket(OTHER)],
    ]) {
      const known = knowledgeFor(byRun, around({ leases: { at: minute(0), tickets, strangers: [] } }));
      expect(known.clusters.map((one) => one.bornAt)).to.deep.equal(['2026-11-23T11:20:00.000Z']);
    }
  });

  it('a ticket without a time of its own was born when its run began to wait: that excuses it from less', () => {
    const tickets = [ticket(OTHER, { bornAt: minute(0), queuedAt: minute(-90) })];
    const known = knowledgeFor(byRun, around({ leases: { at: minute(0), tickets, strangers: [] } }));
    expect(known.clusters[0]?.bornAt).to.equal('2026-11-23T10:30:00.000Z');
  });

  it('is not whole where the leases are not known', () => {
    expect(knowledgeFor(byRun, around({ leases: undefined })).complete).to.equal(false);
  });

  it('what other runs made, and that their clusters may live', () => {
    const known = knowledgeFor(byRun, around({ runs: [run('zzzzzzzzz', [cluster(OTHER)])] }));
    expect(known.ledger).to.deep.equal([
      { kind: 'network', id: `network-of-${OTHER}`, cluster: OTHER, source: 'run zzzzzzzzz, journal line 7' },
    ]);
    expect(known.clusters.map((one) => [one.names.cluster, one.alive])).to.deep.equal([[OTHER, true]]);
  });

  it('its own run copied elsewhere is no other', () => {
    const known = knowledgeFor(byRun, around({ runs: [run('abcdefghi', [cluster(OURS)])] }));
    expect([known.clusters, known.ledger]).to.deep.equal([[], []]);
  });

  for (const gone of [{ provedGone: true }, { released: true }]) {
    it(`a cluster proved gone (${Object.keys(gone).join()}) owns nothing any more`, () => {
      const known = knowledgeFor(byRun, around({ runs: [run('zzzzzzzzz', [cluster(OTHER, gone)])] }));
      expect(known.ledger).to.deep.equal([]);
      expect(known.clusters.map((one) => one.alive)).to.deep.equal([false]);
    });
  }

  it('one that is kept lives on, and one that was never admitted never was', () => {
    const runs = [
      run('zzzzzzzzz', [cluster(OTHER, { released: true, kept: true }), cluster('t', { admitted: false })]),
    ];
    const known = knowledgeFor(byRun, around({ runs }));
    expect(known.clusters.map((one) => [one.names.cluster, one.alive])).to.deep.equal([[OTHER, true]]);
  });

  it('by its name a cluster is of the one run that had it', () => {
    const known = knowledgeFor(byName, around({ runs: [run('abcdefghi', [cluster(OURS), cluster(OTHER)])] }));
    expect(known.clusters.map((one) => one.names.cluster)).to.deep.equal([OTHER]);
    expect(known.ledger.map((entry) => entry.cluster)).to.deep.equal([OTHER]);
  });

  it('where two runs had the name, both are others, and a namesake that is gone is none', () => {
    const runs = [run('abcdefghi', [cluster(OURS)]), run('zzzzzzzzz', [cluster(OURS, { released: true })])];
    expect(knowledgeFor(byName, around({ runs })).clusters.map((one) => one.source)).to.deep.equal(['run abcdefghi']);
  });

  it('a lease tells the birth of a cluster better than its run does, and its baseline what is older', () => {
    const keys = new Set(['network/n']);
    const known = knowledgeFor(
      byRun,
      around({
        leases: { at: minute(0), tickets: [ticket(OTHER)], strangers: [] },
        runs: [run('zzzzzzzzz', [cluster(OTHER)])],
        baselines: new Map([[OTHER, { at: AT, keys }]]),
      }),
    );
    expect(known.clusters.map((one) => [one.bornAt, one.baseline])).to.deep.equal([['2026-11-23T11:20:00.000Z', keys]]);
    expect(known.listings).to.deep.equal([{ at: AT, keys, source: `what stood before ${OTHER}` }]);
  });
});
