import { fits } from '../../../src/admission/fits.ts';
import { mayClean } from '../../../src/admission/mayClean.ts';
import { mayExtend } from '../../../src/admission/mayExtend.ts';
import { afterMove, type MoveAnswer } from '../../../src/admission/moves.ts';
import { releaseStep } from '../../../src/admission/release.ts';
import type { Place } from '../../../src/admission/ticket.ts';
import type { LeaseTimes } from '../../../src/admission/times.ts';
import { confirmed, isSilent, seenIn, trustAt, type Trust } from '../../../src/admission/trust.ts';
import { nextOf, removable } from '../../../src/admission/waiting.ts';
import { orphans, wardenStep } from '../../../src/admission/warden.ts';

/** Every decision of the protocol. A mutant is one of them replaced. */
export interface Rules {
  readonly nextOf: typeof nextOf;
  readonly removable: typeof removable;
  readonly orphans: typeof orphans;
  readonly isSilent: typeof isSilent;
  /** @param place where the holder believes its ticket to stand: the rule does not ask for it, a mutant may */
  trustAt(trust: Trust, now: number, times: LeaseTimes, place: Place): Trust;
  confirmed(trust: Trust, sentAt: number, now: number, times: LeaseTimes, place: Place): Trust;
  readonly seenIn: typeof seenIn;
  readonly afterMove: typeof afterMove;
  readonly wardenStep: typeof wardenStep;
  readonly releaseStep: typeof releaseStep;
  readonly fits: typeof fits;
  readonly mayClean: typeof mayClean;
  readonly mayExtend: typeof mayExtend;
  /** Which of its names a run gives to the cluster of an attempt (R5). */
  nameOf(attempt: number): number;
  /** Whether a holder goes on with its beats (R7). */
  beats(trust: Trust): boolean;
  /** Whether the turnstile is left for the end of the line after a move to a slot that stayed without effect (R4). */
  yields(answer: MoveAnswer): boolean;
}

export const RULES: Rules = {
  nextOf,
  removable,
  orphans,
  isSilent,
  trustAt,
  confirmed,
  seenIn,
  afterMove,
  wardenStep,
  releaseStep,
  fits,
  mayClean,
  mayExtend,
  nameOf: (attempt) => attempt,
  beats: (trust) => trust.is === 'held',
  yields: () => false,
};
