// What sales sees of invoices in Pipedrive: fields, note, PDF and activity, written where they were chosen and only where they changed.
// Aim: what stands in Pipedrive is what the books say, each thing is there once whatever failed, and no failure there harms an invoice.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WriteBackChoice } from "../../src/domain/invoice/write-back-choice.ts";
import { refreshInvoices } from "../../src/usecases/invoices/refresh-invoices.ts";
import { writeBack } from "../../src/usecases/write-back/write-back.ts";
import { resolveOpenIntents } from "../../src/usecases/writes/open-intents.ts";
import { Killed, killable } from "../support/killable.ts";
import { type Books, openPractice, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld, type World } from "../support/world.ts";

const home = new Home();
let books: Books;
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;
let choice: WriteBackChoice;
const MINUTES = 60_000;
const DAYS = 86_400_000;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  pipedrive = await practicePipedrive(home);
}, 60_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Fields = { custom_fields: Record<string, unknown> };
type Note = { id: number; content: string; pinned_to_deal_flag: boolean };
const fieldsOf = async (deal: number) => {
  const { custom_fields } = await pipedrive<Fields>("GET", `v2/deals/${deal}`);
  return Object.fromEntries(
    Object.entries(choice.fields).map(([result, { code }]) => [result, custom_fields[code]]),
  );
};
const notesOf = (deal: number) => pipedrive<Note[]>("GET", `v1/notes?deal_id=${deal}`);
const filesOf = (deal: number) =>
  pipedrive<{ id: number; name: string; file_size: number }[] | null>(
    "GET",
    `v1/deals/${deal}/files`,
  ).then((rows) => rows ?? []);
const activitiesOf = (deal: number) =>
  pipedrive<{ id: number; subject: string }[]>("GET", `v2/activities?deal_id=${deal}`);
const calls = async () =>
  (await books.log())
    .filter(({ service }) => service === "pipedrive")
    .map(({ method, path }) => `${method} ${path.replace(/\d{2,}/g, "N")}`);

/** Settles, refreshes and writes back, as `invoices refresh` does. */
async function back(world: World, dealIds?: number[]) {
  const { ports, profile } = world;
  const today = (await ports.clock.now()).toISOString().slice(0, 10) as never;
  await resolveOpenIntents(ports);
  const { timeZone } = profile.quickbooks;
  const pipedriveCompany = profile.pipedrive.companyId;
  await refreshInvoices(ports, { pipedriveCompany, today, timeZone });
  const urlOf = ({ id }: { id: string }) => `https://books.example/invoice?txnId=${id}`;
  return writeBack(ports, { choice, today, urlOf }, dealIds);
}

