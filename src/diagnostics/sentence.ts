/** One sentence that tells something of a failure. 3: what may have caused it; 2: what is out of order; 1: what may help. */
export interface Sentence {
  readonly weight: 1 | 2 | 3;
  readonly says: string;
}

const LONGEST = 400;

/** A sentence on one line, cut where it is very long. */
export function sentence(weight: Sentence['weight'], text: string): Sentence {
  const line = text.replace(/\s+/g, ' ').trim();
  return { weight, says: line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line };
}

/** The heaviest, in their order otherwise, each once. */
export function heaviest(sentences: readonly Sentence[], most: number): readonly Sentence[] {
  const each = new Map(sentences.map((one) => [one.says, one]));
  return [...each.values()].sort((a, b) => b.weight - a.weight).slice(0, most);
}
