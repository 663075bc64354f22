/** Changing, leaving out and adding lines of a planned invoice at the terminal. */
import { groupedText } from "../../../domain/money/amount-words.ts";
import { type Decimal, parseDecimal, plainText } from "../../../domain/money/money.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import { typedNumber } from "../../../domain/typed-number.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import type { Context } from "../../context.ts";
import { askItem } from "./ask-line.ts";
import { detailsOf, type EditRow, fromNowOn, row, type Session, setDetails } from "./session.ts";

type Change = CreateInput["changes"][number];

async function editLine(session: Session, plan: InvoicePlan, position: number): Promise<void> {
  const line = session.planner.lineAt(position);
  if (!line) return;
  const { context } = session;
  const { skipLines, changes } = detailsOf(session);
  const reference = String(position);
  const isLeftOut = skipLines.includes(reference);
  const before = changes.find((change) => change.line === reference);
  const { item, newItem } = plan.lines.find((one) => one.line === position) ?? {};
  const itemNow = item?.name ?? (newItem ? `${newItem.name} (new)` : "(none)");
  const what = await context.ask.select<"back" | "quantity" | "price" | "text" | "item" | "skip">(
    `Line ${position}, "${line.name}"`,
    [
      { value: "back", name: "Back, as it is" },
      { value: "quantity", name: `Quantity   ${plainText(before?.quantity ?? line.quantity)}` },
      { value: "price", name: `Price      ${plainText(before?.price ?? line.price)}` },
      { value: "text", name: `Text       ${before?.text ?? line.name}` },
      { value: "item", name: `Item       ${itemNow}` },
      { value: "skip", name: isLeftOut ? "Put it back on the invoice" : "Leave it out" },
    ],
    { flag: `--line ${position},…, or --skip-line ${position}`, escape: "back" },
  );
  const change = (member: Partial<Change>) => changeLine(session, reference, member);
  switch (what) {
    case "back":
      return;
    case "skip": {
      const others = skipLines.filter((one) => one !== reference);
      return setDetails(session, { skipLines: isLeftOut ? others : [...skipLines, reference] });
    }
    case "item":
      return editItem(session, position, line.name);
    case "text":
      return change({ text: await askText(context, before?.text ?? line.name) });
    case "quantity":
      return change({
        quantity: await askNumber(context, "Quantity", before?.quantity ?? line.quantity),
      });
    case "price":
      return change({
        price: await askNumber(context, `Price in ${plan.currency}`, before?.price ?? line.price),
      });
  }
}

function changeLine(session: Session, reference: string, member: Partial<Change>): void {
  const { changes } = detailsOf(session);
  const before = changes.find(({ line }) => line === reference);
  const others = changes.filter(({ line }) => line !== reference);
  setDetails(session, { changes: [...others, { ...before, ...member, line: reference }] });
}

/** A new item stands for its product from now on; of one in the books the operator says so, or not. */
async function editItem(session: Session, position: number, name: string): Promise<void> {
  const { context, planner, answers } = session;
  const question = `Which item for line ${position}, "${name}"?`;
  const item = await askItem(session, { question, line: position, back: "Back, as it is" });
  if (item === null) return;
  const hasProduct = planner.lineAt(position)?.productId !== null;
  const isOnce =
    "id" in item && !(hasProduct && (await fromNowOn(context, `"${item.name}" for "${name}"`)));
  if (isOnce) return changeLine(session, String(position), { item: item.id });
  const { changes } = detailsOf(session);
  setDetails(session, {
    changes: changes.map(({ item: dropped, ...other }) =>
      other.line === String(position) || dropped === undefined
        ? other
        : { ...other, item: dropped },
    ),
  });
  answers.items.set(position, item);
}

/** A line that is not on the deal, from an item that is searched. */
async function addLine(session: Session, plan: InvoicePlan): Promise<void> {
  const wanted = { question: "Which item?", back: "Back, as it is", proposed: "" };
  const chosen = await askItem(session, wanted);
  if (chosen === null) return;
  const create = "create" in chosen ? chosen.create : undefined;
  const { id, name, unitPrice } =
    "id" in chosen ? chosen : { ...chosen.create, id: chosen.create.name, unitPrice: null };
  const { context } = session;
  const one = parseDecimal("1");
  const quantity = await askNumber(context, "Quantity", one);
  const price = await askNumber(context, `Price in ${plan.currency}`, unitPrice ?? undefined);
  const text = await askText(context, name);
  const { extraLines } = detailsOf(session);
  const added = { item: id, quantity, price, text, ...(create && { create }) };
  setDetails(session, { extraLines: [...extraLines, added] });
}

async function askNumber(
  { ask }: Context,
  what: string,
  now: Decimal | undefined,
): Promise<Decimal> {
  const text = await ask.text(`${what}:`, {
    flag: "--line",
    ...(now === undefined ? {} : { default: plainText(now) }),
    validate: (typed) =>
      typedNumber(typed) !== undefined || "A number such as 3, 49.50 or 49,50 (1,234 is unclear).",
  });
  const value = typedNumber(text);
  if (!value) throw new Error("The question takes a number alone");
  return value;
}

const askText = ({ ask }: Context, now: string) =>
  ask.text("Text:", { flag: "--line", default: now });

/** The lines of the deal, those that were added, and one more. */
export function lineRows(session: Session, plan: InvoicePlan): EditRow[] {
  const { extraLines } = detailsOf(session);
  const lines = session.planner.lines().map(({ position, line }) => {
    const planned = plan.lines.find((one) => one.line === position);
    const text = planned
      ? `${planned.text.split("\n")[0]}, ${groupedText(plainText(planned.quantity))} × ${planned.unitPrice ? groupedText(plainText(planned.unitPrice)) : "?"}`
      : `${line.name} (left out)`;
    return row(`Line ${position}`, text, () => editLine(session, plan, position));
  });
  const added = extraLines.map((line, index) => ({
    ...row(
      "Added line",
      `${line.text}, ${groupedText(plainText(line.quantity))} × ${groupedText(plainText(line.price))} (remove it)`,
      async () =>
        setDetails(session, { extraLines: extraLines.filter((_, other) => other !== index) }),
    ),
    id: `added ${index}`,
  }));
  const add = { id: "add", name: "Add a line", edit: () => addLine(session, plan) };
  return [...lines, ...added, add];
}
