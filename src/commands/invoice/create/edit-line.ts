/** Changing, leaving out and adding lines of a planned invoice at the terminal. */
import type { DealLine } from "../../../domain/deal/deal.ts";
import { type Decimal, parseDecimal, plainText } from "../../../domain/money/money.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import type { Context } from "../../context.ts";
import { pickItem } from "./pick-item.ts";

type Change = CreateInput["changes"][number];

export async function editLine(
  context: Context,
  position: number,
  line: DealLine,
  details: CreateInput,
): Promise<void> {
  const reference = String(position);
  const isLeftOut = details.skipLines.includes(reference);
  const before = details.changes.find((change) => change.line === reference);
  const what = await context.ask.select<"back" | "quantity" | "price" | "text" | "item" | "skip">(
    `Line ${position}, "${line.name}"`,
    [
      { value: "back", name: "Back, as it is" },
      { value: "quantity", name: `Quantity   ${plainText(before?.quantity ?? line.quantity)}` },
      { value: "price", name: `Price      ${plainText(before?.price ?? line.price)}` },
      { value: "text", name: `Text       ${before?.text ?? line.name}` },
      { value: "item", name: "Item       another one" },
      { value: "skip", name: isLeftOut ? "Put it back on the invoice" : "Leave it out" },
    ],
    { flag: `--line ${position},…, or --skip-line ${position}` },
  );
  const change = (member: Partial<Change>) => {
    const others = details.changes.filter((one) => one.line !== reference);
    details.changes = [...others, { ...before, ...member, line: reference }];
  };
  switch (what) {
    case "back":
      return;
    case "skip":
      details.skipLines = isLeftOut
        ? details.skipLines.filter((one) => one !== reference)
        : [...details.skipLines, reference];
      return;
    case "item": {
      const item = await pickItem(context, `Which item for line ${position}?`);
      if (item) change({ item: item.id });
      return;
    }
    case "text":
      return change({ text: await askText(context, before?.text ?? line.name) });
    case "quantity":
      return change({
        quantity: await askNumber(context, "Quantity", before?.quantity ?? line.quantity),
      });
    case "price":
      return change({ price: await askNumber(context, "Price", before?.price ?? line.price) });
  }
}

/** A line that is not on the deal, from an item that is searched. */
export async function addLine(context: Context, details: CreateInput): Promise<void> {
  const item = await pickItem(context, "Which item?");
  if (!item) return;
  const one = parseDecimal("1");
  const quantity = await askNumber(context, "Quantity", one);
  const price = await askNumber(context, "Price", item.unitPrice ?? undefined);
  const text = await askText(context, item.name);
  details.extraLines = [...details.extraLines, { item: item.id, quantity, price, text }];
}

async function askNumber(
  { ask }: Context,
  what: string,
  now: Decimal | undefined,
): Promise<Decimal> {
  const text = await ask.text(`${what}:`, {
    flag: "--line",
    ...(now === undefined ? {} : { default: plainText(now) }),
    validate: (typed) => parseDecimal(typed) !== undefined || "A number such as 3 or 49.50.",
  });
  const value = parseDecimal(text);
  if (!value) throw new Error("The question takes a number alone");
  return value;
}

const askText = ({ ask }: Context, now: string) =>
  ask.text("Text:", { flag: "--line", default: now });
