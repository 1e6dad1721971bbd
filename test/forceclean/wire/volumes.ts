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
  standOthers,
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
    name: 'T29 claims’ volumes of A in states which only an operator ends, and one in error, which goes',
    C: A,
    real: true,
    exit: 5,
    async put(maker, force) {
      const make = (name: string) => maker.volume({ name, ...byCsi(A) });
      const failed = await make(claimName(ONE));
      const detaching = await make(claimName(THREE));
      const broken = await make(claimName(TWO));
      const others = await standOthers(maker);
      await force.volumeStatus(failed, 'error_deleting');
      await force.volumeStatus(detaching, 'detaching');
      await force.volumeStatus(broken, 'error');
      return {
        goes: [broken],
        kept: [
          [failed, /^is error_deleting: an operator must reset its state$/],
          [detaching, /^is detaching: an operator must reset its state$/],
          ...others.kept,
        ],
        async end() {
          for (const volume of [failed, detaching]) await force.volumeStatus(volume, 'available');
        },
      };
    },
  },
  {
    name: 'T29 a claim’s volume of A, reserved long ago for a server that never was: its attachment ends, then it goes',
    C: A,
    real: true,
    exit: 0,
    async put(maker, force) {
      const others = await standOthers(maker);
      const volume = await maker.volume({ name: claimName(ONE), ...byCsi(A) });
      const theirs = await maker.volume({ name: claimName(TWO), ...byCsi(B) });
      const [attachment, other] = [await maker.reserve(volume), await maker.reserve(theirs)];
      for (const one of [volume, theirs]) await force.volumeChanged(one, 20);
      return {
        goes: [attachment, volume],
        inOrder: [[attachment, volume]],
        kept: [[theirs, OF_B], ...others.kept],
        // The project's removal deletes no volume that is reserved.
        end: () => maker.release(other),
      };
    },
  },
  {
    name: 'T29 a claim’s volume of A, reserved a moment ago: its server may still come, so both stay',
    C: A,
    real: 'the clean-up would wait for ten minutes',
    exit: 5,
    async put(maker) {
      const others = await standOthers(maker);
      const volume = await maker.volume({ name: claimName(ONE), ...byCsi(A) });
      const attachment = await maker.reserve(volume);
      return {
        kept: [
          [volume, new RegExp(`waits for volumeAttachment ${attachment.id}, which is still there`)],
          [attachment, /^may still be taken until 2\S+Z; no time was left for it$/],
          ...others.kept,
        ],
        end: () => maker.release(attachment),
      };
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
      return { goes: [volume, snapshot], inOrder: [[snapshot, volume]], kept: [[theirs, OF_B]] };
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
      const others = await standOthers(maker);
      for (const [theirs] of others.kept) await maker.snapshot(theirs, { name: 'before-the-demo' });
      return {
        kept: [
          [volume, new RegExp(`^snapshot ${snapshot.id}.* was taken of it$`)],
          [snapshot, new RegExp(`of our volume ${volume.id}.*, with words that nobody we know writes`)],
          ...others.kept,
        ],
      };
    },
  },
];
