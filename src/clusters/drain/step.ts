import type { Thing } from './objects.ts';

/** In the order in which they are gone through. */
export type StageName =
  'freeze' | 'gateways' | 'loadBalancers' | 'workloads' | 'retained' | 'restored' | 'snapshots' | 'claims';

/** One effect on one object, and why. */
export interface Step {
  readonly do: 'delete' | 'change';
  readonly thing: Thing;
  /** A JSON merge patch. */
  readonly change?: Readonly<Record<string, unknown>>;
  readonly because: string;
}

export interface Stage {
  readonly name: StageName;
  /** In order. */
  readonly steps: readonly Step[];
  /** What must be gone before the next stage begins. */
  readonly awaits: readonly Thing[];
}

/** Asks for the deletion of each for which nobody has asked yet. */
export function deletions(things: readonly Thing[], because: string): readonly Step[] {
  return things.filter(({ deleting }) => !deleting).map((thing) => ({ do: 'delete', thing, because }));
}
