import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { BookkeeperAction } from "../../ports.ts";
import { defineCommand } from "../context.ts";
import { act, INVOICE } from "./bookkeeper.ts";

type Edit = Extract<BookkeeperAction, { kind: "edit" }>;

export const practiceEdit = defineCommand({
  name: "edit",
  summary: "Change an invoice in the practice books, as a bookkeeper would",
  description:
    "Lines are counted from 1, without subtotal and discount. Prices are before tax; the amount of\na line follows from its quantity and price.",
  effect: "local",
  arguments: [INVOICE],
  flags: {
    due: flag.date("New due date"),
    memo: flag.text("New message to the customer", { value: "text" }),
    line: flag.integer("Line to change with --qty, --price or --text", { value: "n" }),
    qty: flag.decimal("New quantity of the line", { value: "n" }),
    price: flag.decimal("New price of the line", { value: "amount" }),
    text: flag.text("New description of the line", { value: "text" }),
    removeLine: flag.integer("Line to remove", { value: "n" }),
  },
  examples: [
    "pdqb practice edit 1042 --due 2026-01-31",
    "pdqb practice edit 1042 --line 2 --qty 3 --price 80",
    "pdqb practice edit 1042 --remove-line 2",
  ],
  async run(context, { args: [invoice = ""], flags }) {
    const { due, memo, line, qty, price, text, removeLine } = flags;
    const isLineChange = qty !== undefined || price !== undefined || text !== undefined;
    if (isLineChange !== (line !== undefined) || (line !== undefined && removeLine !== undefined))
      throw new PdqbError(
        "usage",
        "--line needs --qty, --price or --text, without --remove-line.",
        {
          next: [`pdqb practice edit ${invoice} --line 1 --qty 3`],
        },
      );
    const edit: Edit = {
      kind: "edit",
      ...(due && { due }),
      ...(memo !== undefined && { memo }),
      ...(removeLine !== undefined && { remove: removeLine }),
      ...(line !== undefined && {
        change: {
          line,
          ...(qty && { quantity: qty.toFixed() }),
          ...(price && { price: price.toFixed() }),
          ...(text !== undefined && { text }),
        },
      }),
    };
    if (Object.keys(edit).length === 1)
      throw new PdqbError("usage", "Nothing to change was given.", {
        next: [`pdqb practice edit ${invoice} --due 2026-12-31`],
      });
    const sentence = () => `Invoice ${invoice} is changed in the practice books.`;
    await act(context, invoice, edit, { outcome: "edited", sentence });
  },
});
