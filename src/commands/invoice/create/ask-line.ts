/** What stands on a line, asked at the terminal: which item, one of the books or a new one, and which tax code a percent means. */
import { money } from "../../../cli/format.ts";
import type { Choice } from "../../../cli/prompt.ts";
import type { Item, NewItem, TaxCode } from "../../../domain/books.ts";
import { plainText } from "../../../domain/money/money.ts";
import { itemName } from "../../../domain/plan/new-item.ts";
import { percentOf } from "../../../usecases/books/match-books.ts";
import { ROWS, searchBooks } from "./search-books.ts";
import {
  type Answer,
  detailsOf,
  leaveChoice,
  type PlannedInvoice,
  type Session,
  setDetails,
  stopped,
} from "./session.ts";

const CREATE = Symbol("create");
const BACK = Symbol("back");

const named = (item: Item) =>
  `${item.fullName}${item.sku ? `, SKU ${item.sku}` : ""} (id ${item.id})`;

export type ChosenItem = Item | { create: NewItem };

type Wanted = {
  question: string;
  back: string;
  /** Whose product a new item is made of. */
  line?: number;
  /** The new item's name is asked for, and this one proposed; where there is none to propose, none is back. */
  proposed?: string;
};

/** Null: back. */
export async function askItem(session: Session, wanted: Wanted): Promise<ChosenItem | null> {
  const { context, planner } = session;
  const { quickbooks } = context.ports;
  const { question, back, line, proposed } = wanted;
  const candidates = line === undefined ? [] : await planner.itemCandidates(line);
  const product = line === undefined ? undefined : planner.lineAt(line);
  const name = product ? itemName(product.name) : "";
  const isFree = name !== "" && (await quickbooks.itemsNamed([name])).length === 0;
  const canCreate = isFree || proposed !== undefined;
  const create: Choice<typeof CREATE | typeof BACK> = isFree
    ? { value: CREATE, name: `Create the item "${name}"`, short: `new: ${name}` }
    : { value: CREATE, name: "Create an item: its name is asked next", short: "a new item" };
  const leave: Choice<typeof CREATE | typeof BACK> = { value: BACK, name: back };
  const chosen = await searchBooks<Item, typeof CREATE | typeof BACK>(context, {
    question,
    flag:
      line === undefined ? "--item, or --line" : `--link ${line}=<item>, or --create-item ${line}`,
    candidates,
    find: (text) => quickbooks.searchItems(text, ROWS),
    name: named,
    others: canCreate ? [create, leave] : [leave],
    first: isFree || proposed ? CREATE : BACK,
    escape: back === session.leave ? undefined : BACK,
  });
  if (chosen === BACK) return null;
  if (chosen !== CREATE) return chosen;
  const of = isFree && line !== undefined ? line : await askName(session, proposed ?? "");
  if (of === "") return null;
  await askIncomeAccount(session);
  return { create: await planner.newItem(of, session.answers.incomeAccount) };
}

/** A name that no item has. */
function askName({ context: { ask, ports } }: Session, proposed: string): Promise<string> {
  return ask.text(proposed === "" ? "Name of the new item (empty: back)" : "Name of the new item", {
    flag: "--item <item>",
    default: itemName(proposed),
    async validate(typed) {
      const name = itemName(typed);
      if (name === "") return proposed === "" || "The item needs a name.";
      const [holder] = await ports.quickbooks.itemsNamed([name]);
      return (
        holder === undefined || `That one is used by item "${holder.fullName}" (id ${holder.id}).`
      );
    },
  });
}

/** The answer to a line without an item, or with one that cannot stand there. */
export const answerItem: Answer = async (session, _, { line }) => {
  if (line === undefined) return false;
  const { planner, answers } = session;
  const name = planner.lineAt(line)?.name ?? "";
  const question = `Which item for line ${line}, "${name}"?`;
  const item = await askItem(session, { question, line, back: session.leave });
  if (item === null) throw stopped();
  answers.items.set(line, item);
  return true;
};

/** Asked once, where new items need one and it is not settled. */
export async function askIncomeAccount({
  context: { ask },
  planner,
  answers,
}: Session): Promise<void> {
  if (answers.incomeAccount) return;
  const accounts = await planner.openIncomeAccounts();
  if (accounts.length === 0) return;
  answers.incomeAccount = await ask.select(
    "Which income account do new items book to?",
    accounts.map((account) => ({ value: account, name: `${account.name} (id ${account.id})` })),
    { flag: "pdqb config set item.income-account <id>" },
  );
}

const AGAIN = Symbol("again");
type Code = TaxCode | typeof BACK | typeof AGAIN;

const codeName = (code: TaxCode) => `${code.name} (${plainText(percentOf(code))} %, id ${code.id})`;

export const answerTaxCode: Answer = async (session, _, { percent }) => {
  const { answers, planner } = session;
  if (percent === undefined) return false;
  if (answers.taxCodes.has(percent)) return true;
  if (planner.taxCandidates(percent).length === 0) return false;
  const code = await askTaxCode(session, percent, session.leave);
  if (code === null) throw stopped();
  answers.taxCodes.set(percent, code);
  return true;
};

/** Of several codes of one percent none is under the cursor: export and exempt are both 0 %. */
export async function askTaxCode(
  { context: { ask }, planner, leave }: Session,
  percent: string,
  back: string,
): Promise<TaxCode | null> {
  const codes = planner
    .taxCandidates(percent)
    .map((code): Choice<Code> => ({ value: code, name: codeName(code) }));
  const choose: Choice<Code> = {
    value: AGAIN,
    name: `${codes.length} codes have ${percent} %: choose one of these`,
  };
  for (;;) {
    const chosen = await ask.select<Code>(
      `Which tax code for ${percent} %?`,
      [...(codes.length === 1 ? [] : [choose]), ...codes, { value: BACK, name: back }],
      {
        flag: `pdqb tax link ${percent} --code <code>`,
        escape: back === leave ? undefined : BACK,
      },
    );
    if (chosen === BACK) return null;
    if (chosen !== AGAIN) return chosen;
  }
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
