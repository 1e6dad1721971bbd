import type { CleanInput } from '../../../src/forceclean/clean.ts';
import type { ScriptRule } from '../../../src/sim/core/script.ts';
import type { Force } from './force.ts';
import type { Made } from './made.ts';
import type { Maker } from './maker.ts';

/** A request of the clean-up. */
export interface Sent {
  readonly method: string;
  readonly path: string;
}

/** What a case put into its project. */
export interface Put {
  /** What is cleaned, where it is known only now. */
  readonly C?: string;
  /** Goes, each by a call of its own. */
  readonly goes?: readonly Made[];
  /** Goes with something else, or by itself if that does not take it. */
  readonly along?: readonly Made[];
  /** Asked to go, and still there. */
  readonly tried?: readonly Made[];
  /** Other effects of the clean-up, as `effects` writes them. */
  readonly other?: readonly string[];
  /** What the report says stayed, each with its reason, and nothing else: see `Outcome`. */
  readonly kept: readonly (readonly [Made, RegExp])[];
  /** Fields of things that stay which the service itself changes. */
  readonly touched?: Readonly<Record<string, readonly string[]>>;
  readonly more?: Partial<CleanInput>;
  /** The login of the clean-up, where it is not the world's. */
  readonly cloudsYaml?: string;
  /** Which of its clouds. */
  readonly cloud?: string;
  /** Asserts what has become of those that are touched. */
  readonly after?: () => Promise<void>;
  /** Takes away what stands in the way of the project's own removal. */
  readonly end?: () => Promise<void>;
  /** Of each of these rows, every call comes after the one before. */
  readonly inOrder?: readonly (readonly Made[])[];
  /** Happens when the first plan is written down, before it is applied. Answers what has come so: it stays, and is not told in `kept`. */
  readonly planned?: () => Promise<readonly (readonly [Made, RegExp])[]>;
  /** Happens while the first plan is applied, in this process; told all requests sent by then. */
  readonly during?: (sent: () => readonly Sent[]) => Promise<void>;
}

/** One way in which cleaning has hurt neighbours, or could. */
export interface WireCase {
  readonly name: string;
  /** The cluster that is cleaned. */
  readonly C: string;
  /** True where real services can be brought there; else why they cannot. */
  readonly real: true | string;
  /** Through the compiled program, as a user starts it; else through `clean`. */
  readonly program?: true;
  readonly exit: number;
  /** What the simulated cloud does to the clean-up. */
  readonly script?: readonly ScriptRule[];
  readonly put: (maker: Maker, force: Force) => Promise<Put>;
}
