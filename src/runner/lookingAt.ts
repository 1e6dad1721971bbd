import type { LookTools } from '../forceclean/clean.ts';
import type { Context } from '../io/context.ts';
import { createLister } from '../openstack/lister.ts';
import type { Session } from '../openstack/session.ts';
import type { Tools } from './tools.ts';

/** Longer than any one clean-up that still makes progress. */
const DEADLINE_MS = 60 * 60 * 1000;

/** The first signal stops a clean-up by itself: there is no other work to stop. A plan alone writes to no journal. */
function cleaningContext(tools: Tools): Context {
  const journal = {
    write: () => Promise.reject(new Error('a plan writes no journal')),
    close: () => Promise.resolve(),
  };
  const { clock, log, redactor, interrupts } = tools;
  return { journal, clock, log, redactor, signal: interrupts.work, deadline: clock.monotonic() + DEADLINE_MS };
}

/** What looks at a project, for everything in one command: its listings are shared. */
export function lookingAt(session: Session, tools: Tools): LookTools {
  const context = cleaningContext(tools);
  return { session, context, lister: createLister(session, tools.clock, context.signal) };
}
