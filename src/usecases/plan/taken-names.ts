/** Names and numbers that the books have already: under one of them a write would be refused only when everything else is sent. */
import type { Item, NameHolder } from "../../domain/books.ts";
import { nameTaken } from "../../domain/customer/customer-problems.ts";
import type { Problem } from "../../domain/errors.ts";
import { isForeign } from "../../domain/plan/currency.ts";
import { customerKey } from "../../domain/plan/customer-key.ts";
import type { InvoicePlan, PlanLine } from "../../domain/plan/invoice-plan.ts";
import { itemKey } from "../../domain/plan/new-item.ts";
import type { CreateInput } from "./create-input.ts";
import { linePosition } from "./deal-part.ts";
import type { PlanReading } from "./plan-reading.ts";

/** A problem for each that the plan would take. */
export async function takenNames(
  reading: PlanReading,
  input: CreateInput,
  plan: InvoicePlan,
): Promise<Problem[]> {
  const taken = await Promise.all([
    takenNumber(reading, input),
    takenCustomerName(reading, input, plan),
    takenItemNames(reading, input, plan),
  ]);
  return taken.flat();
}

async function takenNumber({ ports }: PlanReading, { number }: CreateInput): Promise<Problem[]> {
  const [taken] = number === undefined ? [] : await ports.quickbooks.invoicesByNumber(number);
  if (!taken) return [];
  return [
    {
      code: "number_taken",
      message: `Number ${number} is used by the invoice of ${taken.date} to "${taken.customer.name}" (id:${taken.id}).`,
      next: "",
      without: ["number"],
    },
  ];
}

/** Not where this very customer was made for the deal's contact, by an earlier run or by another process: then it is that one. */
async function takenCustomerName(
  reading: PlanReading,
  { newCustomer }: Pick<CreateInput, "newCustomer">,
  plan: InvoicePlan,
): Promise<Problem[]> {
  const { customer, currency } = plan;
  const { contact, facts } = reading;
  const { ledger } = reading.ports;
  if (!customer?.create || customer.name === "") return [];
  // In this order: what is made between the first and the last is known by the last.
  const holders = await reading.nameHolders(customer.name);
  const open = await ledger.intents({ key: customerKey(plan), state: "open" });
  const link = contact && (await ledger.customerLink(contact.kind, contact.id, currency));
  const isAsked = open.some(({ firstSentAt }) => firstSentAt !== null);
  const isOurs = ({ list, id, active }: NameHolder) =>
    list === "Customer" && active && (isAsked || link?.customerId === id);
  return holders
    .filter((holder) => !isOurs(holder))
    .map((holder) =>
      nameTaken(
        holder,
        customer.name,
        // A flag decides who is billed, whatever is linked.
        newCustomer === undefined ? contact : null,
        isForeign(facts) ? currency : null,
      ),
    );
}

/** Not where this very item was made for the product, by an earlier run or by another process: then it is that one. */
async function takenItemNames(
  { ports, facts }: PlanReading,
  { createItems }: Pick<CreateInput, "createItems">,
  { lines }: InvoicePlan,
): Promise<Problem[]> {
  const made = lines.filter(({ item, newItem }) => item === null && newItem !== null);
  if (made.length === 0) return [];
  const names = [...new Set(made.flatMap(({ newItem }) => newItem?.name ?? []))];
  const holders = await ports.quickbooks.itemsNamed(names);
  const links = await ports.ledger.itemLinks();
  const problems = made.map(async (line): Promise<Problem[]> => {
    const name = line.newItem?.name.toLowerCase() ?? "";
    const holder = holders.find(({ fullName }) =>
      [name, `${name} (deleted)`].includes(fullName.toLowerCase()),
    );
    const key = itemKey(line.productId, line.newItem?.name ?? "");
    const open = await ports.ledger.intents({ key, state: "open" });
    const isOurs =
      open.some(({ firstSentAt }) => firstSentAt !== null) ||
      links.some(({ productId, itemId }) => productId === line.productId && itemId === holder?.id);
    const typed = createItems.find((reference) => linePosition(facts, reference) === line.line);
    return holder && !isOurs ? [itemNameTaken(line, holder, typed)] : [];
  });
  return (await Promise.all(problems)).flat();
}

/** `typed`: the line as --create-item named it. */
function itemNameTaken(
  { line, productId, newItem }: PlanLine,
  holder: Item,
  typed: string | undefined,
): Problem {
  const held = `${holder.active ? "" : "inactive "}item "${holder.fullName}" (id ${holder.id})`;
  return {
    code: "name_taken",
    message: `Line ${line}: the name "${newItem?.name ?? ""}" is used by ${held} in QuickBooks${holder.active ? "" : ", which has to be made active there first"}.`,
    line,
    ...(typed === undefined && productId !== null
      ? { next: `pdqb product link ${productId} --item ${holder.id}` }
      : { next: `--link ${line}=${holder.id}`, without: [`create-item ${typed ?? line}`] }),
  };
}
