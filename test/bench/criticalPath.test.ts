import { expect } from 'chai';
import type { CleanPlan, Step } from '../../src/model/plan.ts';
import type { Ref } from '../../src/model/resource.ts';
import { criticalPath } from './peers/criticalPath.ts';

const LATENCIES = { server: 11, loadBalancer: 22, volume: 5, routerInterface: 2 };

const server: Ref = { kind: 'server', id: 's' };
const balancer: Ref = { kind: 'loadBalancer', id: 'b' };
const port: Ref = { kind: 'port', id: 'p' };

function step(ref: Ref, after: readonly Ref[], more: Partial<Step> = {}): Step {
  const because = [{ side: 'for', strength: 'strong', source: 'text', says: 'ours', value: '' }] as const;
  return { seq: 1, do: 'delete', target: { ...ref, name: '', cluster: 'c' }, fingerprint: '', because, after, ...more };
}

/** Of a plan only the steps count. */
function pathOf(...steps: Step[]): ReturnType<typeof criticalPath> {
  return criticalPath([{ steps } as unknown as CleanPlan], LATENCIES);
}

describe('the critical path that the benchmark holds clean-ups to', () => {
  it('is the longest chain, not the sum of all', () => {
    const router: Ref = { kind: 'router', id: 'r' };
    const seen = pathOf(
      step({ kind: 'volume', id: 'v' }, [server]),
      step(server, []),
      step(router, [port]),
      step(port, [balancer], { do: 'detach', from: router }),
      step(balancer, []),
    );
    expect(seen).to.deep.equal({ seconds: 24, way: ['loadBalancer 22', 'interface 2'] });
  });

  it('asks no time for what goes along with something else', () => {
    const seen = pathOf(step(server, []), step({ kind: 'volume', id: 'root' }, [server], { with: server }));
    expect(seen).to.deep.equal({ seconds: 11, way: ['server 11'] });
  });
});
