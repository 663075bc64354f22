/** Which item stands on a line, asked at the terminal: one of the books, or a new one. */
import type { Choice } from "../../../cli/prompt.ts";
import type { Item, NewItem } from "../../../domain/books.ts";
import type { Problem } from "../../../domain/errors.ts";
import { itemName } from "../../../domain/plan/new-item.ts";
import { ROWS, searchBooks } from "./search-books.ts";
import { type Session, stopped } from "./session.ts";

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
export async function answerItem(session: Session, { line }: Problem): Promise<boolean> {
  if (line === undefined) return false;
  const { planner, answers } = session;
  const name = planner.lineAt(line)?.name ?? "";
  const question = `Which item for line ${line}, "${name}"?`;
  const item = await askItem(session, { question, line, back: session.leave });
  if (item === null) throw stopped();
  answers.items.set(line, item);
  return true;
}

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
