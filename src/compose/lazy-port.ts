/**
 * A port whose adapter is loaded at its first call. Every method of a port is asynchronous, a promise or an iteration, so
 * that waiting for the adapter changes nothing for the caller.
 */
export function lazyPort<T extends object>(load: () => Promise<T>): T {
  let loaded: Promise<T> | undefined;
  const call = async (name: string, args: unknown[]): Promise<unknown> => {
    loaded ??= load();
    const adapter = (await loaded) as Record<string, (...args: unknown[]) => unknown>;
    return adapter[name]?.(...args);
  };
  return new Proxy({} as T, {
    get(_target, name) {
      // A promise asks for `then`: a port is none.
      if (name === "then" || typeof name === "symbol") return undefined;
      return (...args: unknown[]) => {
        const result = call(name, args);
        const pages = async function* () {
          yield* (await result) as AsyncIterable<unknown>;
        };
        return Object.assign(result, { [Symbol.asyncIterator]: pages });
      };
    },
  });
}
