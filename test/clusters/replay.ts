import { randomDraw, type Draw } from '../../src/clusters/footprint/draw.ts';

/** Chance that can be had a second time: `again` draws what `first` drew, so that a test can plan what was made. */
export function replayedDraw(): { readonly first: Draw; again(): Draw } {
  const random = randomDraw();
  const drawn: { suffix: string[]; uuid: string[]; nodePort: number[]; publicKey: string[] } = {
    suffix: [],
    uuid: [],
    nodePort: [],
    publicKey: [],
  };
  return {
    first: {
      suffix: () => kept(drawn.suffix, random.suffix()),
      uuid: () => kept(drawn.uuid, random.uuid()),
      nodePort: () => kept(drawn.nodePort, random.nodePort()),
      publicKey: () => kept(drawn.publicKey, random.publicKey()),
    },
    again() {
      const left = structuredClone(drawn);
      return {
        suffix: () => next(left.suffix),
        uuid: () => next(left.uuid),
        nodePort: () => next(left.nodePort),
        publicKey: () => next(left.publicKey),
      };
    },
  };
}

function kept<T>(list: T[], value: T): T {
  list.push(value);
  return value;
}

function next<T>(list: T[]): T {
  const value = list.shift();
  if (value === undefined) throw new Error('more is drawn than the first time');
  return value;
}
