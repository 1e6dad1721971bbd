/** Who waits for each signal. However many they are, the signal has one listener. */
const waiting = new WeakMap<AbortSignal, { readonly deeds: Set<() => void>; readonly tell: () => void }>();

/**
 * Calls `deed` when the signal is aborted, at once where it is already. A signal that lives for a whole run has hundreds who
 * wait for it, and a runtime that counts its listeners calls that a leak from the eleventh on.
 * @returns takes it back; the last one takes the listener off
 */
export function onAbort(signal: AbortSignal, deed: () => void): () => void {
  if (signal.aborted) {
    deed();
    return () => undefined;
  }
  const { deeds, tell } = waiting.get(signal) ?? listen(signal);
  // Two may wait with one and the same function.
  const own = (): void => deed();
  deeds.add(own);
  return () => {
    deeds.delete(own);
    if (deeds.size > 0 || waiting.get(signal)?.deeds !== deeds) return;
    waiting.delete(signal);
    signal.removeEventListener('abort', tell);
  };
}

function listen(signal: AbortSignal): { readonly deeds: Set<() => void>; readonly tell: () => void } {
  const deeds = new Set<() => void>();
  const tell = (): void => {
    waiting.delete(signal);
    for (const deed of deeds) deed();
  };
  const listening = { deeds, tell };
  waiting.set(signal, listening);
  signal.addEventListener('abort', tell, { once: true });
  return listening;
}
