/** What a customer and a bookkeeper do in the practice books: `practice pay|credit|copy|renumber|void|delete <invoice>`. */
import { PdqbError } from "../../domain/errors.ts";
import { moneyWords } from "../../domain/money/amount-words.ts";
import { amountText, parseDecimal } from "../../domain/money/money.ts";
import type { BookkeeperAction, PracticeInvoice } from "../../ports.ts";
import { type Context, defineCommand } from "../context.ts";

export const INVOICE = {
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
    await act(
      context,
      invoice,
      { kind: "pay", ...part },
      {
        outcome: "paid",
        sentence: (after) =>
          after?.balance.isZero()
            ? `Invoice ${invoice} is paid in the practice books.`
            : `Invoice ${invoice} is part-paid in the practice books: ${after && moneyWords(after.balance, after.currency)} is still open.`,
      },
    );
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
    const sentence = () => `Invoice ${invoice} has a credit in the practice books.`;
    const action = { kind: "credit", amount: amountOf(amount) } as const;
    await act(context, invoice, action, { outcome: "credited", sentence });
  },
});

export const practiceCopy = defineCommand({
  name: "copy",
  summary: "Copy an invoice in the practice books, as QuickBooks' Copy does",
  description:
    "The copy has the same customer, lines and note (with pdqb's marker in it), a new number\nand today's date.",
  effect: "local",
  arguments: [INVOICE],
  flags: {},
  examples: ["pdqb practice copy 1042"],
  run: (context, { args: [invoice = ""] }) =>
    act(
      context,
      invoice,
      { kind: "copy" },
      {
        outcome: "copied",
        sentence: (after) =>
          `Invoice ${invoice} is copied in the practice books: the copy is ${after?.number ?? `id:${after?.id}`}.`,
      },
    ),
});

export const practiceRenumber = defineCommand({
  name: "renumber",
  summary: "Give an invoice in the practice books another number",
  effect: "local",
  arguments: [INVOICE, { name: "number", summary: "The new number", required: true }],
  flags: {},
  examples: ["pdqb practice renumber 1042 R-77"],
  run: (context, { args: [invoice = "", number = ""] }) =>
    act(
      context,
      invoice,
      { kind: "renumber", number },
      {
        outcome: "renumbered",
        sentence: () => `Invoice ${invoice} is now ${number} in the practice books.`,
      },
    ),
});

export const practiceVoid = defineCommand({
  name: "void",
  summary: "Void an invoice in the practice books, as a bookkeeper would",
  effect: "local",
  arguments: [INVOICE],
  flags: {},
  examples: ["pdqb practice void 1042"],
  run: (context, { args: [invoice = ""] }) =>
    act(
      context,
      invoice,
      { kind: "void" },
      {
        outcome: "voided",
        sentence: () => `Invoice ${invoice} is voided in the practice books.`,
      },
    ),
});

export const practiceDelete = defineCommand({
  name: "delete",
  summary: "Delete an invoice in the practice books, as a bookkeeper would",
  effect: "local",
  arguments: [INVOICE],
  flags: {},
  examples: ["pdqb practice delete 1042"],
  run: (context, { args: [invoice = ""] }) =>
    act(
      context,
      invoice,
      { kind: "delete" },
      {
        outcome: "deleted",
        sentence: () => `Invoice ${invoice} is deleted in the practice books.`,
      },
    ),
});

function amountOf(text: string): number {
  const amount = parseDecimal(text);
  if (amount?.greaterThan(0) && amount.decimalPlaces() <= 2) return amount.toNumber();
  throw new PdqbError("usage", `"${text}" is not an amount such as 150 or 150.00.`);
}

type Report = { outcome: string; sentence(invoice: PracticeInvoice | undefined): string };

export async function act(
  { ports, practiceWorld, show }: Context,
  invoice: string,
  action: BookkeeperAction,
  { outcome, sentence }: Report,
): Promise<void> {
  const id =
    /^id:(\d+)$/.exec(invoice)?.[1] ?? (await idByNumber(practiceWorld(), invoice, action.kind));
  const after = await ports.practice.bookkeeper(id, action);
  await show({
    json: { outcome, invoice: after ? jsonOf(after) : { id } },
    text: () => `${sentence(after)}\n`,
    note: "Next: pdqb invoices refresh",
  });
}

const jsonOf = ({ id, number, currency, total, balance }: PracticeInvoice) => ({
  id,
  number,
  currency,
  total: amountText(total),
  balance: amountText(balance),
});

async function idByNumber(
  { quickbooks }: Pick<Context["ports"], "quickbooks">,
  number: string,
  verb: string,
): Promise<string> {
  const invoices = await quickbooks.invoicesByNumber(number);
  const [only] = invoices;
  if (only && invoices.length === 1) return only.id;
  throw new PdqbError(
    only ? "usage" : "not_found",
    only
      ? `Several invoices have the number ${number}.`
      : `The practice books have no invoice ${number}.`,
    { next: invoices.map(({ id }) => `pdqb practice ${verb} id:${id}`) },
  );
}
