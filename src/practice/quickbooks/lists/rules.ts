/** Items, and what a write of any name, list or fact of the company does to the books (docs/quickbooks.md 9, 10, 11). */
import { type Books, type EntityName, type EntityRow, insert, replace } from "../books.ts";
import { storeExchangeRate } from "../exchange-rates.ts";
import { isObject, type JsonObject } from "../values.ts";
import type { EntityRules, Rules } from "../write-context.ts";
import { completeItem } from "./items.ts";
import { completePerson } from "./people.ts";
import { completePlain } from "./plain-lists.ts";

type Complete = (books: Books, sent: JsonObject, before: EntityRow | undefined) => JsonObject;

const listRulesOf = (entity: EntityName, complete: Complete): EntityRules => ({
  create: (books, { members }) => insert(books, entity, complete(books, members, undefined)),
  update: (books, row, { members }) => replace(books, row, complete(books, members, row)),
});

const person = (entity: EntityName): EntityRules =>
  listRulesOf(entity, (books, sent, before) => completePerson(books, entity, sent, before));
const plain = (entity: EntityName): EntityRules =>
  listRulesOf(entity, (books, sent, before) => completePlain(books, entity, sent, before));

export const listRules: Rules = {
  Account: plain("Account"),
  Class: plain("Class"),
  CompanyCurrency: plain("CompanyCurrency"),
  CompanyInfo: listRulesOf("CompanyInfo", (_books, sent) => sent),
  Customer: person("Customer"),
  Department: plain("Department"),
  Employee: person("Employee"),
  ExchangeRate: {
    create: (books, { members }) => storeExchangeRate(books, members),
    update: (books, _row, { members }) => storeExchangeRate(books, members),
  },
  Item: listRulesOf("Item", completeItem),
  PaymentMethod: plain("PaymentMethod"),
  Preferences: listRulesOf("Preferences", (_books, sent, before) =>
    mergedSections(before?.wire ?? {}, sent),
  ),
  Term: plain("Term"),
  Vendor: person("Vendor"),
};

/** Preferences are sections of members, of which the currency, the tax and the closing date are read only (docs/quickbooks.md 11). */
function mergedSections(before: JsonObject, sent: JsonObject): JsonObject {
  const result = { ...before };
  for (const [section, value] of Object.entries(sent)) {
    const old = before[section];
    if (section === "CurrencyPrefs" || section === "TaxPrefs") continue;
    if (!isObject(value) || !isObject(old)) continue;
    const { BookCloseDate, CustomField } = old;
    result[section] = {
      ...old,
      ...value,
      ...(CustomField !== undefined && { CustomField }),
      ...(BookCloseDate !== undefined && { BookCloseDate }),
    };
  }
  return result;
}
