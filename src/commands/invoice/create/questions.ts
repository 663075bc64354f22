/**
 * What a plan still lacks, asked one by one at the terminal: the customer, the item of a line, the tax code of a percent, and
 * whether a possible duplicate or a voided invoice is meant. Candidates come first, with the reason why they are ones.
 */
import { clean } from "../../../cli/format.ts";
import type { Choice } from "../../../cli/prompt.ts";
import type { Customer, Item, NewCustomer, TaxCode } from "../../../domain/books.ts";
import { changesText } from "../../../domain/customer/customer-changes.ts";
import type { Problem } from "../../../domain/errors.ts";
import { plainText } from "../../../domain/money/money.ts";
import { type Candidate, percentOf } from "../../../usecases/books/match-books.ts";
import type { Answers } from "../../../usecases/plan/create-input.ts";
import type { Planned, Planner } from "../../../usecases/plan/plan-invoice.ts";
import type { Context } from "../../context.ts";

const ROWS = 30;
const CREATE = Symbol("create");

type Asking = Pick<Context, "ask" | "ports" | "io">;

/** False: the problem is none that a question can mend, or the answer was no. */
export async function askAbout(
  asking: Asking,
  planner: Planner,
  problem: Problem,
  answers: Answers,
): Promise<boolean> {
  switch (problem.code) {
    case "unlinked_customer":
    case "inactive_customer":
    case "no_customer":
      answers.customer = await askCustomer(asking, planner);
      return true;
    case "name_taken":
      answers.newCustomerName = await askName(asking, planner, problem);
      return true;
    case "unlinked_item": {
      if (problem.line === undefined) return false;
      answers.items.set(problem.line, await askItem(asking, planner, problem.line, answers));
      return true;
    }
    case "unlinked_tax":
    case "several_tax_codes":
      return askTaxCode(asking, planner, problem, answers);
    case "possible_duplicate":
      answers.notDuplicate = await asking.ask.confirm(`${problem.message} Create another one?`, {
        flag: "--not-duplicate",
      });
      return answers.notDuplicate;
    case "replaces_voided":
      answers.replaceVoided = await asking.ask.confirm(`${problem.message} Go on?`, {
        flag: "--again",
      });
      return answers.replaceVoided;
    default:
      return false;
  }
}

/** Whether the customer is to follow Pipedrive, where that is to be asked; false: nothing was asked. */
export async function askUpdate(
  { ask, io }: Asking,
  planned: Planned,
  answers: Answers,
): Promise<boolean> {
  if (planned.outcome !== "planned" || planned.plan.problems.length > 0) return false;
  const { customer, customerUpdate } = planned.plan;
  if (customerUpdate?.decision !== "open") return false;
  io.err(`${clean(changesText(customerUpdate.changes))}\n`);
  answers.updateCustomer = await ask.confirm(
    `Update customer "${customer?.name ?? ""}" in QuickBooks, too?`,
    { flag: "--update-customer always|never" },
  );
  return true;
}

/** The candidates first, then what is typed, or a new one. */
export async function askCustomer(
  { ask, ports }: Asking,
  planner: Planner,
): Promise<Customer | { create: NewCustomer }> {
  const draft = await planner.newCustomer();
  const candidates = await planner.customerCandidates();
  const create: Choice<Customer | typeof CREATE>[] =
    draft.name === "" ? [] : [{ value: CREATE, name: `Create the customer "${draft.name}"` }];
  const chosen = await ask.search<Customer | typeof CREATE>(
    "Which QuickBooks customer? (type to search)",
    async (term) => [
      ...suggested(candidates, term, ({ fullName, id }) => `${fullName} (id ${id})`),
      ...(await found(
        term,
        (text) => ports.quickbooks.searchCustomers(text, ROWS),
        candidates,
        ({ fullName, id }) => `${fullName} (id ${id})`,
      )),
      ...create,
    ],
    { flag: "--customer <customer>, or --new-customer", remote: true },
  );
  return chosen === CREATE ? { create: draft } : chosen;
}

