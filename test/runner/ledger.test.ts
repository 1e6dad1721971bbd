import { expect } from 'chai';
import type { Event, EventBody } from '../../src/model/event.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';
import { ledgerOf, recordedRun } from '../../src/runner/ledger.ts';

const C = 'tabcdefghia';
const started: EventBody = {
  type: 'run.started',
  runId: 'abcdefghi',
  version: '0',
  cloud: 'e2e',
  projectId: 'p',
  bornAt: '2026-11-25T00:00:00Z',
  clusters: [{ cluster: C, label: 'one', provisioner: 'footprint', demand: NO_DEMAND }],
  config: {},
};

function journal(...bodies: EventBody[]): Event[] {
  return bodies.map((body, index) => ({ seq: index + 1, at: '2026-11-25T00:00:00Z', ...body }));
}

function made(intent: string, id: string, ok = true): EventBody[] {
  return [
    { type: 'intent', intent, cluster: C, do: 'create', kind: 'network', name: 'n' },
    { type: 'outcome', intent, cluster: C, ok, kind: 'network', id },
  ];
}

describe('ledger', () => {
  it('holds what was made, with what came along, and where that is written', () => {
    const events = journal(
      { type: 'intent', intent: '1', cluster: C, do: 'create', kind: 'loadBalancer', name: 'lb' },
      {
        type: 'outcome',
        intent: '1',
        cluster: C,
        ok: true,
        kind: 'loadBalancer',
        id: 'l',
        also: [{ kind: 'port', id: 'vip' }],
      },
    );

    expect(ledgerOf(events)).to.deep.equal([
      { kind: 'loadBalancer', id: 'l', cluster: C, source: 'journal line 2' },
      { kind: 'port', id: 'vip', cluster: C, source: 'journal line 2' },
    ]);
  });

  it('knows of a volume what its cluster told: which claim, and what becomes of it; also of one nobody saw made', () => {
    const claim = { namespace: 'shop', name: 'data-0', uid: 'u' };
    const saw = { type: 'cluster.saw', cluster: C, kind: 'volume', reclaimPolicy: 'Retain' } as const;
    const events = journal(
      { type: 'intent', intent: '1', cluster: C, do: 'create', kind: 'volume', name: 'pvc-u' },
      { type: 'outcome', intent: '1', cluster: C, ok: true, kind: 'volume', id: 'v' },
      { ...saw, id: 'v', claim },
      { ...saw, id: 'w' },
    );

    expect(ledgerOf(events)).to.deep.equal([
      { kind: 'volume', id: 'v', cluster: C, source: 'journal line 2', reclaimPolicy: 'Retain', claim },
      { kind: 'volume', id: 'w', cluster: C, source: 'journal line 4', reclaimPolicy: 'Retain' },
    ]);
  });

  it('knows for which Service a load balancer was made', () => {
    const service = { namespace: 'web', name: 'front', uid: 'u' };
    const events = journal(
      { type: 'intent', intent: '1', cluster: C, do: 'create', kind: 'loadBalancer', name: 'lb' },
      { type: 'outcome', intent: '1', cluster: C, ok: true, kind: 'loadBalancer', id: 'l' },
      { type: 'cluster.saw', cluster: C, kind: 'loadBalancer', id: 'l', service },
    );

    expect(ledgerOf(events)).to.deep.equal([
      { kind: 'loadBalancer', id: 'l', cluster: C, source: 'journal line 2', service },
    ]);
  });

  it('knows which key a keypair was: its id is a name that may be given again', () => {
    const about = { cluster: C, kind: 'keypair' } as const;
    const events = journal(
      { type: 'intent', intent: '1', ...about, do: 'create', name: 'k' },
      { type: 'outcome', intent: '1', ...about, ok: true, id: 'k', fingerprint: '0a:1b' },
    );

    expect(ledgerOf(events)).to.deep.equal([
      { kind: 'keypair', id: 'k', cluster: C, source: 'journal line 2', fingerprint: '0a:1b' },
    ]);
  });

  it('does not hold what was refused, nor what was only deleted', () => {
    const events = journal(
      ...made('1', 'n', false),
      { type: 'intent', intent: '2', cluster: C, do: 'delete', kind: 'network', id: 'm', name: 'm' },
      { type: 'outcome', intent: '2', cluster: C, ok: true, kind: 'network', id: 'm' },
    );

    expect(ledgerOf(events)).to.deep.equal([]);
  });

  it('tells which clusters asked for a slot, and which got as far as one', () => {
    const asked = recordedRun(journal(started, { type: 'lease.asked', cluster: C, queuedAt: '2026-11-25T00:00:00Z' }));
    expect(asked?.clusters[0]).to.include({ asked: true, admitted: false });

    const run = recordedRun(journal(started, { type: 'cluster.admitted', cluster: C, slot: 1 }));

    expect(run?.clusters).to.deep.include({
      cluster: C,
      label: 'one',
      provisioner: 'footprint',
      asked: true,
      admitted: true,
      released: false,
      kept: false,
      provedGone: false,
      baseline: undefined,
    });
  });

  it('knows nothing of a run that was killed before its first event', () => {
    expect(recordedRun([])).to.equal(undefined);
  });
});
