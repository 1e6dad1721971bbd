/** One cluster's stay: when it came, how long it stayed (seconds), and how many floating IPs it needs. */
export interface Life {
  readonly addresses: number;
  readonly queuedAt: number;
  readonly from: number;
  readonly to: number;
}

/**
 * How long the same lives take in the same order when each begins the moment it fits and nobody overtakes: the shortest
 * that first come first served can be. Seconds, from the first begin to the last end.
 */
export function schedule(lives: readonly Life[], room: { readonly slots: number; readonly addresses: number }): number {
  const running: { readonly until: number; readonly addresses: number }[] = [];
  let now = 0;
  let last = 0;
  for (const life of lives) {
    for (;;) {
      const there = running.filter((one) => one.until > now);
      const used = there.reduce((sum, one) => sum + one.addresses, 0);
      if (there.length < room.slots && used + life.addresses <= room.addresses) break;
      now = Math.min(...there.map((one) => one.until));
    }
    const until = now + (life.to - life.from);
    running.push({ until, addresses: life.addresses });
    last = Math.max(last, until);
  }
  return last;
}
