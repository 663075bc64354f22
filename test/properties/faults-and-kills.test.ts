// Random schedules of writes, failures, deaths between any two steps, clocks that are wrong, and several commands at once, against the
// practice services. Aim, at each quiet point: never two live invoices of one key, the ledger equals the books, one e-mail a send, and
// nothing left open that a person could not settle by looking.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CalendarDate } from "../../src/domain/calendar-date.ts";
import { PdqbError } from "../../src/domain/errors.ts";
import { isLive } from "../../src/domain/invoice/invoice-status.ts";
import type { Intent } from "../../src/domain/ledger/ledger.ts";
import type { Ports } from "../../src/ports.ts";
import { endInvoice } from "../../src/usecases/invoices/end-invoice.ts";
import { planEnding } from "../../src/usecases/invoices/plan-ending.ts";
import { refreshInvoices } from "../../src/usecases/invoices/refresh-invoices.ts";
import { resolveIntent, resolveOpenIntents } from "../../src/usecases/writes/open-intents.ts";
import { sendInvoice } from "../../src/usecases/writes/send-invoice.ts";
import { type Chance, chance } from "../support/chance.ts";
import { Killed, killable } from "../support/killable.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { runs } from "../support/runs.ts";
import { create, openWorld, type World } from "../support/world.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const FAULTS = [
  { kind: "drop_before" },
  { kind: "drop_after" },
  { kind: "status_before", status: 500 },
  { kind: "status_after", status: 503 },
  { kind: "429" },
  { kind: "html" },
  { kind: "truncated" },
  { kind: "xml" },
  { kind: "expired_token" },
  { kind: "stale_sync_token" },
];
const SILENCES = [
  { kind: "drop_before" },
  { kind: "status_before", status: 503 },
  { kind: "drop_after" },
  { kind: "truncated" },
];
const SENDINGS = ["/invoice?", "operation=void", "operation=delete", "/send"];
const PATHS = ["/invoice?", "operation=void", "operation=delete", "/send", "/query", "/batch"];
const DEALS = [142, 143, 144, 145, 146, 147, 148, 149, 150];
const TODAY = "2026-11-25" as CalendarDate;
const DAY_MS = 86_400_000;
const STEPS_MAX = 5_000;
const BETWEEN_LOOKS = 12;

async function oneOf(world: World, luck: Chance): Promise<void> {
  const { ports } = world;
  const known = await ports.ledger.invoices({});
  const live = known.filter(({ invoice, lastTotal }) => isLive(invoice, lastTotal));
  const pick = live.length === 0 ? 0 : luck.below(10);
  if (pick < 4) {
    const again = luck.next() < 0.3 ? { again: true as const, notDuplicate: true } : {};
    await create(world, luck.of(DEALS), { ...again, notDuplicate: true });
    return;
  }
  const target = luck.of(live);
  if (pick < 6) {
    const to = `${luck.of(["a", "b"])}${target.invoice.id}@example.org`;
    await sendInvoice(ports, { invoice: target.invoice, to, dealId: null });
  } else if (pick < 8) {
    const ending = pick === 6 ? "void" : "delete";
    const options = {
      ending,
      withPayments: false,
      reason: undefined,
      setting: () => undefined,
      save: true,
    } as const;
    await endInvoice(ports, await planEnding(ports, target, options));
  } else await resolveOpenIntents(ports);
}

/** What happened over all steps: a schedule in which nobody died and nothing was in doubt would prove nothing. */
const seen = new Set<string>();

function wordFor(reason: unknown): string {
  if (reason instanceof Killed) return "killed";
  return reason instanceof PdqbError ? reason.kind : "refused plan";
}

