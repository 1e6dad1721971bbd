import { expect } from 'chai';
import { beforeOf } from '../../../src/clusters/existing/before.ts';
import { claimed, standing } from '../drain/objects.ts';

describe('what stood before', () => {
  it('is every object, by its uid', () => {
    expect(beforeOf(standing(claimed('data')))).to.deep.equal([
      'persistentVolume:pv-data',
      'persistentVolumeClaim:shop/data',
    ]);
  });

  it('is refused where a kind could not be read, for it might be deleted later', () => {
    const half = {
      ...standing(claimed('data')),
      gaps: [{ kind: 'service', why: 'could not be listed: 403' } as const],
    };
    expect(() => beforeOf(half)).to.throw('what stands in the cluster is not known: service could not be listed: 403');
  });
});
