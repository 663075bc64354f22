/** Things by a key, in their order; those without a key are left out. */
export function grouped<T, K>(
  things: Iterable<T>,
  keyOf: (thing: T) => K,
): Map<NonNullable<K>, T[]> {
  const groups = new Map<NonNullable<K>, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    if (key === null || key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}
