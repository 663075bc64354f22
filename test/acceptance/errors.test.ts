// Every kind of error as an operator reads it, in its exact words, and as the object that a script gets under --json. The files
// beside this one hold both; ids, times and ports stand in them as <…>. `PDQB_GALLERY=write` writes them anew, to be read before
// they are committed. Read each as somebody in finance: what happened, why, what to do next, and the service's own marks last.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ErrorKind } from "../../src/domain/errors.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home, type Result } from "../support/run.ts";

const home = new Home();
const fresh = new Home();
let books: Books;
let paid: string;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  const { invoice } = await home.json("invoice create --deal 142 --yes");
  paid = (invoice as unknown as { number: string }).number;
  await home.run(`practice pay ${paid} 100`);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
  fresh.discard();
});

type Case = {
  name: string;
  kind: ErrorKind;
  code: number;
  /** What is typed, in words and under --json; once is enough where nothing is written. */
  typed: () => string | [words: string, json: string];
  stage?: () => Promise<unknown>;
  start?: (args: string[]) => Promise<Result>;
};

const POST_INVOICE = { service: "quickbooks", method: "POST", path: "/\\/invoice\\?/" };

const CASES: Case[] = [
  // The first: the ledger has two invoices, and no refresh has been.
  {
    name: "partial-refresh",
    kind: "partial",
    code: 7,
    typed: () => "invoices refresh",
    async stage() {
      const { invoice } = await home.json("invoice create --deal 150 --yes");
      const { id } = invoice as unknown as { id: string };
      await books.post("invoice?operation=delete", { Id: id, SyncToken: "0" });
      const path = `/invoice/${id}`;
      await books.fail({ kind: "status_before", status: 403, path, times: 9 });
    },
  },
  { name: "usage-flag", kind: "usage", code: 2, typed: () => "invoices list --statsu open" },
  { name: "usage-command", kind: "usage", code: 2, typed: () => "invoice crate --deal 123" },
  {
    name: "usage-confirmation",
    kind: "usage",
    code: 2,
    typed: () => `invoice void ${paid} --with-payments`,
  },
  {
    name: "refused-plan",
    kind: "refused",
    code: 3,
    typed: () => "invoice create --deal 134 --yes",
  },
  {
    name: "refused-payment",
    kind: "refused",
    code: 3,
    typed: () => `invoice void ${paid} --yes`,
  },
  {
    name: "refused-by-quickbooks",
    kind: "refused",
    code: 3,
    typed: () => `invoice void ${paid} --with-payments --yes`,
    stage: () => books.set({ "quickbooks.void_with_payment": "refuse" }),
  },
  {
    name: "connection-none",
    kind: "connection",
    code: 4,
    typed: () => "invoice create --deal 123 --yes",
    start: (args) => fresh.run(args),
  },
  {
    name: "connection-ended",
    kind: "connection",
    code: 4,
    typed: () => "invoices list --customer 417",
    async stage() {
      await books.fail({ kind: "expired_token", service: "quickbooks", path: "/v3/", times: 9 });
      await books.fail({ kind: "revoked_token", service: "quickbooks", times: 9 });
    },
  },
  {
    name: "not-found-deal",
    kind: "not_found",
    code: 5,
    typed: () => "invoice create --deal 999999 --yes",
  },
  { name: "not-found-invoice", kind: "not_found", code: 5, typed: () => "invoice view 99999" },
  {
    name: "unavailable-busy",
    kind: "unavailable",
    code: 6,
    typed: () => "deals",
    stage: () => books.fail({ kind: "429", service: "pipedrive", retryAfter: 60, times: 9 }),
  },
  {
    name: "unavailable-write",
    kind: "unavailable",
    code: 6,
    typed: () => "invoice create --deal 143 --yes --quiet",
    stage: () => books.fail({ ...POST_INVOICE, kind: "429", retryAfter: 90, times: 2 }),
  },
  {
    name: "partial-not-sent",
    kind: "partial",
    code: 7,
    typed: () => [
      "invoice create --deal 145 --yes --send --quiet",
      "invoice create --deal 142 --again --not-duplicate --yes --send --quiet",
    ],
    stage: () =>
      books.fail({ kind: "429", retryAfter: 90, method: "POST", path: "/send", times: 2 }),
  },
  {
    name: "unknown-no-answer",
    kind: "unknown_outcome",
    code: 8,
    typed: () => [
      "invoice create --deal 144 --yes --quiet",
      "invoice create --deal 147 --yes --quiet",
    ],
    stage: () => books.fail({ ...POST_INVOICE, kind: "drop_before", times: 6 }),
  },
  {
    name: "unknown-stopped-twice",
    kind: "unknown_outcome",
    code: 8,
    typed: () => [
      "invoice create --deal 148 --yes --quiet",
      "invoice create --deal 149 --yes --quiet",
    ],
    stage: () => books.fail({ ...POST_INVOICE, kind: "hang", times: 2 }),
    async start(args) {
      const running = home.start(args);
      const deal = args[3];
      await until(async () => (await books.invoices(new RegExp(`pdqb ${deal}/`))).length > 0);
      running.kill("SIGINT");
      await until(async () => running.stderr().includes("Ctrl-C again"));
      running.kill("SIGINT");
      return running.result;
    },
  },
  {
    name: "interrupted",
    kind: "interrupted",
    code: 130,
    typed: () => "deals",
    stage: async () => {
      await books.fail({ kind: "hang", service: "pipedrive", path: "/deals", times: 2 });
      await books.clearLog();
    },
    async start(args) {
      const running = home.start(args);
      // Both wait for their answer: each asks for deals once before it goes on.
      await until(async () => (await books.log()).length === 2);
      running.kill("SIGINT");
      return running.result;
    },
  },
  {
    name: "bug",
    kind: "bug",
    code: 1,
    typed: () => "deals",
    start: (args) => {
      const hook = join(import.meta.dirname, "../support/break-hostname.cjs");
      return home.run(args, { env: { NODE_OPTIONS: `--require "${hook}"` } });
    },
  },
  // The last: after it no service runs.
  {
    name: "unavailable-no-connection",
    kind: "unavailable",
    code: 6,
    typed: () => "deals",
    stage: () => home.run("practice stop"),
  },
];

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(20);
}

