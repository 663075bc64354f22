/** Answers that are asked for once, and remembered; a failure is forgotten, and the next question asks again. */

/** Remembers the answer to each key. */
export function onceEach<K, V>(read: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    value.catch(() => known.delete(key));
    return value;
  };
}

/** Remembers the answer. */
export function once<V>(read: () => Promise<V>): () => Promise<V> {
  const answer = onceEach((_all: "all") => read());
  return () => answer("all");
}
