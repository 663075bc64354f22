/** Which customer is billed, asked at the terminal: one of the books, or a new one under a name that is free. */
import { say } from "../../../cli/answer.ts";
import { clean } from "../../../cli/format.ts";
import type { Choice } from "../../../cli/prompt.ts";
import type { Customer, NewCustomer } from "../../../domain/books.ts";
import { changesText } from "../../../domain/customer/customer-changes.ts";
import type { Planned } from "../../../usecases/plan/planner.ts";
import { ROWS, searchBooks } from "./search-books.ts";
import { type Answer, type Session, stopped } from "./session.ts";

const CREATE = Symbol("create");
const STOP = Symbol("stop");
const FLAG = "--customer <customer>, or --new-customer";

export async function askCustomer(
  session: Session,
  { stop = session.leave } = {},
): Promise<Customer | { create: NewCustomer } | null> {
  const { context, planner } = session;
  const draft = await planner.newCustomer();
  const holder = draft.name === "" ? undefined : await planner.nameHolder(draft.name);
  const create: Choice<typeof CREATE | typeof STOP> = {
    value: CREATE,
    name:
      draft.name === ""
        ? "Create a customer: its name is asked next"
        : holder
          ? `Create a customer under another name ("${draft.name}" is used by ${holder})`
          : `Create the customer "${draft.name}"`,
    short: draft.name === "" || holder ? "a new customer" : `new: ${draft.name}`,
  };
  const leave: Choice<typeof CREATE | typeof STOP> = { value: STOP, name: stop };
  const isFree = draft.name !== "" && !holder;
  const chosen = await searchBooks<Customer, typeof CREATE | typeof STOP>(context, {
    question: "Which QuickBooks customer?",
    flag: FLAG,
    candidates: await planner.customerCandidates(),
    find: (text) => context.ports.quickbooks.searchCustomers(text, ROWS),
    name: ({ fullName, id }) => `${fullName} (id ${id})`,
    others: [create, leave],
    first: isFree ? CREATE : STOP,
    escape: stop === session.leave ? undefined : STOP,
  });
  if (chosen === STOP) return null;
  if (chosen !== CREATE) return chosen;
  if (isFree) return { create: draft };
  const name = await askName(session, holder ? `"${draft.name}" is used by ${holder}.` : "");
  return { create: { ...draft, name } };
}

/** The answer to a problem of the customer. Throws interrupted where the operator stops. */
export async function answerCustomer(session: Session): Promise<true> {
  const chosen = await askCustomer(session);
  if (chosen === null) throw stopped();
  session.answers.customer = chosen;
  delete session.answers.newCustomerName;
  return true;
}

/** Another name for the new customer, until one is free. */
export const answerName: Answer = async (session, _, problem) => {
  session.answers.newCustomerName = await askName(session, problem.message, problem.suggestion);
  return true;
};

async function askName(
  { context: { ask, io }, planner }: Session,
  why: string,
  suggestion?: string,
): Promise<string> {
  if (why !== "") await say(io, clean(why));
  return ask.text(why === "" ? "Name of the new customer" : "Another name for the new customer", {
    flag: '--new-customer "<name>"',
    ...(suggestion === undefined ? {} : { default: suggestion }),
    async validate(name) {
      if (name.trim() === "") return "The customer needs a name.";
      const holder = await planner.nameHolder(name);
      return holder === undefined ? true : `That one is used by ${holder}.`;
    },
  });
}

/** The customer's second currency: QuickBooks keeps one currency for each customer. */
export async function answerCurrency(session: Session): Promise<boolean> {
  const { context, planner, answers } = session;
  const draft = await planner.newCustomer();
  const choice = await context.ask.select<"create" | "other" | "stop">(
    `Who is billed in ${draft.currency ?? "this currency"}?`,
    [
      { value: "create", name: `Create the customer "${draft.name}"` },
      { value: "other", name: "Another customer of the books" },
      { value: "stop", name: session.leave },
    ],
    { flag: FLAG },
  );
  if (choice === "stop") throw stopped();
  if (choice === "other") return answerCustomer(session);
  answers.customer = { create: draft };
  return true;
}

/** Whether the customer is to follow Pipedrive, where that is to be asked; false: nothing was asked. */
export async function askUpdate(
  { context: { ask, io }, answers }: Session,
  planned: Planned,
): Promise<boolean> {
  if (planned.outcome !== "planned" || planned.plan.problems.length > 0) return false;
  const { customer, customerUpdate } = planned.plan;
  if (customerUpdate?.decision !== "open") return false;
  await say(io, clean(changesText(customerUpdate.changes)));
  answers.updateCustomer = await ask.confirm(
    `Update customer "${customer?.name ?? ""}" in QuickBooks, too?`,
    { flag: "--update-customer always|never" },
  );
  return true;
}
