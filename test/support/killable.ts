/** A process that is killed, within the test's own: nothing of it goes on after the n-th call to the world. */
import { create, type World } from "./world.ts";

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

/** A create that ended when QuickBooks had it and nobody knew: the id of its intent. */
export async function leftUnclear(world: World, deal: number): Promise<string> {
  const { quickbooks, ledger } = world.ports;
  const send: typeof quickbooks.send = async (...args) => {
    await quickbooks.send(...args);
    throw new Killed();
  };
  const dying = new Proxy(quickbooks, {
    get: (of, name) => (name === "send" ? send : Reflect.get(of, name)),
  });
  const doomed = { ...world, ports: { ...world.ports, quickbooks: dying } };
  const ended = await create(doomed, deal, { notDuplicate: true }).catch((error) => error);
  if (!(ended instanceof Killed)) throw new Error("The create was not killed");
  const [open] = await ledger.intents({ state: "open" });
  return open?.id ?? "";
}