const CHANGING: [pattern: RegExp, placeholder: string][] = [
  [/\b1-[0-9a-f]{8}-[0-9a-f]{24}\b/g, "<trace>"],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<trace>"],
  [/(pending show )\w{12}/g, "$1<intent>"],
  [/(pdqb \d+\/\w+) \w{8}\b/g, "$1 <marker>"],
  [/\bid \d{4}\b/g, "id <id>"],
  [/\b10[2-9]\d\b/g, "<number>"],
  [/\d{4}-\d\d-\d\d\b/g, "<day>"],
  [/pdqb [\d.]+, Node [\d.]+, \w+ \w+/g, "pdqb <version>, Node <version>, <system>"],
];
const steady = (text: string) =>
  CHANGING.reduce((now, [pattern, placeholder]) => now.replace(pattern, placeholder), text);

function file(name: string, text: string): string {
  const path = join(import.meta.dirname, "errors", name);
  if (process.env.PDQB_GALLERY === "write") writeFileSync(path, text);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

it.each(CASES)("$name", async ({ name, kind, code, typed, stage, start }) => {
  await stage?.();
  const [words = "", json = words] = [typed()].flat();
  const run = start ?? ((args) => home.run(args));
  const [told, asked] = await Promise.all([
    run(words.split(" ")),
    run([...json.split(" "), "--json"]),
  ]);
  await books.clearFaults().catch(() => {});
  expect([told.code, asked.code]).toEqual([code, code]);
  const text = steady(told.stderr);
  expect(text).toBe(file(`${name}.txt`, text));
  // Ctrl-C during a write says that it waits; else the object is alone.
  const object = steady(asked.stderr.replace(/^\nWaiting for .*\n/, ""));
  expect(JSON.parse(object).error).toMatchObject({ kind, code });
  // The formatter lays the file out in its own way.
  expect(JSON.parse(object)).toEqual(JSON.parse(file(`${name}.json`, object)));
});
