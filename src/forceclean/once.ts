/** A value that is worked out when it is first asked for, and then kept. */
export function lazy<Value>(compute: () => Value): () => Value {
  let kept: { readonly value: Value } | undefined;
  return () => (kept ??= { value: compute() }).value;
}

/** The same function, which works each answer out once. */
export function once<Answer>(compute: (key: string) => Answer): (key: string) => Answer {
  const known = new Map<string, Answer>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = compute(key);
    known.set(key, answer);
    return answer;
  };
}
