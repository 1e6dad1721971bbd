import * as fc from 'fast-check';
import type { Answer, Call } from '../../../src/openstack/session.ts';
import type { BookTools } from '../../../src/runner/leases/parts.ts';
import type { VirtualTime } from './virtualTime.ts';

/** How one race goes: in which order requests come to the cloud and answers come back, and where time leaps meanwhile. */
export interface Course {
  readonly scheduler: fc.Scheduler;
  /** After which step time leaps, though requests are under way, and by how many seconds. */
  readonly leaps: readonly { readonly after: number; readonly seconds: number }[];
  /** Whose requests stand still for how long, and after which of them: a process that is stopped, and wakes. */
  readonly pause?: { readonly who: string; readonly after: number; readonly seconds: number };
}

/** @param most the longest leap, in seconds */
export function courses(most: number): fc.Arbitrary<Course> {
  const leap = fc.record({ after: fc.nat(60), seconds: fc.integer({ min: 1, max: most }) });
  return fc.record({ scheduler: fc.scheduler(), leaps: fc.array(leap, { maxLength: 4 }) });
}

/** As `courses`, with a pause that outlives its process's time to live. */
export function pausedCourses(): fc.Arbitrary<Course> {
  const pause = fc.record({
    who: fc.constantFrom('A', 'B', 'C', 'D'),
    after: fc.integer({ min: 3, max: 12 }),
    seconds: fc.integer({ min: 900, max: 1100 }),
  });
  return fc.tuple(courses(60), pause).map(([course, stop]) => ({ ...course, pause: stop }));
}

/** A process whose requests reach the cloud, and whose answers reach it, when the course says so. */
export function contender(name: string, own: BookTools, { scheduler, pause }: Course): BookTools {
  const { session, steady, clock } = own;
  let asked = 0;
  let wakes = 0;
  return {
    ...own,
    session: {
      ...session,
      now: () => session.now(),
      unansweredAt: () => session.unansweredAt(),
      async request(call) {
        asked += 1;
        if (pause?.who === name && asked === pause.after) wakes = steady() + pause.seconds * 1000;
        if (steady() < wakes) await clock.sleep(wakes - steady());
        let end: () => Answer = () => {
          throw new Error('never sent');
        };
        const what = `${name} ${call.method} ${pathOf(call)}`;
        await scheduler.scheduleSequence([
          {
            label: what,
            builder: async () => {
              end = await session.request(call).then(
                (answer) => () => answer,
                (error: unknown) => () => {
                  throw error;
                },
              );
            },
          },
          { label: `${what}: the answer`, builder: () => Promise.resolve() },
        ]).task;
        return end();
      },
    },
  };
}

function pathOf({ path }: Call): string {
  return path.replace(/\?.*/, '');
}

/**
 * Lets contenders go on, one request or one answer at a time, until a deed has ended. Time passes when nothing is under
 * way, and where the course leaps.
 * @param watch looked at after each step
 */
export async function runCourse<T>(
  deed: Promise<T>,
  { scheduler, leaps }: Course,
  time: VirtualTime,
  watch: () => void = () => undefined,
): Promise<T> {
  let over = false;
  const end = (): void => void (over = true);
  deed.then(end, end);
  for (let step = 0; ; step += 1) {
    for (const { after, seconds } of leaps) if (after === step) time.freeze(seconds * 1000);
    await new Promise((resolve) => setImmediate(resolve));
    watch();
    if (over) return deed;
    if (scheduler.count() > 0) await scheduler.waitOne();
    else time.next();
  }
}
