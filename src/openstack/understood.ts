import { z } from 'zod';
import { bodyFailure, type Asked } from './failure.ts';
import type { Answer } from './session.ts';

/**
 * Reads an answer by a schema.
 * @throws CloudError `broken`, naming the request and the first field that is not as it must be
 */
export function understood<T>(
  asked: Pick<Asked, 'service' | 'method' | 'path'>,
  answer: Pick<Answer, 'status' | 'requestId'>,
  read: () => T,
): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const field = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
    throw bodyFailure(asked, answer, `it cannot be read: ${field}${issue?.message ?? 'wrong shape'}`);
  }
}
