/**
 * What a plan still lacks, asked one by one at the terminal. Whatever has a small set of answers is asked here; what no question can
 * mend is refused before the first one, so that no answer is given in vain.
 */
import type { Problem } from "../../../domain/errors.ts";
import type { Planned } from "../../../usecases/plan/planner.ts";
import { answerCurrency, answerCustomer, answerName, askUpdate } from "./ask-customer.ts";
import { answerItem, answerTaxCode, answerValue } from "./ask-line.ts";
import { answerCycle, answerInstallment, answerRest } from "./ask-part.ts";
import { answerTerm } from "./edit-entries.ts";
import { answerText } from "./edit-text.ts";
import { type Answer, isFinal, type PlannedInvoice, type Session, sayDeal } from "./session.ts";
import type { DetailName } from "./text-details.ts";

const typed =
  (name: DetailName): Answer =>
  (session, { plan }, { message }) =>
    answerText(session, name, { plan, problem: message });

/** In the order in which a person is asked: what of the deal, who, what, by which tax, and only then what is odd about it. */
const ANSWERS: Record<string, Answer> = {
  recurring_lines: answerCycle,
  unclear_installments: answerInstallment,
  partly_billed: answerRest,
  no_customer: answerCustomer,
  unlinked_customer: answerCustomer,
  inactive_customer: answerCustomer,
  currency_mismatch: (session, { plan }) =>
    plan.customer === null ? Promise.resolve(false) : answerCurrency(session),
  name_taken: (session, planned, problem) =>
    (problem.line === undefined ? answerName : answerItem)(session, planned, problem),
  no_lines: answerValue,
  unlinked_item: answerItem,
  inactive_item: answerItem,
  category_item: answerItem,
  unlinked_tax: answerTaxCode,
  several_tax_codes: answerTaxCode,
  missing_rate: typed("rate"),
  closed_period: typed("date"),
  number_taken: typed("number"),
  missing_email: typed("email"),
  no_billing_address: typed("shipTo"),
  unknown_term: answerTerm,
  replaces_voided: async ({ context, answers }, _, { message }) => {
    const isMeant = await context.ask.confirm(`${message} Go on?`, { flag: "--again" });
    answers.replaceVoided = isMeant;
    return isMeant;
  },
  possible_duplicate: async ({ context, answers }, _, { message }) => {
    const flag = { flag: "--not-duplicate" };
    const isOther = await context.ask.confirm(`${message} Create another one?`, flag);
    answers.notDuplicate = isOther;
    return isOther;
  },
};

const ORDER = Object.keys(ANSWERS);

export const canAnswer = (code: string) => ORDER.includes(code);

/** Asks about one problem. Throws `Left` where the question is left without an answer. */
export async function answerProblem(
  session: Session,
  planned: PlannedInvoice,
  problem: Problem,
): Promise<boolean> {
  return (await ANSWERS[problem.code]?.(session, planned, problem)) ?? false;
}

/** Asks until nothing is left that a question can mend. An answered problem that comes back is not asked about again. */
export async function askAll(session: Session, first: Planned): Promise<Planned> {
  const { planner, answers } = session;
  const asked = new Set<string>();
  const name = ({ code, line, percent }: Problem) => `${code} ${line ?? percent ?? ""}`;
  let planned = first;
  while (planned.outcome === "planned") {
    const { problems, warnings } = planned.plan;
    // A code for all customers may be another one for this customer: asked once, then remembered.
    const unsure = warnings
      .filter(({ code, percent }) => code === "several_tax_codes" && percent !== undefined)
      .map((one): Problem => ({ ...one, code: "several_tax_codes", next: "" }));
    if (isFinal(planned)) return planned;
    const [next] = [...problems, ...unsure]
      .filter((one) => ORDER.includes(one.code) && !asked.has(name(one)))
      .sort((one, other) => ORDER.indexOf(one.code) - ORDER.indexOf(other.code));
    if (!next) break;
    if (asked.size === 0) await sayDeal(session);
    asked.add(name(next));
    if (await answerProblem(session, planned, next)) planned = await planner.plan(answers);
  }
  return (await askUpdate(session, planned)) ? planner.plan(answers) : planned;
}
