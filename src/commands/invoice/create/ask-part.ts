/** Which part of a deal is billed where it recurs or is paid in installments: those that are billed already say so. */
import { say } from "../../../cli/answer.ts";
import { clean, money } from "../../../cli/format.ts";
import type { Choice } from "../../../cli/prompt.ts";
import { cycleText, isRecurring } from "../../../domain/deal/recurring.ts";
import { laterCycle } from "../../../domain/invoice/billed.ts";
import { decimal } from "../../../domain/money/money.ts";
import { billedParts } from "../../../usecases/billing/billing.ts";
import {
  type Answer,
  detailsOf,
  leaveChoice,
  type PlannedInvoice,
  type Session,
  setDetails,
  stopped,
} from "./session.ts";

/** Cycles that are offered of a line that recurs for ever. */
const CYCLES_SHOWN = 12;

/** The parts of the deal that are billed, each with the number of its invoice. */
async function billedBy({ planner }: Session): Promise<Map<string, string>> {
  return new Map(billedParts(await planner.billing()).map(({ part, invoice }) => [part, invoice]));
}

export async function answerCycle(session: Session): Promise<boolean> {
  const { context, planner } = session;
  const details = detailsOf(session);
  const recurring = planner.lines().filter(({ line }) => isRecurring(line));
  const [first] = recurring;
  if (details.part || details.fromValue || !first) return false;
  const billed = await billedBy(session);
  const most = Math.max(...recurring.map(({ line }) => line.billingCycles ?? CYCLES_SHOWN));
  const cycles = Array.from({ length: most }, (_, index) => index + 1);
  const invoiceOf = (cycle: number) => billed.get(cycle === 1 ? "1" : laterCycle(cycle));
  const rows = cycles.map((cycle): Choice<number | "without" | null> => {
    const invoice = invoiceOf(cycle);
    const text = cycleText(first.line, cycle);
    return { value: cycle, name: invoice ? `${text}: billed by invoice ${invoice}` : text };
  });
  const hasOthers = planner.lines().length > recurring.length;
  const chosen = await context.ask.select<number | "without" | null>(
    `Which cycle of "${first.line.name}" is billed?`,
    [
      ...rows,
      ...(hasOthers
        ? [{ value: "without" as const, name: "None: leave the recurring lines out" }]
        : []),
      leaveChoice(session),
    ],
    {
      flag: "--recurring <cycle>",
      default: cycles.find((cycle) => invoiceOf(cycle) === undefined) ?? 1,
    },
  );
  if (chosen === null) throw stopped();
  if (chosen === "without") {
    const skipped = recurring.map(({ position }) => String(position));
    setDetails(session, { skipLines: [...details.skipLines, ...skipped] });
  } else setDetails(session, { recurring: chosen });
  return true;
}

export async function answerInstallment(
  session: Session,
  { plan }: PlannedInvoice,
): Promise<boolean> {
  const { context, planner } = session;
  const installments = planner.facts().installments;
  if (installments.length === 0 || detailsOf(session).part) return false;
  const billed = await billedBy(session);
  const rows = installments.map(
    ({ id, amount, billingDate, description }, index): Choice<string | "whole" | null> => {
      const invoice = billed.get(`installment:${id}`);
      const parts = [
        `${index + 1} of ${installments.length}`,
        money(amount, plan.currency),
        ...(billingDate ? [`on ${billingDate}`] : []),
        ...(description ? [description] : []),
        ...(invoice ? [`billed by invoice ${invoice}`] : []),
      ];
      return { value: String(index + 1), name: parts.join(", ") };
    },
  );
  const open = installments.findIndex(({ id }) => !billed.has(`installment:${id}`));
  const chosen = await context.ask.select<string | "whole" | null>(
    "Which installment?",
    [...rows, { value: "whole", name: "The whole deal at once" }, leaveChoice(session)],
    { flag: "--installment <n>, or --percent 100", default: String(Math.max(0, open) + 1) },
  );
  if (chosen === null) throw stopped();
  setDetails(session, {
    part:
      chosen === "whole"
        ? { kind: "percent", percent: decimal(100) }
        : { kind: "installment", installment: chosen },
  });
  return true;
}

/** What is left, where a part was billed. */
export const answerRest: Answer = async (session, _, { message }) => {
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
};
