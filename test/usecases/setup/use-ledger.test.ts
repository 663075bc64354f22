// Which ledger a profile uses: a change that would lose what the one before knows, or what is not settled there, is refused.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { settingsPort } from "../../../src/compose/world.ts";
import { newProfile } from "../../../src/domain/profile.ts";
import { leaveLedger, moveLedger, useLedger } from "../../../src/usecases/setup/use-ledger.ts";

const SERVER = "postgres://ledger.example/pdqb";
type Known = { invoices: number; intentsOpen: number; movedTo?: string; shared?: string };
const nothing: Known = { invoices: 0, intentsOpen: 0 };

/** A profile that uses the ledger of its home, which knows `here`, and a server that knows `there`. `steps`: what was done to them. */
async function ledgers(here: Partial<Known>, there: Partial<Known>, ledger?: string) {
  const home = mkdtempSync(join(tmpdir(), "pdqb-ledgers-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const steps: string[] = [];
  const settings = settingsPort({ PDQB_HOME: home });
  const profile = { ...newProfile("host"), ...(ledger !== undefined && { ledger }) };
  await settings.update((file) => ({ ...file, profiles: { books: profile } }));
  const ledgerPlaces = {
    known: async (at: string | null) => ({ ...nothing, ...(at === null ? here : there) }),
    prepare: async () => void steps.push("prepared"),
    share: async () => void steps.push("shared"),
    leave: async () => void steps.push("left"),
    forgetPasswords: async (but: string | null) => void steps.push(`forgot all but ${but}`),
    move: async () => {
      steps.push("moved");
      return 7;
    },
  };
  const ports = { settings, ledgerPlaces } as unknown as Parameters<typeof useLedger>[0];
  const one = { name: "books", profile };
  return {
    steps,
    use: (address: string | null, dryRun = false) => useLedger(ports, { ...one, address, dryRun }),
    move: (address: string | null) => moveLedger(ports, { ...one, address }),
    leave: (dryRun: boolean) => leaveLedger(ports, { dryRun }),
    used: async () => (await settings.read()).profiles["books"]?.ledger,
  };
}

describe("another ledger", () => {
  it("is used, and given the profile's rules where nobody came before", async () => {
    const first = await ledgers({}, {});
    expect(await first.use(SERVER)).toEqual({ known: 0, left: 0 });
    expect(first.steps).toEqual(["shared", `forgot all but ${SERVER}`]);
    expect(await first.used()).toBe(SERVER);
    const second = await ledgers({ invoices: 2 }, { invoices: 9, shared: "{}" });
    expect(await second.use(SERVER)).toEqual({ known: 9, left: 2 });
    expect(second.steps).toEqual([`forgot all but ${SERVER}`]);
  });

  it("is looked at alone on a dry run, and nothing is done where it is used already", async () => {
    const dry = await ledgers({ invoices: 2 }, { invoices: 9 });
    expect(await dry.use(SERVER, true)).toEqual({ known: 9, left: 2 });
    const again = await ledgers({}, { invoices: 9 }, SERVER);
    expect(await again.use(SERVER)).toEqual({ known: 9, left: 0 });
    expect([dry.steps, again.steps, await dry.used()]).toEqual([[], [], undefined]);
  });

  it.each<[string, Partial<Known>, Partial<Known>, string]>([
    ["a write here is not settled", { intentsOpen: 1 }, {}, "1 write is not settled"],
    ["several are not", { intentsOpen: 2 }, { invoices: 5 }, "2 writes are not settled"],
    ["what is known here would be lost", { invoices: 1 }, {}, "knows 1 invoice."],
    ["the other was moved away", {}, { movedTo: "local h" }, "Its rows are at local h now."],
    ["a move is not finished", {}, { movedTo: "unfinished x" }, "with the same command"],
  ])("is refused where %s", async (_why, here, there, reason) => {
    const one = await ledgers(here, there);
    await expect(one.use(SERVER)).rejects.toMatchObject({
      ...{ kind: "refused", reason: expect.stringContaining(reason) },
    });
    expect([one.steps, await one.used()]).toEqual([[], undefined]);
  });

  it("takes the place of one whose rows were moved away, whatever stood in it", async () => {
    const moved = await ledgers({ invoices: 4, intentsOpen: 1, movedTo: SERVER }, { invoices: 4 });
    expect(await moved.use(SERVER)).toEqual({ known: 4, left: 0 });
  });
});

describe("a ledger that is out of reach", () => {
  it("is left for the one of this home", async () => {
    const one = await ledgers({ invoices: 3 }, {}, SERVER);
    expect(await one.leave(true)).toBe(3);
    expect(one.steps).toEqual([]);
    expect(await one.leave(false)).toBe(3);
    expect(one.steps).toEqual(["left", "forgot all but null"]);
  });

  it("is not left where the rows of this home are over there", async () => {
    const one = await ledgers({ movedTo: SERVER }, {}, SERVER);
    await expect(one.leave(false)).rejects.toMatchObject({
      ...{ kind: "refused", next: ["pdqb ledger move --to local"] },
    });
    expect(one.steps).toEqual([]);
  });
});

describe("a move", () => {
  it("to a server makes its tables first, and is used once the rows are there", async () => {
    const one = await ledgers({ invoices: 3 }, {});
    expect(await one.move(SERVER)).toBe(7);
    expect(one.steps).toEqual(["prepared", "moved", "shared", `forgot all but ${SERVER}`]);
    expect(await one.used()).toBe(SERVER);
  });

  it("home needs no tables, and takes the address out of the profile", async () => {
    const one = await ledgers({}, { invoices: 3 }, SERVER);
    expect(await one.move(null)).toBe(7);
    expect(one.steps).toEqual(["moved", "forgot all but null"]);
    expect(await one.used()).toBeUndefined();
  });

  it("to where it is, and from one server to another, is refused", async () => {
    const one = await ledgers({}, {}, SERVER);
    await expect(one.move(SERVER)).rejects.toMatchObject({ kind: "usage" });
    await expect(one.move("postgres://other.example/pdqb")).rejects.toMatchObject({
      next: [
        "pdqb ledger move --to local",
        'pdqb ledger move --to "postgres://other.example/pdqb"',
      ],
    });
    expect(one.steps).toEqual([]);
  });
});
