/** One deal at the terminal: what its questions share. */
import { say } from "../../../cli/answer.ts";
import { clean, money } from "../../../cli/format.ts";
import type { Account } from "../../../domain/books.ts";
import { PdqbError } from "../../../domain/errors.ts";
import type { Answers, CreateInput } from "../../../usecases/plan/create-input.ts";
import type { Planned, Planner } from "../../../usecases/plan/planner.ts";
import type { CreateResult } from "../../../usecases/writes/create-order.ts";
import type { Context } from "../../context.ts";

export type Session = {
  context: Context;
  planner: Planner;
  /** What the flags said. */
  input: CreateInput;
  /** What has been answered so far. */
  answers: Answers;
  /** What it is called to answer a question not at all. */
  leave: string;
};

export const STOP = "Stop, with nothing sent";

export const leaveChoice = ({ leave }: Session) => ({ value: null, name: leave });

export type PlannedInvoice = Extract<Planned, { outcome: "planned" }>;

/** What is asked of the invoice as it stands: the flags, with the answers over them. */
export function detailsOf({ input, answers }: Pick<Session, "input" | "answers">): CreateInput {
  return { ...input, ...answers.details };
}

export function setDetails({ answers }: Session, details: Partial<CreateInput>): void {
  answers.details = { ...answers.details, ...details };
}

/** What neither a question nor a changed detail mends. */
const FINAL = ["archived_deal", "not_allowed", "over_limit", "multicurrency_off", "in_doubt"];

export function isFinal({ plan }: PlannedInvoice): boolean {
  return plan.problems.some(({ code }) => FINAL.includes(code));
}

/** A question was left without an answer. */
export class Left extends PdqbError {
  constructor() {
    super("interrupted", "Stopped. Nothing was sent.");
  }
}

/** The operator does not go on. */
export const stopped = () => new Left();

/** What the questions are about: `Deal 123  Studio refit  Aurora Design Oy  1,653.15 EUR`. */
export async function sayDeal({ context: { io }, planner }: Session): Promise<void> {
  const { deal, contactName } = planner.facts();
  const parts = [`Deal ${deal.id}`, deal.title, contactName ?? ""];
  if (deal.value) parts.push(money(deal.value, deal.currency));
  const words = parts.filter((part) => part !== "").map(clean);
  await say(io, words.join("  "));
}

/** What became of the e-mail; `failure` is to be thrown once the invoice was shown. */
export type Sent = { outcome: "sent" | "already" | "not_sent"; to: string; failure?: PdqbError };

/** Where its PDF was saved. */
export type CreatedPdf = { path: string; failure?: PdqbError };

/** What was confirmed, with the account that new items book to where it was asked for. */
export type Confirmed = PlannedInvoice & { account?: Account | undefined };

export type Created = {
  result: CreateResult;
  sent: Sent | undefined;
  pdf: CreatedPdf | undefined;
};
