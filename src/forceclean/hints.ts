/** So much of a name stands in every text that names it, however the text was cut: where it does not, nobody need read. */
const HINT = 11;

/**
 * Finds those whom a text may name; all others need not read it. What it costs depends on the text, not on how many there
 * are: there may be hundreds. Pure.
 * @param namesOf the names of one of them, any of which is enough
 * @returns those that a text may name, in their own order
 */
export function createHints<Named>(
  all: readonly Named[],
  namesOf: (one: Named) => readonly string[],
): (text: string) => readonly Named[] {
  const byLength = new Map<number, Map<string, (readonly [at: number, one: Named])[]>>();
  for (const [at, one] of all.entries())
    for (const hint of new Set(namesOf(one).map((name) => name.slice(0, HINT)))) {
      const hints = byLength.get(hint.length) ?? new Map<string, (readonly [number, Named])[]>();
      byLength.set(hint.length, hints.set(hint, [...(hints.get(hint) ?? []), [at, one]]));
    }
  return (text) => {
    const found = new Map<number, Named>();
    for (const [length, hints] of byLength)
      for (let from = 0; from + length <= text.length; from += 1)
        for (const [at, one] of hints.get(text.slice(from, from + length)) ?? []) found.set(at, one);
    return [...found].sort(([a], [b]) => a - b).map(([, one]) => one);
  };
}
