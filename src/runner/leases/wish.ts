import type { Demand } from '../../model/demand.ts';
import type { WaitsFor } from '../../model/event.ts';
import type { ProcessMark } from '../../model/processMark.ts';

/** What a cluster asks of the gate. */
export interface Wish {
  readonly cluster: string;
  /** What the cluster needs, its ticket not counted. */
  readonly demand: Demand;
  /** By the cloud's clock, milliseconds; a later ticket of the same wait keeps it. */
  readonly queuedAt: number;
  readonly holder: string;
  readonly process?: ProcessMark;
  /** See TicketText. */
  readonly attempts?: string;
  readonly controllers: string;
}

/** Why a cluster does not start yet: what for, in a word that durations are summed by, and the sentence. */
export interface Waits {
  readonly for: WaitsFor;
  readonly why: string;
}
