/** A ledger without rows for one test, in a file of its own, as the program opens it. */
import { onTestFinished } from "vitest";
import type { Ledger } from "../../src/ports.ts";
import { ENGINES } from "../adapters/storage/engines.ts";

const SCOPE = { environment: "practice", pipedriveCompany: "9001", realm: "9130350000000000012" };

export async function ownLedger(now: () => Date = () => new Date()): Promise<Ledger> {
  const place = await ENGINES[0]?.place();
  if (!place) throw new Error("There is no engine");
  onTestFinished(() => place.discard());
  return place.open({ scope: SCOPE, now });
}