/** One step: perhaps a failure is staged, then one to three commands at once, each of which may die. */
async function step(luck: Chance, offsetMs: () => number): Promise<void> {
  await books.clearFaults();
  for (let staged = luck.below(3); staged > 0; staged -= 1) {
    const rule = { service: "quickbooks", path: luck.of(PATHS), times: 1 + luck.below(3) };
    await books.fail({ ...luck.of(FAULTS), ...rule });
  }
  // Now and then nothing gets an answer for a while: only so is an outcome left in doubt.
  if (luck.next() < 0.25)
    await books.fail({
      ...luck.of(SILENCES),
      service: "quickbooks",
      path: luck.of(SENDINGS),
      times: 3 + luck.below(4),
    });
  const seed = luck.below(1_000_000);
  const commands = Array.from({ length: luck.next() < 0.3 ? 2 + luck.below(2) : 1 }, async () => {
    const world = await openWorld(home, offsetMs);
    const dies = luck.next() < 0.4;
    // The same seed: several do the same thing at once.
    const mine = chance(seed);
    return oneOf(dies ? killable(world, 1 + luck.below(36), luck.next() < 0.5) : world, mine);
  });
  for (const outcome of await Promise.allSettled(commands)) {
    seen.add(outcome.status === "fulfilled" ? "done" : wordFor(outcome.reason));
    if (outcome.status === "fulfilled") continue;
    const { reason } = outcome;
    const isExpected =
      reason instanceof Killed ||
      reason instanceof PdqbError ||
      /^\w+: /.test(String(reason.message));
    if (!isExpected) throw reason;
  }
}

const marked = () => books.invoices(/pdqb \d+\/\d+ /);

/** What a person does who is asked: looks in the books, and says what is there. */
async function settleByPerson(ports: Ports, intent: Intent): Promise<void> {
  const found = (await marked()).find(({ PrivateNote }) =>
    PrivateNote.includes(intent.marker ?? "-"),
  );
  await resolveIntent(ports, intent, found ? { created: found.Id } : "not_created");
}

async function look(offsetMs: () => number): Promise<void> {
  await books.clearFaults();
  const world = await openWorld(home, offsetMs);
  const { ports } = world;
  const open = await resolveOpenIntents(ports);
  for (const intent of open) {
    if (intent.kind === "invoice" || intent.kind === "send") {
      if (intent.kind === "invoice") await settleByPerson(ports, intent);
      else await resolveIntent(ports, intent, "not_created");
    }
  }
  expect(await ports.ledger.intents({ state: "open" })).toEqual([]);
  const pipedriveCompany = world.profile.pipedrive.companyId;
  await refreshInvoices(ports, { pipedriveCompany, today: TODAY, timeZone: null });

  const there = await marked();
  const keys = new Map<string, number>();
  for (const { PrivateNote, TotalAmt } of there) {
    const key = /pdqb (\d+\/\d+) /.exec(PrivateNote)?.[1] ?? "";
    if (TotalAmt > 0) keys.set(key, (keys.get(key) ?? 0) + 1);
  }
  expect([...keys].filter(([, live]) => live > 1)).toEqual([]);

  const known = new Map((await ports.ledger.invoices({})).map((one) => [one.invoice.id, one]));
  for (const { Id, TotalAmt, Balance } of there) {
    const mine = known.get(Id);
    expect(mine?.links.length, `invoice ${Id} is linked`).toBe(1);
    expect([mine?.invoice.total.toNumber(), mine?.invoice.balance.toNumber()]).toEqual([
      TotalAmt,
      Balance,
    ]);
    known.delete(Id);
  }
  expect([...known.values()].filter(({ invoice }) => !invoice.deleted)).toEqual([]);

  const mails = (await books.outbox()).map(
    (mail) => /[ab]\d+@example\.org/.exec(JSON.stringify(mail))?.[0],
  );
  expect(new Set(mails).size).toBe(mails.length);
}

it("one invoice a key, one e-mail a send, and a ledger that equals the books", async () => {
  const { numRuns, seed } = runs(120);
  const luck = chance(seed);
  let offset = 0;
  const steps = Math.min(numRuns, STEPS_MAX);
  for (let at = 1; at <= steps; at += 1) {
    // The machine's clock: mostly right, now and then wrong by up to a day.
    if (luck.next() < 0.1) offset = luck.next() < 0.5 ? 0 : luck.below(2 * DAY_MS) - DAY_MS;
    await step(luck, () => offset);
    // Once every clock has passed, and three minutes more, nothing is on its way any more.
    if (at % BETWEEN_LOOKS === 0) await look(() => DAY_MS + 180_000);
  }
  // Short schedules do not lead everywhere each time; a long one does.
  const words =
    steps < 1_000 ? ["done", "killed"] : ["done", "killed", "unknown_outcome", "unavailable"];
  for (const word of words) expect(seen).toContain(word);
  expect((await marked()).length).toBeGreaterThan(5);
}, 3_600_000);
