// What doctor finds of a practice company when one thing after another is not as it should be; and no failure hides the rest.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LedgerError, PdqbError } from "../../../src/domain/errors.ts";
import type { Profile } from "../../../src/domain/settings.ts";
import { examine } from "../../../src/usecases/setup/examine.ts";
import type { Finding } from "../../../src/usecases/setup/finding.ts";
import { intentOf } from "../../support/intents.ts";
import { type Books, openPractice } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld, type World } from "../../support/world.ts";

const home = new Home();
let books: Books;
let world: World;
beforeAll(async () => {
  books = await openPractice(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});
beforeEach(async () => {
  await books.clearFaults();
  world = await openWorld(home);
});

type PortsOf = World["ports"];
/** All that was found, by check. `change`: ports and members of the profile that are otherwise. */
async function found(ports: Partial<Record<keyof PortsOf, object>> = {}, profile: object = {}) {
  const merged = Object.entries(ports).map(([name, change]) => [
    name,
    new Proxy(world.ports[name as keyof PortsOf] as object, {
      get: (of, member) => Reflect.get(member in change ? change : of, member),
    }),
  ]);
  const all: Record<string, Finding[]> = {};
  const subject = {
    ports: { ...world.ports, ...Object.fromEntries(merged) } as PortsOf,
    profile: { ...world.profile, ...profile } as Profile,
  };
  for await (const one of examine(subject)) {
    const { [one.check]: others = [] } = all;
    all[one.check] = [...others, one];
  }
  return all;
}
const words = (all: Finding[] | undefined) =>
  (all ?? []).map(({ state, message, next }) => [state, message, next].filter(Boolean).join(" | "));

const CHECKS = [
  ...["node", "files", "host", "ledger", "pipedrive", "quickbooks", "clock", "mapping"],
  ...["customers", "items", "tax codes", "deals", "copies", "writes"],
];

it("is fine with everything, check by check", async () => {
  const all = await found();
  expect(Object.keys(all)).toEqual(CHECKS);
  for (const check of CHECKS)
    expect(all[check]?.[0], check).toMatchObject({ state: "ok", next: "" });
});

describe("is told", () => {
  it("by a Node that is too old", async () => {
    const { node } = await found({ machine: { node: "v18.20.0" } });
    expect(words(node)).toEqual(["problem | Node v18.20.0 | Install Node 20.19 or newer."]);
  });

  it("by files that others can read, each with what closes it", async () => {
    const { files } = await found({ settings: { exposed: async () => ["/h/a", "/h/b"] } });
    expect(files?.map(({ next }) => next)).toEqual(["chmod go-rwx /h/a", "chmod go-rwx /h/b"]);
  });

  it("by a profile that was made on another host", async () => {
    const { host } = await found({}, { host: "elsewhere" });
    expect(host).toMatchObject([
      { state: "warning", message: expect.stringContaining("elsewhere") },
    ]);
  });

  it("by each fault of the ledger, and how to mend it", async () => {
    const faults = ["2 links name an invoice.", "1 settled write says nothing."];
    const check = async () => ({ exists: true, faults, next: ["pdqb ledger restore <copy>"] });
    const { ledger } = await found({ ledgerFile: { check } });
    expect(words(ledger)).toEqual(
      faults.map((fault) => `problem | ${fault} | pdqb ledger restore <copy>`),
    );
  });

  it("by a ledger that is shared, with those who use it now", async () => {
    const shared = { ledger: "postgres://ledger.example/pdqb" };
    const alone = await found({ ledgerPlaces: { others: async () => [] } }, shared);
    expect(words(alone["ledger"])[1]).toContain("used by nobody else now.");
    const others = { others: async () => ["ada@one", "bo@two"] };
    const both = await found({ ledgerPlaces: others }, shared);
    expect(words(both["ledger"])[1]).toContain("used by ada@one; bo@two.");
  });

  it("by an access to another Pipedrive company than the pinned one", async () => {
    const pinned = { ...world.profile.pipedrive, companyId: "1", companyName: "Other" };
    const { pipedrive } = await found({}, { pipedrive: pinned });
    expect(pipedrive).toMatchObject([{ state: "problem", next: "pdqb connect pipedrive" }]);
  });

  it("by a company that was renamed in QuickBooks", async () => {
    const { quickbooks } = await found(
      {},
      { quickbooks: { ...world.profile.quickbooks, companyName: "Old name" } },
    );
    expect(quickbooks).toMatchObject([
      { state: "warning", message: expect.stringContaining("and was Old name.") },
    ]);
  });

  it.each([
    [120_000, 0, "ok | As QuickBooks' own."],
    [121_000, 0, "problem | This machine's clock is 2 min behind QuickBooks' own."],
    [-600_000, 0, "problem | This machine's clock is 10 min ahead of QuickBooks' own."],
    // The ledger's clock, by which the skew is measured, is itself ahead of the machine's.
    [-600_000, 600_000, "ok | As QuickBooks' own."],
  ])("by a clock: %i ms by the ledger's, which is %i ms ahead", async (skew, ahead, words) => {
    const { clock } = await found({
      quickbooks: { clockSkewMs: async () => skew },
      ledgerPlaces: { clockAheadMs: async () => ahead },
    });
    expect(clock?.map(({ state, message }) => `${state} | ${message}`)).toEqual([words]);
  });

  it("by a field that is gone from Pipedrive, of invoices and of the write-back", async () => {
    const gone = { code: "zz", label: "PO", owner: "deal" };
    // A deal has a field of that code, a person has none.
    const ofPerson = { code: "title", label: "Mail", owner: "person" };
    const { mapping } = await found(
      {},
      {
        mapping: { po: gone, email: ofPerson },
        writeBack: { fields: { number: { ...gone, label: "Number", type: "varchar" } } },
      },
    );
    expect(words(mapping)).toEqual([
      'problem | The field deal.PO for "po" is gone from Pipedrive. | pdqb config fields',
      'problem | The field person.Mail for "email" is gone from Pipedrive. | pdqb config fields',
      'problem | The field deal.Number for "number" is gone from Pipedrive. | pdqb config writeback',
    ]);
  });

  it("by a write that is not resolved", async () => {
    const at = new Date().toISOString();
    const times = { createdAt: at, firstSentAt: at, lastSentAt: at };
    const marker = "pdqb 142/1 k7m2q9xw";
    await world.ports.ledger.openIntent(intentOf({ id: "open", marker, ...times }));
    const { writes } = await found();
    expect(words(writes)).toEqual([
      "problem | Not resolved: invoice for deal 123. | pdqb pending show open",
    ]);
    await world.ports.ledger.closeIntent("open", { state: "ended", outcome: "" }, {});
  });
});

describe("a service that fails", () => {
  it("is said once, and what needs it is not looked at", async () => {
    const company = async () => {
      throw new PdqbError("unavailable", "QuickBooks does not answer.", {});
    };
    const all = await found({ quickbooks: { company } });
    expect(all["quickbooks"]).toMatchObject([{ state: "problem" }]);
    for (const check of ["customers", "items", "tax codes", "copies"])
      expect(words(all[check])).toEqual(['warning | Not looked at: see "quickbooks".']);
    expect(all["pipedrive"]).toMatchObject([{ state: "ok" }]);
    expect(all["mapping"]).toMatchObject([{ state: "ok" }]);
  });

  it("a ledger that fails is said once too", async () => {
    const lost = async () => {
      throw new LedgerError("unavailable", "The ledger is out of reach.", {});
    };
    const check = async () => {
      throw new PdqbError("unavailable", "The ledger is out of reach.", { next: ["mend it"] });
    };
    const all = await found({
      ledgerFile: { check },
      ledger: { intents: lost, invoiceLinks: lost },
    });
    expect(words(all["ledger"])).toEqual(["problem | The ledger is out of reach. | mend it"]);
    for (const one of ["deals", "writes"])
      expect(words(all[one])).toEqual(['warning | Not looked at: see "ledger".']);
  });
});
