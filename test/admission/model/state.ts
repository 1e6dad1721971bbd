import type { Place } from '../../../src/admission/ticket.ts';
import type { Cause } from '../../../src/admission/warden.ts';

/** The places of two slots. A place is its index here. */
export const PLACES = [
  { is: 'waiting' },
  { is: 'turnstile' },
  { is: 'slot', slot: 1 },
  { is: 'slot', slot: 2 },
  { is: 'warden', slot: 1 },
  { is: 'warden', slot: 2 },
] as const satisfies readonly Place[];

export const WAITING = 0;
export const TURNSTILE = 1;

export function placeOfSlot(slot: number): number {
  return TURNSTILE + slot;
}

export function placeOfWarden(slot: number): number {
  return TURNSTILE + 2 + slot;
}

export function isSlot(place: number): boolean {
  return place === 2 || place === 3;
}

/** A ticket's port. All ages are in ticks. */
export interface Port {
  readonly id: number;
  readonly place: number;
  /** Its owner's number in the queue. */
  readonly queue: number;
  readonly touched: number;
  /** Ticks until its keptUntil; 0: not kept. */
  readonly kept: number;
  /** Whether whoever wrote that end has seen that it counts. */
  readonly sure: boolean;
  /** Of a warden: the id of the ticket it came for; otherwise −1. */
  readonly victim: number;
}

/** A decision that is not acted on yet: anything may happen before it is. */
export type Todo =
  | readonly ['delete', number]
  | readonly ['approach']
  | readonly ['judge', slot: number, orphan: number, ...granted: number[]]
  | readonly ['grant', number]
  | readonly ['relieve', number]
  | readonly ['extend', number]
  | readonly ['confirm', number];

export interface Warden {
  readonly slot: number;
  readonly victim: number;
  readonly cause: Cause;
  /** Age of its claim; −1: none. */
  readonly claimed: number;
  readonly silenced: boolean;
  /** Age of the listing that showed nothing; −1: none. */
  readonly gone: number;
  readonly again: boolean;
  /** Its own ticket's id; −1: none. */
  readonly own: number;
  readonly trust: number;
  readonly todo: '' | 'clean' | 'lookAgain' | 'freeSlot' | 'end';
  /** Age of the look that told it to clean. */
  readonly begun: number;
}

export type Phase =
  | 'out'
  | 'line'
  | 'leave'
  | 'granted'
  | 'cleaning'
  | 'release'
  | 'keeping'
  | 'kept'
  | 'ended'
  | 'done'
  | 'crashed'
  | 'operator'
  | 'extending';

/** Phases in which nothing is left to be done, or not yet anything. */
export const FINISHED: ReadonlySet<Phase> = new Set(['done', 'ended', 'crashed', 'kept', 'operator']);

/** A process: a run with one cluster, or an operator who takes a slot over. */
export interface Proc {
  readonly phase: Phase;
  /** Its place in the queue: 0 came first. */
  readonly queue: number;
  /** Which of its tickets it is at. */
  readonly attempt: number;
  /** Age of its last confirmed write; −1: lost. */
  readonly trust: number;
  readonly todo: readonly Todo[];
  /** Where it believes its ticket to stand. */
  readonly stands: number;
  /** Whether it has sent the request that makes its resources. */
  readonly sent: boolean;
  /** Age of its last effect without an answer; −1: none. */
  readonly unanswered: number;
  /** Age of its own listing that showed nothing; −1: none. */
  readonly gone: number;
  readonly warden: Warden | undefined;
  /** Whether it looked in vain since the last tick. */
  readonly rested: boolean;
  readonly paused: boolean;
  /** History: who stood living before it when it decided to go to the turnstile, as bits. */
  readonly ahead: number;
  /** History: how many that came later were granted while its ticket stood waiting. */
  readonly passed: number;
}

export type Deed = 'create' | 'claim' | 'move' | 'write' | 'keep' | 'make';

/** A request under way. */
export interface Flight {
  readonly deed: Deed;
  readonly proc: number;
  readonly id: number;
  /** The place it goes to, or −1. */
  readonly goal: number;
  readonly age: number;
  /** Whether its sender still waits for the answer. */
  readonly waits: boolean;
  /** Empty while it is not executed. */
  readonly answer: '' | Answer;
}

export type Answer = 'done' | 'taken' | 'gone' | 'none';

/** What may still go wrong. */
export interface Faults {
  readonly crash: number;
  /** Answers that get lost. */
  readonly lost: number;
  /** Requests, and answers, that take their time. */
  readonly late: number;
  /** Pauses, each as long as it likes; Infinity: everybody may pause at any moment. */
  readonly pause: number;
  /** Slots that an operator takes over from a living holder. */
  readonly demand: number;
  /** Times that an operator moves the end of what is kept. */
  readonly extend: number;
}

export interface State {
  readonly ports: readonly Port[];
  readonly procs: readonly Proc[];
  readonly flights: readonly Flight[];
  /** Clusters, by number, of which resources stand. */
  readonly made: readonly number[];
  readonly left: Faults;
}
