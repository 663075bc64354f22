/** What the commands of the practice bookkeeper share: which invoice, what is done to it, and what it is then. */
import { PdqbError } from "../../domain/errors.ts";
import { amountText } from "../../domain/money/money.ts";
import type { BookkeeperAction, PracticeInvoice } from "../../ports.ts";
import type { Context } from "../context.ts";

export const INVOICE = {
  name: "invoice",
  summary: "Its number, or id: and QuickBooks' id",
  required: true,
};

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
