import { expect } from 'chai';
import { systemClock } from '../../../src/io/clock.ts';
import type { KubeDeeds } from '../../../src/kubernetes/journalled.ts';
import type { KubeObject } from '../../../src/kubernetes/kube.ts';
import { NAMESPACES } from '../../../src/suites/e2e/kinds.ts';
import { takeAway, type Find } from '../../../src/suites/e2e/takeAway.ts';

const NEVER = new AbortController().signal;

function namespace(name: string): KubeObject {
  const metadata = { name, uid: `uid-${name}`, resourceVersion: '1', creationTimestamp: '' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata };
}

/** Namespaces that stand until they are removed, and `stuck` ones also then. */
function cluster(...names: readonly string[]): {
  readonly removed: readonly string[];
  readonly deeds: KubeDeeds;
  readonly find: Find;
} {
  const removed: string[] = [];
  const deeds = {
    remove: (_kind, { name }) => Promise.resolve(void removed.push(name)),
    apply: () => Promise.reject(new Error('not asked for')),
    patch: () => Promise.reject(new Error('not asked for')),
  } satisfies KubeDeeds;
  const find: Find = () => {
    const there = names.filter((name) => name === 'stuck' || !removed.includes(name));
    return Promise.resolve(there.map((name) => ({ kind: NAMESPACES, object: namespace(name) })));
  };
  return { removed, deeds, find };
}

describe('What is taken away of a cluster', function () {
  this.timeout(20_000);

  it('is asked to go once each, in its order, and waited for', async () => {
    const { removed, deeds, find } = cluster('a', 'b');
    expect(await takeAway([find], deeds, { clock: systemClock, signal: NEVER })).to.deep.equal([]);
    expect(removed).to.deep.equal(['a', 'b']);
  });

  it('is named where it does not go in time', async () => {
    const { removed, deeds, find } = cluster('a', 'stuck');
    const signal = AbortSignal.timeout(1500);
    expect(await takeAway([find], deeds, { clock: systemClock, signal })).to.deep.equal(['namespaces stuck']);
    expect(removed).to.deep.equal(['a', 'stuck']);
  });

  it('goes also where something else cannot be seen, and an API that does not answer takes no more than the time', async () => {
    const { removed, deeds, find } = cluster('a');
    const forbidden: Find = () => Promise.reject(new Error('forbidden'));
    const silent: Find = () => new Promise(() => undefined);
    const signal = AbortSignal.timeout(1500);
    const left = await takeAway([forbidden, find, silent], deeds, { clock: systemClock, signal });
    expect(left.join()).to.match(/^what cannot be seen \(forbidden\),/);
    expect(removed).to.deep.equal(['a']);
  });
});
