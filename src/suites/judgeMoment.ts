/** The place and time that Ginkgo writes behind each failure: `In [It] at: f.go:12 @ 12/01/26 13:20:01.123` (onsi/ginkgo: types/types.go). */
const GINKGO = /@ (\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?/g;

const MINUTE_MS = 60_000;

/**
 * When a test failed, by its message, in milliseconds of wall-clock time; undefined where that cannot be said. Ginkgo writes no time
 * zone: in a container it is UTC, on this host its own. A moment counts when it lies within the run for one of them alone, or for both
 * as the same. Pure.
 * @param offsetMinutes this host's zone, minutes east of UTC
 */
export function momentOf(
  message: string,
  run: { readonly from: number; readonly until: number },
  offsetMinutes: number,
): number | undefined {
  const last = [...message.matchAll(GINKGO)].at(-1);
  if (last === undefined) return undefined;
  const [, month, day, year, hour, minute, second, fraction = '0'] = last;
  const local = Date.UTC(
    2000 + Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const inUtc = local + Number(fraction.padEnd(3, '0'));
  const within = [...new Set([inUtc, inUtc - offsetMinutes * MINUTE_MS])].filter(
    (moment) => moment >= run.from - MINUTE_MS && moment <= run.until + MINUTE_MS,
  );
  return within.length === 1 ? within[0] : undefined;
}
