import type { Attribution } from '../model/evidence.ts';
import type { Step } from '../model/plan.ts';
import { refKey, type Resource } from '../model/resource.ts';
import { fingerprint } from './fingerprint.ts';
import { refOf, type Index } from './index.ts';
import { CREDENTIALS } from './order.ts';
import { SHARE } from './rules/shareOfLoadBalancer.ts';

/**
 * Our tags on load balancers that stay, each to be taken off when our parts in it are gone: as long as one stands, the
 * tag tells whose it is. Pure.
 * @param ours keys of all resources of ours, and of those that go
 * @param cluster whose clean-up it is
 */
export function strips(
  attributions: readonly Attribution[],
  index: Index,
  ours: { readonly all: ReadonlySet<string>; readonly going: ReadonlySet<string> },
  cluster: string,
): readonly Omit<Step, 'seq'>[] {
  return attributions.flatMap((attribution) => {
    const { resource } = attribution;
    const [first, ...more] =
      attribution.verdict === 'ours' ? [] : attribution.evidence.filter((one) => one.source === SHARE);
    if (first === undefined) return [];
    const parts = partsOf(resource, index).filter((part) => ours.all.has(refKey(part)));
    if (parts.some((part) => !ours.going.has(refKey(part)))) return [];
    const tags = [first, ...more].map((one) => one.value);
    return [
      {
        do: 'strip',
        target: { kind: resource.kind, id: resource.id, name: resource.name, cluster },
        tags,
        fingerprint: fingerprint(resource, ours.going),
        because: [first, ...more],
        after: parts.map(refOf),
      } as const,
    ];
  });
}

/** All steps in order: credentials stay last, for they may be what the rest is done with. Pure. */
export function withStrips(
  steps: readonly Omit<Step, 'seq'>[],
  added: readonly Omit<Step, 'seq'>[],
): readonly Omit<Step, 'seq'>[] {
  const isLast = (step: Omit<Step, 'seq'>): boolean => CREDENTIALS.includes(step.target.kind);
  const before = [...steps.filter((step) => !isLast(step)), ...added];
  const strippedFirst = added.map((step) => refOf(step.target));
  const last = steps.filter(isLast).map((step) => ({ ...step, after: [...step.after, ...strippedFirst] }));
  return [...before, ...last];
}

function partsOf(loadBalancer: Resource, index: Index): readonly Resource[] {
  const pools = index.pointing('pool', 'loadBalancer', loadBalancer);
  const monitors = pools.flatMap((pool) => index.pointing('healthMonitor', 'pool', pool));
  return [...index.pointing('listener', 'loadBalancer', loadBalancer), ...pools, ...monitors];
}
