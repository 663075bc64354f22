/** One deal at the terminal: what its questions share. */
import { say } from "../../../cli/answer.ts";
import { clean, money } from "../../../cli/format.ts";
import type { Account } from "../../../domain/books.ts";
import { PdqbError, type Problem, type Warning } from "../../../domain/errors.ts";
import { type Invoice, invoiceName } from "../../../domain/invoice/invoice.ts";
import { shellWord } from "../../../domain/shell-word.ts";
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

/** What asks about one problem. False: it is none that a question can mend, or the answer was no. */
export type Answer = (
  session: Session,
  planned: PlannedInvoice,
  problem: Problem,
) => Promise<boolean>;

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

/** A change of one invoice becomes a rule only where the operator says so. */
export async function fromNowOn({ ask }: Context, what: string): Promise<boolean> {
  return ask.select<boolean>(
    `${what}: for how long?`,
    [
      { value: false, name: "On this invoice only" },
      { value: true, name: "From now on" },
    ],
    { flag: "pdqb product link, or pdqb customer link" },
  );
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

/** What the books have otherwise than it was planned, in sentences. */
export function differencesIn(warnings: Warning[]): string[] {
  return warnings.filter(({ code }) => code.endsWith("_difference")).map(({ message }) => message);
}

/** The commands that show an invoice and e-mail it. */
export function afterCreating(invoice: Invoice): { view: string; email: string } {
  const name = shellWord(invoiceName(invoice));
  return { view: `pdqb invoice view ${name}`, email: `pdqb invoice email ${name}` };
}

/** A detail in the list of those that can be changed. `id` finds the row again after a change: the cursor stays where it was. */
export type EditRow = { id: string; name: string; edit(): Promise<unknown> };

const VALUE_MAX = 48;

/** With its present value. */
export function row(name: string, value: string, edit: EditRow["edit"]): EditRow {
  const line = value.replaceAll("\n", " ");
  const shown = line.length > VALUE_MAX ? `${line.slice(0, VALUE_MAX - 1)}…` : line;
  return { id: name, name: `${name.padEnd(13)} ${shown || "(none)"}`, edit };
}
