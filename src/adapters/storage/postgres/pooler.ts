/** PgBouncer in transaction mode gives every transaction a session of its own, so that no lock would hold. */
import type { Client } from "pg";
import { PdqbError } from "../../../domain/errors.ts";
import { type Address, shown } from "./address.ts";

const TRIES = 3;

/** A second client that is given the session of the first, which is still connected, shares it. Throws refused. */
export async function refuseTransactionPool(
  address: Address,
  open: () => Promise<Client>,
  ours: number | undefined,
): Promise<void> {
  for (let again = 0; again < TRIES; again += 1) {
    const other = await open();
    other.on("error", () => {});
    try {
      await other.connect();
      const { rows } = await other.query("select pg_backend_pid() as pid");
      if (rows[0]?.pid === ours) throw refused(address);
    } finally {
      other.end().catch(() => {});
    }
  }
}

const refused = (address: Address): PdqbError =>
  new PdqbError("refused", "Nothing was done: the ledger is behind a pool in transaction mode.", {
    reason: `${shown(address)}: its locks would not hold, and a deal could be invoiced twice.`,
    next: ["Set pool_mode = session in PgBouncer, or give the address of the server itself."],
  });
