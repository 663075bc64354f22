// Two months of history are moved to PostgreSQL and back: every row is there at each place, and the last hash is the same.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isInstalled, ledgerDatabase } from "../support/postgres.ts";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld } from "../support/world.ts";

/** 100 writes on each of 60 days. */
const DAYS = 60;
const WRITES = 100;

describe.runIf(isInstalled)("the history of two months", () => {
  const home = new Home();
  beforeAll(async () => {
    await openPractice(home, { matching: true });
    const { ports } = await openWorld(home);
    for (let day = 0; day < DAYS; day += 1) {
      const at = new Date(Date.UTC(2026, 9, 1 + day, 8)).toISOString();
      const entries = Array.from({ length: WRITES }, (_, n) => ({
        ...{ at, actor: "ada@office", action: "update invoice", run: null, reason: null },
        ...{ invoiceId: `${day * WRITES + n}`, dealId: n, requestId: `${day}-${n}`, traceId: null },
        ...{ before: `{"note":"Grüße ${n}"}`, after: `{"note":"it's \\\\ 'new' ${day}"}` },
      }));
      await ports.ledger.saveInvoices([], at, {}, entries);
    }
  }, 600_000);
  afterAll(async () => {
    await home.run("practice stop");
    home.discard();
  });

  it("has the same rows and the same last hash there, and back", async () => {
    const here = await home.json("history verify");
    expect(here).toMatchObject({ outcome: "sound", rows: DAYS * WRITES, broken: [] });
    const rows = await home.json(`history --limit ${DAYS * WRITES}`);
    for (const to of [await ledgerDatabase(), "local"]) {
      const before = Date.now();
      await home.json(["ledger", "move", "--to", to, "--yes"]);
      console.log(`${DAYS * WRITES} rows moved in ${Date.now() - before} ms`);
      expect(await home.json("history verify")).toEqual(here);
      expect(await home.json(`history --limit ${DAYS * WRITES}`)).toEqual(rows);
    }
  }, 600_000);
});