describe("the choice", () => {
  it("is off at first, and is made with a word before a field is made", async () => {
    expect(await home.json("config writeback")).toMatchObject({
      writeback: { fields: { number: null, status: null }, note: false },
    });
    const refused = await home.run("config writeback --new-fields");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("--yes");
    expect(await home.json("config writeback --new-fields --dry-run")).toMatchObject({
      plan: { requests: { length: 6 } },
    });
    const made = (await home.json(
      "config writeback --new-fields --note on --pdf on --activity on --yes",
    )) as unknown as { writeback: WriteBackChoice };
    choice = made.writeback;
    expect(choice.fields.balance).toMatchObject({ label: "Invoice balance", type: "monetary" });
    await books.clearLog();
    expect(await home.json("config writeback --new-fields --yes")).toEqual(made);
    expect(await calls()).toEqual(["GET /api/v2/dealFields"]);
  });

  it("refuses a field that cannot hold the result, and a built-in one", async () => {
    const wrong = await home.run(["config", "writeback", "--balance", "deal.Invoice number"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("of the type varchar; a custom field of the type monetary");
    expect((await home.run("config writeback --off --note on")).code).toBe(2);
    expect((await home.run("config writeback --number title")).stderr).toContain("built in");
    expect((await home.run("config writeback --due nowhere")).stderr).toContain(
      "no such deal field",
    );
  });
});

describe("a deal", () => {
  let number = "";
  it("shows number, status, amounts, due date and address; the note is pinned, the PDF is a file", async () => {
    const world = await openWorld(home);
    const { invoice } = await create(world, 142);
    number = invoice.number ?? "";
    const { failed, tokens, ...counts } = await back(world, [142]);
    expect(failed).toEqual([]);
    expect(counts).toEqual({ deals: 1, values: 1, notes: 1, files: 1, activities: 0 });
    // 10 for the fields' definitions, 5 for the values, 20 + 10 for the note, 20 + 10 for the file.
    expect(tokens).toBe(75);
    expect(await fieldsOf(142)).toEqual({
      number,
      status: "open",
      amount: { value: 622.45, currency: "EUR" },
      balance: { value: 622.45, currency: "EUR" },
      due: invoice.dueDate,
      link: `https://books.example/invoice?txnId=${invoice.id}`,
    });
    const [note, ...more] = await notesOf(142);
    expect(more).toEqual([]);
    expect(note).toMatchObject({ pinned_to_deal_flag: true });
    expect(note?.content).toContain(`>${number}</a>: 622.45 EUR, 622.45 open`);
    const [file] = await filesOf(142);
    expect(file?.name).toBe(`invoice-${number}.pdf`);
    expect(file?.file_size).toBeGreaterThan(1_000);
  });

  it("costs nothing while nothing changes, and only what changed when something does", async () => {
    const world = await openWorld(home);
    await books.clearLog();
    expect(await back(world)).toMatchObject({ deals: 0, tokens: 0 });
    expect(await calls()).toEqual([]);
    await home.run(`practice pay ${number} 100.45`);
    const [before] = await notesOf(142);
    await books.clearLog();
    expect(await back(world)).toMatchObject({ deals: 1, values: 1, notes: 1, files: 0 });
    expect(await calls()).toEqual([
      "GET /api/v2/dealFields",
      "PATCH /api/v2/deals/N",
      "PUT /api/v1/notes/N",
    ]);
    expect(await fieldsOf(142)).toMatchObject({
      status: "partially paid",
      amount: { value: 622.45, currency: "EUR" },
      balance: { value: 522, currency: "EUR" },
    });
    const [after, ...more] = await notesOf(142);
    expect([after?.id, more]).toEqual([before?.id, []]);
    expect(after?.content).toContain("522.00 open");
  });

  it("has an activity when its invoice becomes overdue, once", async () => {
    const world = await openWorld(home, () => 60 * DAYS);
    expect(await back(world)).toMatchObject({ values: 1, activities: 1 });
    expect(await back(world)).toMatchObject({ deals: 0 });
    const [activity, ...more] = await activitiesOf(142);
    expect(more).toEqual([]);
    expect(activity?.subject).toContain(`Invoice ${number} is overdue: 522.00 EUR`);
    // Back in the present it is not overdue; nothing is made again.
    expect(await back(await openWorld(home))).toMatchObject({ activities: 0, files: 0 });
  });

  it("gets its note again when somebody deleted it", async () => {
    const [note] = await notesOf(142);
    await pipedrive("DELETE", `v1/notes/${note?.id}`);
    await home.run(`practice pay ${number} 22`);
    expect(await back(await openWorld(home))).toMatchObject({ notes: 1, failed: [] });
    const [again, ...more] = await notesOf(142);
    expect(more).toEqual([]);
    expect(again?.content).toContain("500.00 open");
  });
});

/** As if nothing had ever been written into the deal; `there`: the ledger alone has forgotten it. */
async function emptied(world: World, deal: number, { there = false } = {}): Promise<void> {
  const nothing = { values: {}, note: null, files: [], activities: [], refused: null };
  await world.ports.ledger.putWrittenBack({ dealId: deal, ...nothing });
  if (there) return;
  for (const { id } of await notesOf(deal)) await pipedrive("DELETE", `v1/notes/${id}`);
  for (const { id } of await filesOf(deal)) await pipedrive("DELETE", `v1/files/${id}`);
  for (const { id } of await activitiesOf(deal)) await pipedrive("DELETE", `v2/activities/${id}`);
}

const thingsOn = async (deal: number) => ({
  fields: await fieldsOf(deal),
  notes: (await notesOf(deal)).length,
  files: (await filesOf(deal)).length,
  activities: (await activitiesOf(deal)).length,
});

describe("a failure", () => {
  const WAYS = [
    { kind: "drop_before" },
    { kind: "drop_after" },
    { kind: "status_before", status: 503 },
    { kind: "status_after", status: 500 },
    { kind: "html" },
    { kind: "truncated" },
    { kind: "429" },
    { kind: "expired_token", times: 1 },
  ];
  const PLACES = [
    { method: "PATCH", path: "/deals/" },
    { method: "POST", path: "/notes" },
    { method: "POST", path: "/files" },
    { method: "POST", path: "/activities" },
  ];

  it("of any write leaves each thing on the deal once, as the books have it, after the next run", async () => {
    const overdue = await openWorld(home, () => 60 * DAYS);
    const later = await openWorld(home, () => 60 * DAYS + 3 * MINUTES);
    const { invoice } = await create(await openWorld(home), 143);
    await back(overdue, [143]);
    const whole = await thingsOn(143);
    expect(whole).toMatchObject({
      fields: { number: invoice.number, status: "overdue" },
      notes: 1,
      files: 1,
      activities: 1,
    });
    const found: Record<string, unknown> = {};
    for (const way of WAYS) {
      for (const place of PLACES) {
        await emptied(overdue, 143);
        await books.fail({ times: 9, ...way, ...place, service: "pipedrive" });
        const failing = await back(overdue, [143]);
        await books.clearFaults();
        const { failed } = await back(later, [143]);
        const name = `${way.kind} ${place.path}`;
        const now = await thingsOn(143);
        if (failed.length > 0 || JSON.stringify(now) !== JSON.stringify(whole))
          found[name] = { first: failing.failed, failed, now };
        for (const open of await later.ports.ledger.intents({ state: "open" }))
          found[`${name} open`] = open;
      }
    }
    expect(found).toEqual({});
  }, 120_000);

  it("between the answer and the note in the ledger makes nothing a second time", async () => {
    const world = await openWorld(home, () => 60 * DAYS);
    const whole = await thingsOn(143);
    await emptied(world, 143, { there: true });
    expect(await back(world, [143])).toMatchObject({ failed: [], files: 0, activities: 0 });
    expect(await thingsOn(143)).toEqual(whole);
  });

  it("of the process, killed before or after any of its calls, leaves each thing on the deal once", async () => {
    const overdue = await openWorld(home, () => 60 * DAYS);
    const later = await openWorld(home, () => 60 * DAYS + 3 * MINUTES);
    await emptied(overdue, 143);
    const counting = killable(overdue, 0, false);
    await back(counting, [143]);
    const whole = await thingsOn(143);
    expect(counting.calls()).toBeGreaterThan(25);
    const found: Record<string, unknown> = {};
    // Every third call in the suite, from another one each time; each of them in the long run.
    const step = process.env.PDQB_TEST_KILLS === undefined ? 3 : 1;
    for (let at = 1 + (Date.now() % step); at <= counting.calls(); at += step) {
      for (const after of [false, true]) {
        await emptied(overdue, 143);
        await back(killable(overdue, at, after), [143]).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
        const { failed } = await back(later, [143]);
        const now = await thingsOn(143);
        if (failed.length > 0 || JSON.stringify(now) !== JSON.stringify(whole))
          found[`${after ? "after" : "before"} call ${at}`] = { failed, now };
      }
    }
    expect(found).toEqual({});
    expect(await later.ports.ledger.intents({ state: "open" })).toEqual([]);
  }, 120_000);

  it("of Pipedrive harms no create, and is made up by the next refresh", async () => {
    await books.fail({
      kind: "status_before",
      status: 503,
      service: "pipedrive",
      method: "PATCH",
      times: 9,
    });
    const made = (await home.json("invoice create --deal 144 --yes")) as unknown as {
      outcome: string;
      warnings: { code: string }[];
    };
    expect(made.outcome).toBe("created");
    expect(made.warnings.map(({ code }) => code)).toContain("writeback_failed");
    await books.clearFaults();
    // Two minutes after it was sent it is looked for again.
    expect(await back(await openWorld(home, () => 3 * MINUTES))).toMatchObject({ failed: [] });
    expect(await fieldsOf(144)).toMatchObject({ status: "open" });
  }, 60_000);

  it("of a field that is gone is one error for all deals, and the rest is written", async () => {
    const code = choice.fields.number?.code;
    const world = await openWorld(home);
    for (const deal of [142, 143, 144]) await emptied(world, deal, { there: true });
    await pipedrive("DELETE", `v2/dealFields/${code}`);
    const { failed, values, notes } = await back(world);
    expect(failed.map(({ dealId, error }) => [dealId, error.message])).toEqual([
      [null, 'Deal fields are not written: "Invoice number" was deleted in Pipedrive.'],
    ]);
    expect([values, notes]).toEqual([0, 3]);
    expect((await home.run("doctor")).stdout).toContain(
      'The field deal.Invoice number for "number" is gone from Pipedrive.',
    );
    const run = await home.run("invoices refresh");
    expect(run.code).toBe(7);
    expect(run.stderr).toContain("pdqb config writeback");
    await home.run("config writeback --number new --yes");
    choice = ((await home.json("config writeback")) as unknown as { writeback: WriteBackChoice })
      .writeback;
    expect(await back(world)).toMatchObject({ failed: [], values: 3 });
  });

  it("of an archived or a deleted deal is said once", async () => {
    await create(await openWorld(home), 145);
    await create(await openWorld(home), 146);
    await pipedrive("PATCH", "v2/deals/145", { is_archived: true });
    await pipedrive("DELETE", "v2/deals/146");
    const world = await openWorld(home);
    const { failed } = await back(world);
    expect(failed.map(({ dealId, isFinal }) => [dealId, isFinal])).toEqual([
      [145, true],
      [146, true],
    ]);
    await books.clearLog();
    expect(await back(world)).toMatchObject({ failed: [], tokens: 0 });
    expect(await calls()).toEqual([]);
  });

  it("cannot happen where every write is forbidden", async () => {
    await home.run("practice pay 1021 10");
    await books.clearLog();
    const run = await home.run("invoices refresh", { env: { PDQB_READ_ONLY: "1" } });
    expect(run.code).toBe(0);
    expect(await calls()).toEqual([]);
  });
});

describe("a deal whose invoice ends", () => {
  it("says so when it was voided, and shows nothing when it was untied", async () => {
    const { invoices } = (await home.json("invoices list --deal 144")) as unknown as {
      invoices: { number: string }[];
    };
    const number = invoices[0]?.number ?? "";
    await home.json(`invoice void ${number} --yes`);
    expect(await fieldsOf(144)).toMatchObject({ number, status: "voided", balance: { value: 0 } });
    await home.json(`invoice unlink ${number} --deal 144`);
    expect(await fieldsOf(144)).toEqual({
      number: null,
      status: null,
      amount: null,
      balance: null,
      due: null,
      link: null,
    });
    expect((await notesOf(144))[0]?.content).toContain("None.");
  });
});
