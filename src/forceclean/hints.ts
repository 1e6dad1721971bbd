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
  const byLength = new Map<number, Map<string, number[]>>();
  all.forEach((one, at) => {
    for (const hint of new Set(namesOf(one).map((name) => name.slice(0, HINT)))) {
      const hints = byLength.get(hint.length) ?? new Map<string, number[]>();
      byLength.set(hint.length, hints.set(hint, [...(hints.get(hint) ?? []), at]));
    }
  });
  return (text) => {
    const found = new Set<number>();
    for (const [length, hints] of byLength)
      for (let from = 0; from + length <= text.length; from += 1)
        for (const at of hints.get(text.slice(from, from + length)) ?? []) found.add(at);
    return [...found].sort((a, b) => a - b).flatMap((at) => all[at] ?? []);
  };
}
