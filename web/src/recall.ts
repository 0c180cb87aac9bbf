// A cache of the last used.

/** The value under a key, or a new one; the longest unused beyond `most` is let go. */
export function recall<V>(kept: Map<string, V>, most: number, key: string, make: () => V): V {
  const value = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > most) kept.delete(kept.keys().next().value as string);
  return value;
}
