import type { Quotas } from '../model/demand.ts';
import type { Session } from './session.ts';

export async function quotas(session: Session, signal?: AbortSignal): Promise<Quotas> {
  throw new Error(`${session.cloud} ${signal}`);
}
