/**
 * The last look at the terminal: the plan is shown, and the operator creates it, changes any detail of it, or stops. A change is
 * planned again and shown again, as often as needed; nothing is written before the answer is to create.
 */
import { clean, money } from "../../../cli/format.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import type { Planned } from "../../../usecases/plan/planner.ts";
import { planText } from "../../views/plan.ts";
import { rememberedText } from "../../views/remembered.ts";
import { isShownAhead } from "../each.ts";
import { type PlannedInvoice, type Session, setDetails, stopped } from "./session.ts";

/** With `--yes` the plan is shown and taken. Throws interrupted when the operator stops. */
export async function reviewPlan(session: Session, first: PlannedInvoice): Promise<Planned> {
  const { context, planner, answers } = session;
  let planned = first;
  if (context.globals.yes) {
    await showPreview(session, planned, false);
    return planned;
  }
  let isWhole = false;
  for (;;) {
    await showPreview(session, planned, isWhole);
    const answer = await lastQuestion(session, planned);
    isWhole = answer === "whole";
    if (isWhole) continue;
    if (answer === "create") return planned;
    if (answer === "stop") throw stopped();
    if (answer === "change") {
      const { editDetails } = await import("./edit-details.ts");
      await editDetails(session, planned.plan);
    } else setDetails(session, { send: true });
    const { askAll } = await import("./ask.ts");
    const next = await askAll(session, await planner.plan(answers));
    if (next.outcome !== "planned") return next;
    const isReady = next.plan.problems.length === 0 && next.plan.sendTo !== null;
    if (answer === "send" && isReady) return next;
    planned = next;
  }
}

type LastAnswer = "create" | "send" | "change" | "whole" | "stop";

/** Says what it is about: its total, customer, due date and company. */
function lastQuestion({ context }: Session, { plan }: PlannedInvoice): Promise<LastAnswer> {
  const { problems, sendTo, billTo, customer } = plan;
  const canCreate = problems.length === 0;
  const address = sendTo ?? billTo.email ?? customer?.existing?.email;
  const create = sendTo ? `Create it and send it to ${sendTo}` : "Create it";
  const keys: { key: string; name: string; value: LastAnswer }[] = [
    ...(canCreate ? [{ key: "y", name: create, value: "create" as const }] : []),
    ...(canCreate && address && !sendTo
      ? [{ key: "s", name: `Create it and send it to ${address}`, value: "send" as const }]
      : []),
    { key: "c", name: "Change something", value: "change" },
    ...(isFolded(plan)
      ? [{ key: "v", name: `View all ${plan.lines.length} lines`, value: "whole" as const }]
      : []),
    { key: "n", name: "Stop, with nothing sent", value: "stop" },
  ];
  const question = canCreate ? `Create invoice: ${summary(plan)}?` : "This cannot be created yet.";
  return context.ask.key(question, keys, { flag: "--yes" });
}

function summary({ totals, currency, customer, dueDate, company }: InvoicePlan): string {
  const net = totals.net.minus(totals.discount);
  const amount = totals.total ? money(totals.total, currency) : `${money(net, currency)} plus tax`;
  const due = dueDate ? `, due ${dueDate}` : "";
  return `${amount} to ${customer?.name ?? ""}${due}, in ${company.name} (${company.environment})`;
}

/** More lines than a screen holds: the first and the last are shown. */
const LINES_MAX = 20;
const ENDS = 3;

const isFolded = ({ lines }: InvoicePlan) => lines.length > LINES_MAX;

async function showPreview(
  { context, answers }: Session,
  { plan, remember }: PlannedInvoice,
  isWhole: boolean,
): Promise<void> {
  if (!isShownAhead(context)) return;
  const { io } = context;
  const { loadPainter, paint } = await import("../../../cli/paint.ts");
  const { fitLines } = await import("../../../cli/fit.ts");
  const fold = isFolded(plan) && !isWhole ? ENDS : undefined;
  const kept = rememberedText({ plan, remember, account: answers.incomeAccount });
  const text = `${planText(plan, paint, { fold })}${kept === "" ? "" : `${clean(kept)}\n`}`;
  io.err((await loadPainter(io.errColor))(io.errIsTerminal ? fitLines(text, io.width) : text));
}