/** Another name for the new customer, until one is free. */
async function askName({ ask, io }: Asking, planner: Planner, problem: Problem): Promise<string> {
  io.err(`${clean(problem.message)}\n`);
  return ask.text("Another name for the new customer", {
    flag: '--new-customer "<name>"',
    ...(problem.suggestion === undefined ? {} : { default: problem.suggestion }),
    async validate(name) {
      const holder = name.trim() === "" ? "nobody" : await planner.nameHolder(name);
      if (holder === "nobody") return "The customer needs a name.";
      return holder === undefined ? true : `That one is held by ${holder}.`;
    },
  });
}

async function askItem(asking: Asking, planner: Planner, at: number, answers: Answers) {
  const { ask, ports } = asking;
  const line = planner.lineAt(at);
  const candidates = await planner.itemCandidates(at);
  const name = (item: Item) =>
    `${item.fullName}${item.sku ? `, SKU ${item.sku}` : ""} (id ${item.id})`;
  const chosen = await ask.search<Item | typeof CREATE>(
    `Which item for line ${at}, "${line?.name ?? ""}"? (type to search)`,
    async (term) => [
      ...suggested(candidates, term, name),
      ...(await found(term, (text) => ports.quickbooks.searchItems(text, ROWS), candidates, name)),
      { value: CREATE, name: `Create the item "${line?.name ?? ""}"` },
    ],
    { flag: `--link ${at}=<item>, or --create-item ${at}`, remote: true },
  );
  if (chosen !== CREATE) return chosen;
  await askIncomeAccount(asking, planner, answers);
  return { create: await planner.newItem(at, answers.incomeAccount) };
}

async function askIncomeAccount(
  { ask }: Asking,
  planner: Planner,
  answers: Answers,
): Promise<void> {
  if (answers.incomeAccount) return;
  const accounts = await planner.openIncomeAccounts();
  if (accounts.length === 0) return;
  answers.incomeAccount = await ask.select(
    "Which income account do new items book to?",
    accounts.map((account) => ({ value: account, name: `${account.name} (id ${account.id})` })),
    { flag: "pdqb config set item.income-account <id>" },
  );
}

async function askTaxCode(
  { ask }: Asking,
  planner: Planner,
  problem: Problem,
  answers: Answers,
): Promise<boolean> {
  const { percent } = problem;
  if (percent === undefined) return false;
  if (answers.taxCodes.has(percent)) return true;
  const candidates = planner.taxCandidates(percent);
  if (candidates.length === 0) return false;
  const choices = candidates.map(
    (code): Choice<TaxCode> => ({
      value: code,
      name: `${code.name} (${plainText(percentOf(code))} %, id ${code.id})`,
    }),
  );
  answers.taxCodes.set(
    percent,
    await ask.select(`Which tax code for ${percent} %?`, choices, {
      flag: `pdqb tax link ${percent} --code <code>`,
    }),
  );
  return true;
}

function suggested<T>(
  candidates: Candidate<T>[],
  term: string | undefined,
  name: (value: T) => string,
): Choice<T>[] {
  return candidates
    .filter(({ value }) => !term || name(value).toLowerCase().includes(term.toLowerCase()))
    .map(({ value, reason }) => ({ value, name: `${name(value)}, ${reason}` }));
}

/** Without a term the beginning of the list, so that one can pick without typing. */
async function found<T extends { id: string }>(
  term: string | undefined,
  search: (text: string) => Promise<T[]>,
  candidates: Candidate<T>[],
  name: (value: T) => string,
): Promise<Choice<T>[]> {
  const rows = await search(term ?? "");
  const known = new Set(candidates.map(({ value }) => value.id));
  return rows.filter(({ id }) => !known.has(id)).map((value) => ({ value, name: name(value) }));
}
