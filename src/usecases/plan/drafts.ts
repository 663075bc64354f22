/** What a person may make or pick of a deal in the books: its new customer, new items and the account that they need, tax codes. */
import type { Account, NewCustomer, NewItem, TaxCode } from "../../domain/books.ts";
import { holderText } from "../../domain/customer/customer-problems.ts";
import { customerName } from "../../domain/customer/new-customer.ts";
import { ZERO } from "../../domain/money/money.ts";
import { isForeign, suffixed } from "../../domain/plan/currency.ts";
import { incomeAccount, incomeAccounts, newItem, taxCandidates } from "../books/match-books.ts";
import type { CreateInput } from "./create-input.ts";
import { draftCustomer } from "./customer-block.ts";
import type { PlanReading } from "./plan-reading.ts";

/** The new customer of a deal, named by its currency where a customer of another one has the name. */
export async function proposedCustomer(
  reading: PlanReading,
  input: CreateInput,
): Promise<NewCustomer> {
  const draft = draftCustomer(reading.facts, input);
  const isTaken = (await reading.customerCandidates()).some(
    ({ value }) => value.name === draft.name && value.currency !== draft.currency,
  );
  return isTaken && isForeign(reading.facts)
    ? { ...draft, name: suffixed(draft.name, reading.facts.deal.currency) }
    : draft;
}

/** Who holds this name, in words; undefined where it is free. */
export async function nameHolder(reading: PlanReading, name: string): Promise<string | undefined> {
  const [holder] = await reading.nameHolders(customerName(name));
  return holder && holderText(holder);
}

/**
 * The new item of a line, by its position, or one of a name, for a deal without lines. Throws refused where it is not settled which
 * income account new items use.
 */
export async function draftItem(
  reading: PlanReading,
  of: number | string,
  chosen?: Account,
): Promise<NewItem> {
  const account =
    chosen ?? (await incomeAccount(reading.ports, reading.setting("item.income-account")));
  if (typeof of === "string") return newItem({ name: of, price: ZERO }, undefined, account);
  const line = reading.facts.lines[of - 1];
  if (!line) throw new RangeError(`No line ${of}`);
  return newItem(line, await reading.product(line), account);
}

/** Accounts that new items may book to, where it is not settled; empty where it is. */
export async function openIncomeAccounts({ ports, setting }: PlanReading): Promise<Account[]> {
  const { chosen, all } = await incomeAccounts(ports, setting("item.income-account"));
  return chosen ? [] : all;
}

/** The tax codes that a percent may be billed with. */
export const taxCodesOf = ({ facts }: PlanReading, percent: string): TaxCode[] =>
  taxCandidates(facts.taxCodes, percent);
