import { NO_DEMAND } from '../../src/model/demand.ts';
import type { Event, EventBody } from '../../src/model/event.ts';
import type { SuiteResult } from '../../src/model/result.ts';

/** Events from bodies: numbered, one second apart from three o'clock on. */
export function events(...bodies: readonly EventBody[]): readonly Event[] {
  return bodies.map((body, index) => ({
    seq: index + 1,
    at: new Date(Date.UTC(2026, 0, 1, 3, 0, index)).toISOString(),
    ...body,
  }));
}

export const EAST = 'tabcdefghia';
export const WEST = 'tabcdefghib';

export const STARTED: EventBody = {
  type: 'run.started',
  runId: 'abcdefghi',
  version: '0.1.0',
  cloud: 'bed',
  projectId: 'p1',
  bornAt: '2026-01-01T03:00:00Z',
  clusters: [
    { cluster: EAST, label: 'east', provisioner: 'footprint', demand: NO_DEMAND },
    { cluster: WEST, label: 'west', provisioner: 'footprint', demand: NO_DEMAND },
  ],
  config: {},
};

export const SUITE: SuiteResult = {
  suite: 'e2e',
  state: 'failed',
  seconds: 4,
  says: '2 tests ran, 1 failed, 1 were skipped',
  files: ['clusters/tabcdefghia/suites/e2e/output.log'],
  cases: [
    { name: 'pods start', state: 'passed', seconds: 1 },
    { name: 'pods | stop', state: 'failed', seconds: 2, message: 'not <in> time' },
    { name: 'slow', state: 'skipped', seconds: 0 },
  ],
};

/** The work of one cluster up to its suite. */
const WORK: readonly EventBody[] = [
  STARTED,
  { type: 'cluster.waiting', cluster: WEST, why: 'floating IPs: 1 free, 2 needed', for: 'quota' },
  { type: 'cluster.admitted', cluster: EAST, slot: 1 },
  { type: 'phase.started', cluster: EAST, phase: 'up' },
  { type: 'intent', intent: 'i1', cluster: EAST, do: 'create', kind: 'network', name: 'net' },
  { type: 'outcome', intent: 'i1', cluster: EAST, ok: true, kind: 'network', id: 'n1' },
  { type: 'progress', cluster: EAST, phase: 'up', done: 3, total: 12, says: 'the second worker' },
  { type: 'phase.ended', cluster: EAST, phase: 'up', ok: true, seconds: 65 },
  { type: 'phase.started', cluster: EAST, phase: 'suites' },
  { type: 'suite.ended', cluster: EAST, result: SUITE },
];

/** A run that ended: a test failed, and all is gone. */
export const ENDED: readonly Event[] = events(
  ...WORK,
  { type: 'phase.ended', cluster: EAST, phase: 'suites', ok: true, seconds: 4 },
  { type: 'clean.planned', clusters: [EAST], steps: 5, kept: 2, file: 'plans/1.json', round: 1 },
  { type: 'intent', intent: 'i2', cluster: EAST, do: 'delete', kind: 'network', id: 'n1', name: 'net' },
  { type: 'outcome', intent: 'i2', cluster: EAST, ok: false, kind: 'network', id: 'n1', status: 409, says: 'in use' },
  { type: 'clean.verified', clusters: [EAST, WEST], left: [], unknown: [], notLookedAt: ['object-store'] },
  { type: 'cluster.released', cluster: EAST, kept: false },
  {
    type: 'run.ended',
    verdict: 'failed',
    exit: 1,
    seconds: 90,
    findings: [{ verdict: 'failed', why: '1 of 2 tests failed', cluster: EAST, hint: 'Read output.log.' }],
  },
);

/** The same run, killed in the middle of its suites, an effect without an answer. */
export const KILLED: readonly Event[] = events(...WORK, {
  type: 'intent',
  intent: 'i3',
  cluster: EAST,
  do: 'create',
  kind: 'port',
  name: 'p',
});

/** A run that left something, and could not list something. */
export const LEFT: readonly Event[] = events(
  ...WORK,
  { type: 'signal', name: 'SIGTERM' },
  {
    type: 'clean.verified',
    clusters: [EAST],
    left: [{ kind: 'volume', id: 'v1' }],
    unknown: ['loadBalancer'],
    notLookedAt: [],
  },
  { type: 'cluster.released', cluster: WEST, kept: true },
  {
    type: 'run.ended',
    verdict: 'leaked',
    exit: 5,
    seconds: 5,
    findings: [{ verdict: 'leaked', why: 'a volume is left' }],
  },
);

/** A cluster that waited for two things, one of them twice, and was kept; another that still waits. */
export const WAITED: readonly Event[] = ((): readonly Event[] => {
  const bodies: readonly (readonly [number, EventBody])[] = [
    [0, STARTED],
    [0, { type: 'phase.started', cluster: EAST, phase: 'wait' }],
    [0, { type: 'phase.started', cluster: WEST, phase: 'wait' }],
    [0, { type: 'cluster.waiting', cluster: EAST, why: 'its turn: 2 before it', for: 'turn' }],
    [60, { type: 'cluster.waiting', cluster: EAST, why: 'its turn: 1 before it', for: 'turn' }],
    [180, { type: 'cluster.waiting', cluster: WEST, why: 'a slot: taken by others', for: 'slot' }],
    [240, { type: 'cluster.waiting', cluster: EAST, why: 'floatingIps: 2 needed, 1 free', for: 'quota' }],
    [720, { type: 'cluster.admitted', cluster: EAST, slot: 1 }],
    [720, { type: 'phase.ended', cluster: EAST, phase: 'wait', ok: true, seconds: 720 }],
    [730, { type: 'cluster.released', cluster: EAST, kept: true, until: '2026-01-01T07:00:00.000Z' }],
  ];
  return bodies.map(([seconds, body], index) => ({
    seq: index + 1,
    at: new Date(Date.UTC(2026, 0, 1, 3, 0, seconds)).toISOString(),
    ...body,
  }));
})();
