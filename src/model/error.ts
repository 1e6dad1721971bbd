import type { BrokenClass, Verdict } from './verdict.ts';

/**
 * The one error of Troika that a user sees: what happened (`message`), what to do next (`hint`), and how the command
 * ends (`verdict`). Everything else that is thrown is a defect of ours.
 */
export class TroikaError extends Error {
  readonly verdict: Verdict;
  readonly hint: string | undefined;
  readonly class: BrokenClass | undefined;

  constructor(
    verdict: Verdict,
    message: string,
    options: { hint?: string; class?: BrokenClass; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TroikaError';
    this.verdict = verdict;
    this.hint = options.hint;
    this.class = options.class;
  }
}

/** The sentence of any thrown value, without a stack. */
export function says(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
