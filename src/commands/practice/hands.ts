/** What other hands do in the practice books, each by a word: `practice pay|credit|edit|void|delete <invoice>`. */
import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { parseDecimal } from "../../domain/money/money.ts";
import type { PracticeHand } from "../../ports.ts";
import { type Context, defineCommand } from "../context.ts";

const INVOICE = {
  name: "invoice",
  summary: "Its number, or id: and QuickBooks' id",
  required: true,
};

export const practicePay = defineCommand({
  name: "pay",
  summary: "Let a customer pay an invoice in the practice books",
  effect: "local",
  arguments: [
    INVOICE,
    { name: "amount", summary: "A part of it (default: all that is open)", required: false },
  ],
  flags: {},
  examples: ["pdqb practice pay 1042", "pdqb practice pay 1042 150.00"],
  async run(context, { args: [invoice = "", amount] }) {
    const part = amount === undefined ? {} : { amount: amountOf(amount) };
    await act(context, invoice, { kind: "pay", ...part }, "is paid", "paid");
  },
});

export const practiceCredit = defineCommand({
  name: "credit",
  summary: "Apply a credit memo to an invoice in the practice books",
  effect: "local",
  arguments: [INVOICE, { name: "amount", summary: "Net, in its currency", required: true }],
  flags: {},
  examples: ["pdqb practice credit 1042 50"],
  async run(context, { args: [invoice = "", amount = ""] }) {
    await act(
      context,
      invoice,
      { kind: "credit", amount: amountOf(amount) },
      "has a credit",
      "credited",
    );
  },
});

export const practiceEdit = defineCommand({
  name: "edit",
  summary: "Change an invoice in the practice books, as a bookkeeper would",
  effect: "local",
  arguments: [INVOICE],
  flags: {
    due: flag.date("New due date", { value: "date" }),
    memo: flag.text("New message to the customer", { value: "text" }),
  },
  examples: ["pdqb practice edit 1042 --due 2026-01-31"],
  async run(context, { args: [invoice = ""], flags: { due, memo } }) {
    if (due === undefined && memo === undefined)
      throw new PdqbError("usage", "What is to change?", { next: ["--due <date>, --memo <text>"] });
    const change = { ...(due ? { due } : {}), ...(memo === undefined ? {} : { memo }) };
    await act(context, invoice, { kind: "edit", ...change }, "is changed", "edited");
  },
});

export const practiceVoid = defineCommand({
  name: "void",
  summary: "Void an invoice in the practice books, as a bookkeeper would",
  effect: "local",
  arguments: [INVOICE],
  flags: {},
  examples: ["pdqb practice void 1042"],
  run: (context, { args: [invoice = ""] }) =>
    act(context, invoice, { kind: "void" }, "is voided", "voided"),
});

export const practiceDelete = defineCommand({
  name: "delete",
  summary: "Delete an invoice in the practice books, as a bookkeeper would",
  effect: "local",
  arguments: [INVOICE],
  flags: {},
  examples: ["pdqb practice delete 1042"],
  run: (context, { args: [invoice = ""] }) =>
    act(context, invoice, { kind: "delete" }, "is deleted", "deleted"),
});

async function act(
  { ports, practiceWorld, show }: Context,
  text: string,
  hand: PracticeHand,
  words: string,
  outcome: string,
): Promise<void> {
  const id = /^id:(\d+)$/.exec(text)?.[1] ?? (await idByNumber(practiceWorld(), text, hand.kind));
  await ports.practice.hand(id, hand);
  await show({
    json: { outcome, invoice: { id } },
    text: () => `Invoice ${text} ${words} in the practice books.\n`,
    note: "Next: pdqb invoices refresh",
  });
}

function amountOf(text: string): number {
  const amount = parseDecimal(text);
  if (amount?.greaterThan(0) && amount.decimalPlaces() <= 2) return amount.toNumber();
  throw new PdqbError("usage", `"${text}" is no amount such as 150 or 150.00.`);
}

async function idByNumber(
  { quickbooks }: Pick<Context["ports"], "quickbooks">,
  number: string,
  verb: string,
): Promise<string> {
  const found = await quickbooks.invoicesByNumber(number);
  const [only] = found;
  if (only && found.length === 1) return only.id;
  throw new PdqbError(
    only ? "usage" : "not_found",
    only
      ? `Several invoices have the number ${number}.`
      : `The practice books have no invoice ${number}.`,
    { next: found.map(({ id }) => `pdqb practice ${verb} id:${id}`) },
  );
}
