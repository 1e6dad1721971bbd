import type { Kind, Resource } from '../model/resource.ts';
import type { Session } from './session.ts';

export async function list(
  session: Session,
  kind: Kind,
  options: { signal?: AbortSignal; brief?: boolean } = {},
): Promise<readonly Resource[]> {
  throw new Error(`${session.cloud} ${kind} ${options.brief}`);
}
