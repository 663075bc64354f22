/** A port of which some methods answer from what was read ahead. */
export function over<T extends object>(port: T, served: Partial<T>): T {
  return Object.assign(Object.create(port) as T, served);
}

/** Runs `work` on each, at most `width` at once, until one throws; what is under way then is waited for. */
export async function eachOf<T>(
  things: readonly T[],
  width: number,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const queue = things.values();
  let hasFailed = false;
  const worker = async () => {
    for (const thing of queue) {
      if (hasFailed) return;
      try {
        await work(thing);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: width }, worker));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}
