import type { Where } from '../model/toType.ts';

/** Why a clean-up is refused, and what to do instead. */
export interface Refusal {
  readonly do: 'refuse';
  readonly why: string;
  readonly hint: string;
}

/** What is known of a ticket besides what stands on it. */
export interface KnownOfHolder extends Where {
  /** The journal, or a look at the process, says that the holder is no more. */
  readonly ended: boolean;
  /** The others may take it for dead. */
  readonly dead: boolean;
  /** `kept`: also a cluster that its owner keeps may go; `held`: also one whose holder may be alive. */
  readonly demand: 'none' | 'kept' | 'held';
}
