// One invoice after its create: looked at, e-mailed, saved as PDF, opened, voided, deleted, by the built program.
// Aim: what cannot be taken back is done once, on a person's word, and what became of it is told as the books have it.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { hasTmux, openTerminal } from "../support/terminal.ts";

const home = new Home();
const folder = mkdtempSync(join(tmpdir(), "pdqb-pdf-"));
let books: Books;
/** Numbers of the invoices of deals 142 to 150, in their order. */
const numbers: Record<number, string> = {};

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  for (const deal of [142, 143, 144, 145, 146, 147, 148, 149, 150]) {
    const { invoice } = (await home.json(`invoice create --deal ${deal} --yes`)) as unknown as {
      invoice: { number: string };
    };
    numbers[deal] = invoice.number;
  }
}, 90_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
  rmSync(folder, { recursive: true, force: true });
});

const number = (deal: number) => numbers[deal] ?? "";
const booked = async (deal: number) => {
  const [invoice] = await books.query(`select * from Invoice where DocNumber = '${number(deal)}'`);
  return invoice as unknown as
    | {
        Id: string;
        TotalAmt: number;
        PrivateNote: string;
        LinkedTxn: unknown[];
        BillEmailCc?: { Address: string };
      }
    | undefined;
};
const posts = async (ending: string) =>
  (await books.log()).filter(
    ({ method, path, query }) => method === "POST" && `${path}?${query}`.includes(ending),
  );

describe("an invoice as it is typed", () => {
  it("is a number, or id: and an id; what nobody knows is not found", async () => {
    const byNumber = await home.json(`invoice view ${number(142)}`);
    const { id } = byNumber.invoice as unknown as { id: string };
    expect(await home.json(`invoice view id:${id}`)).toMatchObject({
      invoice: { number: number(142) },
    });
    const missing = await home.run("invoice view 99999");
    expect(missing.code).toBe(5);
    expect(missing.stderr).toContain("There is no invoice 99999.");
    expect((await home.run("invoice void id:99999 --yes")).code).toBe(5);
    expect((await home.run("invoice view")).code).toBe(2);
  });

  it("may be one that was made elsewhere", async () => {
    const { invoice } = await home.json("invoice view 1003");
    expect(invoice).toMatchObject({ number: "1003", deal_ids: [], status: "paid" });
  });

  it("that two have is refused with both ids", async () => {
    const line = {
      DetailType: "SalesItemLineDetail",
      Amount: 10,
      SalesItemLineDetail: { ItemRef: { value: "92" }, TaxCodeRef: { value: "5" } },
    };
    const body = {
      CustomerRef: { value: "417" },
      CurrencyRef: { value: "EUR" },
      GlobalTaxCalculation: "TaxExcluded",
      Line: [line],
      DocNumber: "DOUBLE-1",
    };
    await books.post("invoice", body);
    await books.post("invoice?include=allowduplicatedocnum", body);
    const both = await home.run("invoice view DOUBLE-1");
    expect(both.code).toBe(2);
    expect(both.stderr.match(/id:\d+/g)?.length).toBeGreaterThanOrEqual(2);
  });
});

describe("view", () => {
  it("shows lines, payments and history, and why the status is what it is", async () => {
    // 3 × 124.99 + 4 × 61.50 = 374.97 + 246.00 = 620.97; 25.5 % is 158.347, so 158.35 and 779.32.
    await home.run(`practice pay ${number(143)} 100`);
    const { invoice } = await home.json(`invoice view ${number(143)}`);
    expect(invoice).toMatchObject({
      status: "partially_paid",
      total: "779.32",
      balance: "679.32",
      reason: "679.32 EUR of 779.32 EUR is left to pay.",
      lines: [
        { text: "Hours, senior", quantity: "3", unit_price: "124.99", amount: "374.97" },
        { text: "Hours, junior", quantity: "4", unit_price: "61.5", amount: "246.00" },
      ],
      payments: [{ total: "100.00", applied: "100.00", unapplied: "0.00", currency: "EUR" }],
      history: [{ action: "create invoice" }],
    });
    const words = await home.run(`invoice view ${number(143)} --explain`);
    expect(words.stdout).toContain("Why        679.32 EUR of 779.32 EUR is left to pay.");
    expect(words.stdout).toContain("today is");
    const { invoices } = await home.json("invoices list --deal 143");
    expect(invoices).toMatchObject([{ status: "partially_paid", balance: "679.32" }]);
  });

  it("asks QuickBooks nothing with --offline", async () => {
    await books.clearLog();
    const { invoice } = await home.json(`invoice view ${number(142)} --offline`);
    expect(invoice).toMatchObject({ number: number(142), status: "open", lines: [] });
    expect(await books.log()).toEqual([]);
  });
});

