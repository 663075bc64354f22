// The rows of a pair of companies moved from one ledger to another: exactly one of the two takes writes, whatever cuts the move off.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteEngine } from "../../../src/adapters/storage/ledger/engine-sqlite.ts";
import { moveRows, type Side } from "../../../src/adapters/storage/ledger/move-rows.ts";
import { openLedger } from "../../../src/adapters/storage/ledger-sqlite.ts";
import { homePaths } from "../../../src/adapters/storage/paths.ts";
import { invoice, link } from "../../support/builders.ts";
import { intentOf, SENT_AT } from "../../support/intents.ts";

const SCOPE = { environment: "practice", pipedriveCompany: "9001", realm: "1" };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pdqb-move-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const paths = (name: string) => homePaths({ PDQB_HOME: join(folder, name) });
const ledger = (name: string, scope = SCOPE) =>
  openLedger({ paths: paths(name), mode: "write", scope, now: () => new Date(SENT_AT) });
const side = (name: string): Side => ({
  engine: sqliteEngine({ paths: paths(name), mode: "write" }),
  place: name,
});
const move = (from: Side, to: Side) => moveRows(SCOPE, from, to);
const ids = async (name: string) =>
  (await ledger(name).invoices({})).map((one) => one.invoice.id).sort();

async function bill(name: string, id: string, scope = SCOPE): Promise<void> {
  const one = ledger(name, scope);
  await one.putInvoiceLink(link({ invoiceId: id }));
  await one.saveInvoices([invoice({ id })], SENT_AT);
}

/** The process is cut off when it comes to write here for the n-th time. */
function dying({ engine, place }: Side, at: number): Side {
  let writes = 0;
  const write: typeof engine.write = (...args) => {
    writes += 1;
    if (writes === at) throw new Error("cut off");
    return engine.write(...args);
  };
  return { place, engine: { ...engine, write, read: (...args) => engine.read(...args) } };
}

describe("a move", () => {
  it("takes all rows of the pair, and no write is taken at the old place from then on", async () => {
    await bill("old", "1");
    await bill("old", "2", { ...SCOPE, realm: "other" });
    await ledger("old").openIntent(intentOf({ id: "done" }));
    await ledger("old").closeIntent("done", { state: "done", objectId: "1", outcome: "" }, {});
    await move(side("old"), side("new"));
    expect(await ids("new")).toEqual(["1"]);
    expect(await ledger("new").intents({ id: "done" })).toMatchObject([{ objectId: "1" }]);
    await expect(bill("old", "3")).rejects.toMatchObject({ kind: "refused" });
    await bill("new", "3");
    expect(await ids("new")).toEqual(["1", "3"]);
    await bill("old", "4", { ...SCOPE, realm: "other" });
  });

  it("and back leaves the first place as the second was", async () => {
    await bill("old", "1");
    await move(side("old"), side("new"));
    await bill("new", "2");
    await move(side("new"), side("old"));
    expect(await ids("old")).toEqual(["1", "2"]);
    await bill("old", "3");
    await expect(bill("new", "4")).rejects.toMatchObject({ kind: "refused" });
  });
});

describe("a move is refused", () => {
  it.each([
    [1, "1 write is not settled."],
    [2, "2 writes are not settled."],
  ])("while %i writes are open", async (count, reason) => {
    await bill("old", "1");
    for (let at = 0; at < count; at += 1) await ledger("old").openIntent(intentOf({ id: `${at}` }));
    await expect(move(side("old"), side("new"))).rejects.toMatchObject({
      ...{ kind: "refused", reason, next: ["pdqb pending list"] },
    });
    expect(await ids("new")).toEqual([]);
    await bill("old", "2");
  });

  it("to a ledger that knows the pair already, and both stay as they are", async () => {
    await bill("old", "1");
    await bill("new", "2");
    await expect(move(side("old"), side("new"))).rejects.toMatchObject({
      ...{ kind: "refused", message: "Nothing was moved: the new ledger is not empty." },
    });
    await bill("old", "3");
    expect([await ids("old"), await ids("new")]).toEqual([["1", "3"], ["2"]]);
  });

  it("from one that was moved to another place", async () => {
    await bill("old", "1");
    await move(side("old"), side("new"));
    await expect(move(side("old"), side("third"))).rejects.toMatchObject({
      ...{ kind: "refused", reason: "It is at new now.", next: ['pdqb ledger use "new"'] },
    });
    expect(await ids("third")).toEqual([]);
  });
});

describe("a move that was cut off", () => {
  it("before the old place was closed: it alone takes writes, and the same call takes them along", async () => {
    await bill("old", "1");
    await expect(move(dying(side("old"), 1), side("new"))).rejects.toThrow("cut off");
    await expect(bill("new", "9")).rejects.toMatchObject({
      ...{ kind: "refused", next: ['pdqb ledger move --to "new"'] },
    });
    await bill("old", "2");
    await move(side("old"), side("new"));
    expect(await ids("new")).toEqual(["1", "2"]);
    await bill("new", "3");
  });

  it("after it was closed: neither takes writes until the same call has ended it", async () => {
    await bill("old", "1");
    await expect(move(side("old"), dying(side("new"), 2))).rejects.toThrow("cut off");
    for (const place of ["old", "new"])
      await expect(bill(place, "9"), place).rejects.toMatchObject({ kind: "refused" });
    await move(side("old"), side("new"));
    await bill("new", "2");
    expect(await ids("new")).toEqual(["1", "2"]);
  });
});
