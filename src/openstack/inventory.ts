import type { Inventory } from '../model/resource.ts';
import type { Session } from './session.ts';

export async function inventory(session: Session, signal?: AbortSignal): Promise<Inventory> {
  throw new Error(`${session.cloud} ${signal?.aborted}`);
}