describe("email", () => {
  const mails = async () =>
    ((await home.json("practice outbox")).mails as unknown as { invoice?: string; to: string }[])
      .length;

  it("wants a word, sends once to an address, and again only when told", async () => {
    const unasked = await home.run(`invoice email ${number(142)}`);
    expect(unasked.code).toBe(2);
    const planned = await home.json(`invoice email ${number(142)} --dry-run`);
    expect(planned).toMatchObject({ outcome: "planned", plan: { requests: [{ method: "POST" }] } });
    expect(await mails()).toBe(0);
    const sent = await home.json(`invoice email ${number(142)} --yes`);
    expect(sent).toMatchObject({
      outcome: "sent",
      to: "ines@aurora-design.example",
      invoice: { email_status: "EmailSent" },
    });
    expect(await home.json(`invoice email ${number(142)} --yes`)).toMatchObject({
      outcome: "already",
    });
    expect(await mails()).toBe(1);
    expect(await home.json(`invoice email ${number(142)} --again --yes`)).toMatchObject({
      outcome: "sent",
    });
    expect(await mails()).toBe(2);
  });

  it("says that another address takes the place of the invoice's, and puts copies into the invoice first", async () => {
    const result = await home.run(
      `invoice email ${number(142)} --to new@aurora.example --cc books@aurora.example --yes`,
    );
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr).toContain("the invoice's address was ines@aurora-design.example");
    expect(await booked(142)).toMatchObject({
      BillEmail: { Address: "new@aurora.example" },
      BillEmailCc: { Address: "books@aurora.example" },
    });
  });

  it("several at once: one object for all, one that has no address does not stop the others", async () => {
    const both = await home.json(`invoice email ${number(144)} ${number(145)} --yes`);
    expect(both).toMatchObject({ results: [{ outcome: "sent" }, { outcome: "sent" }] });
  });
});

