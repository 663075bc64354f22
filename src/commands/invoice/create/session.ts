/** One deal at the terminal: what its questions share. */
import type { Answers, CreateInput } from "../../../usecases/plan/create-input.ts";
import type { Planned, Planner } from "../../../usecases/plan/plan-invoice.ts";
import type { Context } from "../../context.ts";

export type Session = {
  context: Context;
  planner: Planner;
  /** What the flags said. */
  input: CreateInput;
  /** What has been answered so far. */
  answers: Answers;
};

export type PlannedInvoice = Extract<Planned, { outcome: "planned" }>;

/** What is asked of the invoice as it stands: the flags, with the answers over them. */
export function detailsOf({ input, answers }: Pick<Session, "input" | "answers">): CreateInput {
  return { ...input, ...answers.details };
}

export function setDetails({ answers }: Session, details: Partial<CreateInput>): void {
  answers.details = { ...answers.details, ...details };
}
