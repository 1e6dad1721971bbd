import type { CloudError } from '../../src/openstack/cloudError.ts';

/** The error that a promise is rejected with; whether it is a CloudError is for the test to say. Throws when it succeeds. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & Partial<CloudError>> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error(`succeeded with ${JSON.stringify(value)}`);
}