describe("pdf", () => {
  it("goes into a folder under its number, never over a file unasked", async () => {
    const saved = await home.json(`invoice pdf ${number(142)} ${number(143)} --output ${folder}`);
    const files = saved.files as unknown as { path: string; bytes: number }[];
    expect(files.map(({ path }) => path)).toEqual([
      join(folder, `invoice-${number(142)}.pdf`),
      join(folder, `invoice-${number(143)}.pdf`),
    ]);
    for (const { path, bytes } of files) {
      expect(readFileSync(path).subarray(0, 5).toString()).toBe("%PDF-");
      expect(readFileSync(path).length).toBe(bytes);
    }
    writeFileSync(join(folder, `invoice-${number(142)}.pdf`), "mine");
    const over = await home.run(`invoice pdf ${number(142)} --output ${folder}`);
    expect(over.code).toBe(2);
    expect(over.stderr).toContain("--overwrite");
    expect(readFileSync(join(folder, `invoice-${number(142)}.pdf`), "utf8")).toBe("mine");
    expect((await home.run(`invoice pdf ${number(142)} --output ${folder} --overwrite`)).code).toBe(
      0,
    );
  });

  it("goes to a pipe, and two of them to one file do not", async () => {
    const piped = await home.run(`invoice pdf ${number(142)} --output -`);
    expect(piped.stdout.startsWith("%PDF-")).toBe(true);
    const clash = await home.run(
      `invoice pdf ${number(142)} ${number(143)} --output ${join(folder, "one.pdf")}`,
    );
    expect(clash.code).toBe(2);
  });

  it("that is cut or no PDF leaves no file", async () => {
    for (const kind of ["truncated", "html"]) {
      await books.fail({ kind, path: "/pdf", times: 4 });
      const target = join(folder, `${kind}.pdf`);
      const cut = await home.run(`invoice pdf ${number(142)} --output ${target}`);
      await books.clearFaults();
      expect(cut.code).toBe(6);
      expect(existsSync(target)).toBe(false);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("is saved right after the create, and what hinders it hides no invoice", async () => {
    const made = await home.json(
      `invoice create --deal 142 --again --not-duplicate --yes --pdf ${folder}/`,
    );
    expect(existsSync((made.pdf as unknown as { path: string }).path)).toBe(true);
    await books.fail({ kind: "html", path: "/pdf" });
    const partly = await home.run(
      `invoice create --deal 144 --again --not-duplicate --yes --json --pdf ${folder}/`,
    );
    expect(partly.code).toBe(7);
    expect(JSON.parse(partly.stdout)).toMatchObject({
      outcome: "created",
      invoice: { deal_ids: [144] },
    });
    expect(partly.stderr).toContain("its PDF was not saved");
  });
});

it("open prints the address", async () => {
  const { url } = await home.json(`invoice open ${number(142)}`);
  expect(url).toContain("/app/invoice?txnId=");
});

describe("void", () => {
  it("wants a word, sends nothing on a dry run, and is done once", async () => {
    await books.clearLog();
    expect((await home.run(`invoice void ${number(145)}`)).code).toBe(2);
    const planned = await home.json(`invoice void ${number(145)} --dry-run`);
    expect(planned).toMatchObject({
      outcome: "planned",
      plan: {
        requests: [{ path: "invoice?operation=void", body: { SyncToken: expect.any(String) } }],
      },
    });
    expect(await posts("operation=void")).toEqual([]);
    expect(await home.json(`invoice void ${number(145)} --yes`)).toMatchObject({
      outcome: "voided",
      invoice: { status: "voided", total: "0.00" },
    });
    expect(await home.json(`invoice void ${number(145)} --yes`)).toMatchObject({
      outcome: "already",
    });
    expect(await posts("operation=void")).toHaveLength(1);
    expect(await booked(145)).toMatchObject({
      TotalAmt: 0,
      PrivateNote: expect.stringMatching(/^Voided/),
    });
    const { invoice } = await home.json(`invoice view ${number(145)}`);
    expect(
      (invoice as unknown as { history: { action: string }[] }).history.map(({ action }) => action),
    ).toContain("void invoice");
    const again = await home.run("invoice create --deal 145 --yes --json");
    expect(JSON.parse(again.stdout).plan.problems).toMatchObject([{ code: "replaces_voided" }]);
  });

  it("is refused while a payment is applied, and QuickBooks' own refusal is believed", async () => {
    const refused = await home.run(`invoice void ${number(143)} --yes`);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain("A payment of 100.00 EUR");
    expect(refused.stderr).toContain("--with-payments");
    await books.set({ "quickbooks.void_with_payment": "refuse" });
    const believed = await home.run(`invoice void ${number(143)} --with-payments --yes`);
    expect(believed.code).toBe(3);
    expect(believed.stderr).toContain("6450");
    expect(await booked(143)).toMatchObject({ TotalAmt: 779.32 });
    const { intents } = await home.json("pending list");
    expect(intents).toEqual([]);
  });

  it("names the credit that is left behind", async () => {
    await books.set({ "quickbooks.void_with_payment": "unlink" });
    const voided = await home.json(`invoice void ${number(143)} --with-payments --yes`);
    expect(voided).toMatchObject({
      outcome: "voided",
      credit: [{ amount: "100.00", currency: "EUR" }],
    });
  });

  it("is forbidden by the setting and by PDQB_READ_ONLY", async () => {
    await home.run("config set allow.void false");
    const forbidden = await home.run(`invoice void ${number(146)} --yes`);
    expect(forbidden.code).toBe(3);
    expect(forbidden.stderr).toContain("allow.void");
    await home.run("config unset allow.void");
    const locked = await home.run(`invoice void ${number(146)} --yes`, {
      env: { PDQB_READ_ONLY: "1" },
    });
    expect(locked.code).toBe(3);
    expect(await booked(146)).toMatchObject({ PrivateNote: expect.not.stringMatching(/^Voided/) });
  });

  it("of one that was changed since it was shown is refused, and the next time done", async () => {
    await books.fail({ kind: "stale_sync_token", method: "POST", path: "operation=void" });
    const stale = await home.run(`invoice void ${number(146)} --yes`);
    expect(stale.code).toBe(3);
    expect(stale.stderr).toContain("was changed in QuickBooks meanwhile");
    expect(await home.json(`invoice void ${number(146)} --yes`)).toMatchObject({
      outcome: "voided",
    });
  });
});

describe("delete", () => {
  it("of several at once: problems of all are told before anything is done", async () => {
    await home.run(`practice pay ${number(148)}`);
    const refused = await home.run(`invoice delete ${number(147)} ${number(148)} --yes`);
    expect(refused.code).toBe(3);
    expect(await booked(147)).toBeDefined();
    const done = await home.json(`invoice delete ${number(147)} ${number(149)} --yes`);
    expect(done).toMatchObject({
      results: [
        { outcome: "deleted", invoice: { status: "deleted", total: expect.stringMatching(/^\d/) } },
        { outcome: "deleted" },
      ],
    });
    expect(await booked(147)).toBeUndefined();
    expect(await home.json(`invoice delete ${number(147)} --yes`)).toMatchObject({
      outcome: "already",
    });
    const { invoices } = await home.json("invoices list --deal 147");
    expect(invoices).toMatchObject([{ status: "deleted", number: number(147) }]);
    const pdf = await home.run(`invoice pdf ${number(147)} --output ${folder}`);
    expect(pdf.code).toBe(5);
    expect(pdf.stderr).toContain(`Invoice ${number(147)} was deleted: it has no PDF.`);
  });

  it("of several, one that QuickBooks refuses does not stop the rest", async () => {
    await books.set({ "quickbooks.delete_with_payment": "refuse" });
    const partly = await home.run(
      `invoice delete ${number(148)} ${number(150)} --with-payments --yes --json`,
    );
    expect(partly.code).toBe(7);
    expect(JSON.parse(partly.stdout)).toMatchObject({
      results: [{ outcome: "deleted", invoice: { number: number(150) } }],
    });
    expect(partly.stderr).toContain(number(148));
    expect(await booked(148)).toBeDefined();
    expect(await booked(150)).toBeUndefined();
  });
});

describe.runIf(hasTmux)("at a terminal", () => {
  const socket = join(folder, "tmux");
  const line = (words: string) =>
    `PDQB_HOME=${home.path} ${process.execPath} ${join(import.meta.dirname, "../../bin/pdqb.js")} ${words}`;
  const made = async () =>
    (
      (await home.json("invoice create --deal 142 --again --not-duplicate --yes")) as unknown as {
        invoice: { number: string };
      }
    ).invoice.number;

  it("a void wants the number typed; another answer and Ctrl-C send nothing", async () => {
    const target = await made();
    await books.clearLog();
    for (const answer of [["yes", "Enter"], ["C-c"]]) {
      const terminal = openTerminal(socket, line(`invoice void ${target}`), { columns: 100 });
      try {
        await terminal.shows(`(${target})`);
        terminal.keys(...answer);
        await terminal.shows("exit=130");
      } finally {
        terminal.close();
      }
    }
    expect(await posts("operation=void")).toEqual([]);
    const terminal = openTerminal(socket, line(`invoice void ${target}`), { columns: 100 });
    try {
      await terminal.shows(`(${target})`);
      terminal.keys(target, "Enter");
      const screen = await terminal.shows("exit=0");
      expect(screen).toContain(`Invoice ${target} is voided.`);
    } finally {
      terminal.close();
    }
    expect(await posts("operation=void")).toHaveLength(1);
  }, 60_000);

  it("a PDF is not written to it", async () => {
    const terminal = openTerminal(socket, line(`invoice pdf ${number(142)} --output -`));
    try {
      expect(await terminal.shows("exit=2")).toContain("A PDF cannot be written to a terminal.");
    } finally {
      terminal.close();
    }
  }, 60_000);
});
