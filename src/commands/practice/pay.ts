import { PdqbError } from "../../domain/errors.ts";
import { defineCommand } from "../context.ts";

export const practicePay = defineCommand({
  name: "pay",
  summary: "Let a customer pay an invoice in the practice books",
  effect: "local",
  arguments: [
    { name: "invoice", summary: "Its number, or id: and QuickBooks' id", required: true },
  ],
  flags: {},
  examples: ["pdqb practice pay 1042"],
  async run({ ports, practiceWorld, show }, { args: [text = ""] }) {
    const id = /^id:(\d+)$/.exec(text)?.[1] ?? (await idByNumber(practiceWorld(), text));
    await ports.practice.pay(id);
    await show({
      json: { outcome: "paid", invoice: { id } },
      text: () => `Invoice ${text} is paid in the practice books.\n`,
      note: "Next: pdqb invoices refresh",
    });
  },
});

async function idByNumber(
  { quickbooks }: { quickbooks: { invoicesByNumber(number: string): Promise<{ id: string }[]> } },
  number: string,
): Promise<string> {
  const found = await quickbooks.invoicesByNumber(number);
  const [only] = found;
  if (only && found.length === 1) return only.id;
  throw new PdqbError(
    only ? "usage" : "not_found",
    only
      ? `Several invoices have the number ${number}.`
      : `The practice books have no invoice ${number}.`,
    {
      next: found.map(({ id }) => `pdqb practice pay id:${id}`),
    },
  );
}
