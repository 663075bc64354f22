/** What of a deal is billed where a part of it was, or where it has a value alone. */
import { say } from "../../../cli/answer.ts";
import { clean, money } from "../../../cli/format.ts";
import { askItem } from "./ask-item.ts";
import { codeName } from "./ask-tax.ts";
import {
  detailsOf,
  leaveChoice,
  type PlannedInvoice,
  type Session,
  setDetails,
  stopped,
} from "./session.ts";

export async function answerRest(session: Session, message: string): Promise<boolean> {
  if (detailsOf(session).part) return false;
  await say(session.context.io, clean(message));
  const isRest = await session.context.ask.select<boolean>(
    "Bill what is left?",
    [
      { value: true, name: "Yes, what has not been billed yet" },
      { value: false, name: session.leave },
    ],
    { flag: "--rest" },
  );
  if (!isRest) throw stopped();
  setDetails(session, { part: { kind: "rest" } });
  return true;
}

/** A deal without lines: its value as one line, by an item, and by what the value says of tax. */
export async function answerValue(session: Session, { plan }: PlannedInvoice): Promise<boolean> {
  const { context, planner, answers } = session;
  const { value } = plan.deal;
  if (!value || planner.lines().length > 0 || detailsOf(session).fromValue) return false;
  const amount = money(value, plan.currency);
  const item = await askItem(session, {
    question: `The deal has no lines. Which item for one line of ${amount}?`,
    back: session.leave,
    proposed: plan.deal.title,
  });
  if (item === null) throw stopped();
  const details = { fromValue: true, ...("id" in item ? { item: item.id } : {}) };
  if ("create" in item) answers.items.set(1, item);
  if (plan.taxTreatment === "automatic") {
    setDetails(session, details);
    return true;
  }
  const tax = await context.ask.select<"exclusive" | "inclusive" | "none" | null>(
    `Is ${amount} before tax, or with tax?`,
    [
      { value: "exclusive", name: "Before tax: it is added" },
      { value: "inclusive", name: "With tax: it is in it" },
      { value: "none", name: "Not taxed" },
      leaveChoice(session),
    ],
    { flag: "--tax exclusive|inclusive|none" },
  );
  if (tax === null) throw stopped();
  const taxCode = tax === "none" ? undefined : await askAnyCode(session);
  setDetails(session, { ...details, tax, ...(taxCode === undefined ? {} : { taxCode }) });
  return true;
}

async function askAnyCode(session: Session): Promise<string> {
  const { context, planner } = session;
  const code = await context.ask.select<string | null>(
    "Which tax code?",
    [
      leaveChoice(session),
      ...planner.taxCodes().map((one) => ({ value: one.id, name: codeName(one) })),
    ],
    { flag: "--tax-code <code>" },
  );
  if (code === null) throw stopped();
  return code;
}
