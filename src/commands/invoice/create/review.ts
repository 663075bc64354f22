/**
 * The last look at the terminal: the plan is shown, and the operator creates it, changes any detail of it, or stops. A change is
 * planned anew and shown again, as often as wanted; nothing is written before the answer is to create.
 */
import { PdqbError } from "../../../domain/errors.ts";
import type { Answers, CreateInput } from "../../../usecases/plan/create-input.ts";
import type { Planned, Planner } from "../../../usecases/plan/plan-invoice.ts";
import type { Context } from "../../context.ts";
import { planText } from "../../views/plan.ts";
import { isShownAhead } from "../each.ts";
import { editDetails } from "./edit-details.ts";

type Plan = Extract<Planned, { outcome: "planned" }>;

/** `input`: what the flags said. `settle` asks what a new plan lacks. With `--yes` the plan is shown and taken. Throws interrupted when the operator stops. */
export async function reviewPlan(
  context: Context,
  planner: Planner,
  first: Plan,
  input: CreateInput,
  answers: Answers,
  settle: (planned: Planned) => Promise<Planned>,
): Promise<Planned> {
  const { ask, globals } = context;
  let planned: Plan = first;
  if (globals.yes) {
    await showPreview(context, planned);
    return planned;
  }
  for (;;) {
    await showPreview(context, planned);
    const { company, problems } = planned.plan;
    const create = { key: "y", name: "Create this invoice", value: "create" as const };
    const answer = await ask.key(
      problems.length === 0
        ? `Create this invoice in ${company.name} (${company.environment})?`
        : "This cannot be created yet. Change it?",
      [
        ...(problems.length === 0 ? [create] : []),
        { key: "c", name: "Change something", value: "change" as const },
        { key: "n", name: "Stop, with nothing sent", value: "stop" as const },
      ],
      { flag: "--yes", default: "n" },
    );
    if (answer === "create") return planned;
    if (answer === "stop") throw stopped();
    await editDetails(context, planner, planned.plan, input, answers);
    const next = await settle(await planner.plan(answers));
    if (next.outcome !== "planned") return next;
    planned = next;
  }
}

const stopped = () => new PdqbError("interrupted", "Stopped: the answer was no. Nothing was sent.");

async function showPreview(context: Context, { plan }: Plan): Promise<void> {
  if (!isShownAhead(context)) return;
  const { io } = context;
  const { loadPainter, paint } = await import("../../../cli/paint.ts");
  const { fitLines } = await import("../../../cli/fit.ts");
  const text = planText(plan, paint);
  io.err((await loadPainter(io.errColor))(io.errIsTerminal ? fitLines(text, io.width) : text));
}
