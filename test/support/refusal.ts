import { TroikaError } from '../../src/model/error.ts';

/** The error that a promise is rejected with, as a user is told it. Fails where there is none, or one of another kind. */
export async function refusalOf(deed: Promise<unknown>): Promise<TroikaError> {
  const error: unknown = await deed.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof TroikaError) return error;
  throw new Error('there is no error that a user may see', { cause: error });
}
