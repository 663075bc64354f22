/** The environment of processes that are none of pdqb: without its secrets and settings. */

const OWN = /^PDQB_/i;

/** Everything but `PDQB_*`. */
export function childEnv(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));
}

/** For a library that starts a process and takes no environment for it: meanwhile ours is without `PDQB_*`. */
export async function withoutOwnEnv<T>(work: () => Promise<T>): Promise<T> {
  const own = Object.entries(process.env).filter(([name]) => OWN.test(name));
  for (const [name] of own) delete process.env[name];
  try {
    return await work();
  } finally {
    Object.assign(process.env, Object.fromEntries(own));
  }
}
