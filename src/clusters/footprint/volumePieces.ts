import type { FootprintSpec } from '../../config/footprintSpec.ts';
import { retainMarks } from '../../creators/retainMarks.ts';
import { snapshotTexts, volumeTexts, type OwnNames } from '../../creators/write.ts';
import type { Draw } from './draw.ts';
import { volumeType, type Machine } from './machines.ts';
import { create, idOf, type Piece } from './piece.ts';

/** CSI volumes, attached to the workers in turn, and snapshots of the first one; what is to be retained is marked. */
export function volumePieces(
  spec: FootprintSpec,
  names: OwnNames,
  draw: Draw,
  machines: readonly Machine[],
): readonly Piece[] {
  const workers = machines.filter((machine) => machine.role === 'worker');
  const pieces: Piece[] = [];
  let attached = 0;
  for (const [index, volume] of spec.volumes.entries()) {
    const key = `volume:${index}`;
    const claim = { namespace: volume.namespace, name: volume.claim, uid: draw.uuid() };
    const texts = volumeTexts(names, claim, claim.uid);
    pieces.push(
      create(
        key,
        'volume',
        texts.name,
        {
          name: texts.name,
          description: texts.description,
          size: volume.sizeGiB,
          metadata: texts.metadata,
          ...volumeType(spec),
        },
        {
          ready: { of: key, kind: 'volume', status: ['available'] },
          told: { reclaimPolicy: volume.reclaimPolicy, claim },
        },
      ),
    );
    // Its PersistentVolume says so, and there is none before the volume is there.
    if (volume.reclaimPolicy === 'Retain')
      pieces.push({
        do: 'mark',
        key: `${key}:marked`,
        name: texts.name,
        volume: idOf(key),
        marks: retainMarks(claim),
        after: [],
        afterReady: [key],
      });
    const worker = volume.attached ? workers[attached % Math.max(1, workers.length)] : undefined;
    if (worker === undefined) continue;
    attached += 1;
    const server = `server:${worker.name}`;
    pieces.push({
      do: 'attach',
      key: attachKey(index),
      name: texts.name,
      server: idOf(server),
      volume: idOf(key),
      after: [],
      afterReady: [server, key],
      ready: { of: key, kind: 'volume', status: ['in-use'] },
    });
  }
  return [...pieces, ...snapshotPieces(spec, names, draw, pieces)];
}

function snapshotPieces(spec: FootprintSpec, names: OwnNames, draw: Draw, volumes: readonly Piece[]): readonly Piece[] {
  const [first] = spec.volumes;
  if (first === undefined) return [];
  const settled = volumes.some((piece) => piece.key === attachKey(0)) ? attachKey(0) : 'volume:0';
  return Array.from({ length: spec.snapshots }, (_, index) => {
    const key = `snapshot:${index}`;
    const texts = snapshotTexts(
      names,
      { namespace: first.namespace, name: `${first.claim}-${index + 1}` },
      draw.uuid(),
    );
    return create(
      key,
      'snapshot',
      texts.name,
      {
        name: texts.name,
        description: texts.description,
        volume_id: idOf('volume:0'),
        metadata: texts.metadata,
        force: true,
      },
      { afterReady: [settled], ready: { of: key, kind: 'snapshot', status: ['available'] } },
    );
  });
}

function attachKey(index: number): string {
  return `volume:${index}:attached`;
}
