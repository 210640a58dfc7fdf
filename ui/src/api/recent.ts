/**
 * Keeps the last `size` results by key, so that turning back to a page does not fetch it again.
 * `drop` frees what falls out. A failure is not kept.
 */
export function recent<T>(size: number, drop: (value: T) => void) {
  const kept = new Map<string, Promise<T>>();

  function get(key: string, make: () => Promise<T>): Promise<T> {
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const made = make();
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    for (const [oldest, value] of kept) {
      if (kept.size <= size) break;
      kept.delete(oldest);
      value.then(drop, () => {});
    }
    return made;
  }

  /** Nothing is kept any longer. */
  function clear() {
    for (const value of kept.values()) value.then(drop, () => {});
    kept.clear();
  }

  return { get, clear };
}
