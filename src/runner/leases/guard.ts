import type { Session } from '../../openstack/session.ts';
import type { Holding } from './holding.ts';

/**
 * The session for what a cluster does under its lease: no effect is sent, and no answer believed, when the lease is
 * lost. Reading is free.
 */
export function underLease(session: Session, holding: Pick<Holding, 'check'>): Session {
  return {
    ...session,
    now: () => session.now(),
    async request(call) {
      if (call.method === 'GET') return session.request(call);
      holding.check();
      const answer = await session.request({ ...call, before: () => holding.check() });
      holding.check();
      return answer;
    },
  };
}
