/** A process that is killed, within the test's own: nothing of it goes on after the n-th call to the world. */
import type { World } from "./world.ts";

export class Killed extends Error {}

/** Dies before or after the n-th call of the ledger or of either service. Waiting for a lock is no call of its own. */
export function killable(world: World, at: number, after: boolean): World & { calls(): number } {
  let calls = 0;
  const dying = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const method = (target as Record<string | symbol, unknown>)[name];
        if (typeof method !== "function" || name === "exclusive") return method;
        return async (...args: unknown[]) => {
          calls += 1;
          const isMine = calls === at;
          if (isMine && !after) throw new Killed();
          const result = await method(...args);
          if (isMine) throw new Killed();
          return result;
        };
      },
    });
  const { ledger, quickbooks, pipedrive } = world.ports;
  const ports = {
    ...world.ports,
    ledger: dying(ledger),
    quickbooks: dying(quickbooks),
    pipedrive: dying(pipedrive),
  };
  return { ...world, ports, calls: () => calls };
}
