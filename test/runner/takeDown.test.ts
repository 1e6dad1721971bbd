import { expect } from 'chai';
import type { TakenDown } from '../../src/clusters/provisioner.ts';
import { letTakeDown } from '../../src/runner/takeDown.ts';

describe('letting controllers take a cluster down', () => {
  const stuck: TakenDown = { done: false, deleting: true, hindrances: ['a load balancer'] };
  const gone: TakenDown = { done: true, deleting: false, hindrances: [] };
  let deeds: string[];

  const letGo = (answers: readonly TakenDown[]): Promise<TakenDown> => {
    const left = [...answers];
    const takeDown = async (again: boolean): Promise<TakenDown> => {
      deeds.push(again ? 'again' : 'first');
      return left.shift() ?? stuck;
    };
    return letTakeDown(takeDown, async () => void deeds.push('clean'));
  };

  beforeEach(() => {
    deeds = [];
  });

  it('cleans nothing away while they get on by themselves', async () => {
    expect(await letGo([gone])).to.equal(gone);
    expect(deeds).to.deep.equal(['first']);
  });

  it('cleans away what hinders them, once, and asks them again', async () => {
    expect(await letGo([stuck, gone])).to.equal(gone);
    expect(deeds).to.deep.equal(['first', 'clean', 'again']);
  });

  it('says what hinders them still', async () => {
    expect(await letGo([stuck, stuck])).to.equal(stuck);
  });
});
