import {
  A,
  B,
  byCsi,
  calledOf,
  claimName,
  machine,
  machinePort,
  NOBODYS,
  OF_B,
  snapshotName,
  standTraces,
} from './cluster.ts';
import type { WireCase } from './scene.ts';

const [ONE, TWO, THREE] = [
  '0a4b1352-9dc6-4ebd-8e6a-54d94d656bc1',
  '0a4b1352-9dc6-4ebd-8e6a-54d94d656bc2',
  '0a4b1352-9dc6-4ebd-8e6a-54d94d656bc3',
] as const;

/** Volumes and snapshots: `pvc-` proves nothing, nor does being attached to nobody. */
export const VOLUMES: readonly WireCase[] = [
  {
    name: 'T01 claims’ volumes of A, of a neighbour between two pods, attached at a neighbour’s, and a human’s',
    C: A,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const ours = await maker.volume({ name: claimName(ONE), ...byCsi(A) });
      const between = await maker.volume({ name: claimName(TWO), ...byCsi(B) });
      const theirs = await standTraces(maker, B);
      const server = await maker.server(machine(B), [await machinePort(maker, theirs, B)]);
      const attached = await maker.volume({ name: claimName(THREE), ...byCsi(B) });
      await maker.attach(attached, server);
      const backup = await maker.volume({ name: 'old-pvc-backup' });
      return {
        goes: [ours],
        kept: [
          [between, OF_B],
          [attached, OF_B],
          [backup, NOBODYS],
        ],
      };
    },
  },
  {
    name: 'T27 a human’s volume attached by hand to A’s server',
    C: A,
    real: true,
    exit: 0,
    async put(maker) {
      const traces = await standTraces(maker, A);
      const port = await machinePort(maker, traces, A);
      const server = await maker.server(machine(A), [port]);
      const thesis = await maker.volume({ name: 'thesis' });
      await maker.attach(thesis, server);
      return {
        goes: [...calledOf(traces), port, server],
        along: [traces.subnet],
        kept: [[thesis, /nobody we know made it/]],
        touched: { [thesis.id]: ['status', 'attachments', 'updated_at'] },
      };
    },
  },
  {
    name: 'T28 a volume on A’s and on B’s server',
    C: A,
    real: 'no volume type there takes several attachments',
    exit: 5,
    async put(maker, force) {
      const [ours, theirs] = [await standTraces(maker, A), await standTraces(maker, B)];
      const port = await machinePort(maker, ours, A);
      const server = await maker.server(machine(A), [port]);
      const both = await maker.volume({ name: claimName(ONE), ...byCsi(A) });
      await maker.attach(both, server);
      await force.alsoAttach(both, await maker.server(machine(B), [await machinePort(maker, theirs, B)]));
      return {
        goes: [...calledOf(ours), port, server],
        along: [ours.subnet],
        kept: [[both, /contradiction.*attached to server/]],
        touched: { [both.id]: ['attachments', 'updated_at'] },
      };
    },
  },
  {
    name: 'T29 claims’ volumes of A in states which Cinder lets nobody leave, and one in error, which goes',
    C: A,
    real: true,
    exit: 5,
    async put(maker, force) {
      const make = (name: string) => maker.volume({ name, ...byCsi(A) });
      const stuck = await make(claimName(ONE));
      const broken = await make(claimName(TWO));
      await force.volumeStatus(stuck, 'error_deleting');
      await force.volumeStatus(broken, 'error');
      const end = (): Promise<void> => force.volumeStatus(stuck, 'available');
      return { goes: [broken], kept: [[stuck, /error_deleting/]], end };
    },
  },
  {
    name: 'T30 a claim’s volume with a snapshot of the same driver: the snapshot first',
    C: A,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const volume = await maker.volume({ name: claimName(ONE), ...byCsi(A) });
      const snapshot = await maker.snapshot(volume, { name: snapshotName(ONE), ...byCsi(A) });
      const theirs = await maker.volume({ name: claimName(TWO), ...byCsi(B) });
      return { goes: [volume, snapshot], kept: [[theirs, OF_B]] };
    },
  },
  {
    name: 'T30 a claim’s volume with a human’s snapshot: both stay',
    C: A,
    real: true,
    exit: 5,
    async put(maker) {
      const volume = await maker.volume({ name: claimName(ONE), ...byCsi(A) });
      const snapshot = await maker.snapshot(volume, { name: 'before-the-demo' });
      return {
        kept: [
          [volume, /was taken of it/],
          [snapshot, /nobody we know writes/],
        ],
      };
    },
  },
];
