/** Accounts, classes, locations, terms, payment methods and currencies (docs/quickbooks.md 11). */
import { type Books, type EntityName, type EntityRow, insert, table } from "../books.ts";
import { currencyRef, homeCurrency, isCurrencyCode } from "../company.ts";
import { badValue, missing, refusal } from "../fault.ts";
import { type JsonObject, refAt, textAt } from "../values.ts";
import { checkName, placeUnderParent, refuseTakenName } from "./checks.ts";

const CLASSIFICATIONS: Record<string, string> = {
  Income: "Revenue",
  "Other Income": "Revenue",
  Expense: "Expense",
  "Other Expense": "Expense",
  "Cost of Goods Sold": "Expense",
  Equity: "Equity",
  "Accounts Payable": "Liability",
  "Credit Card": "Liability",
  "Other Current Liability": "Liability",
  "Long Term Liability": "Liability",
};
const SUB_MEMBER: Partial<Record<EntityName, string>> = {
  Account: "SubAccount",
  Class: "SubClass",
  Department: "SubDepartment",
};

export function completePlain(
  books: Books,
  entity: EntityName,
  sent: JsonObject,
  before: EntityRow | undefined,
): JsonObject {
  if (entity === "CompanyCurrency") return completeCurrency(books, sent, before);
  const name = textAt(sent, "Name")?.trim();
  if (!name) throw missing("Name");
  checkName(name, "Name", entity === "Account" ? /[":]/ : /[:\t\n\r]/);
  const members: JsonObject = { ...sent, Name: name, Active: sent["Active"] ?? true };
  const sub = SUB_MEMBER[entity];
  const unique = sub ? "FullyQualifiedName" : "Name";
  if (sub) {
    const place = placeUnderParent(books, entity, name, members);
    members["FullyQualifiedName"] = place.FullyQualifiedName;
    members[sub] = refAt(members, "ParentRef") !== undefined;
  }
  refuseTakenName(books, textAt(members, unique) ?? name, {
    over: [entity],
    member: unique,
    except: before,
    text: "Another element of this list is already using this name. Please use a different name.",
  });
  if (entity === "Account") return completeAccount(books, members, before);
  if (entity === "Term") return completeTerm(members);
  if (entity === "PaymentMethod") members["Type"] ??= "NON_CREDIT_CARD";
  return members;
}

function completeAccount(
  books: Books,
  members: JsonObject,
  before: EntityRow | undefined,
): JsonObject {
  const type = textAt(members, "AccountType");
  if (type === undefined && textAt(members, "AccountSubType") === undefined)
    throw missing("AccountType");
  return {
    ...members,
    AccountType: type ?? "Income",
    Classification: CLASSIFICATIONS[type ?? "Income"] ?? "Asset",
    CurrentBalance: before?.wire["CurrentBalance"] ?? 0,
    CurrentBalanceWithSubAccounts: before?.wire["CurrentBalanceWithSubAccounts"] ?? 0,
    CurrencyRef: members["CurrencyRef"] ?? currencyRef(homeCurrency(books)),
  };
}

function completeTerm(members: JsonObject): JsonObject {
  const isByDate = members["DayOfMonthDue"] !== undefined;
  if (!isByDate && members["DueDays"] === undefined) throw missing("DueDays");
  checkRange(members, "DueDays", 0, 999);
  checkRange(members, "DayOfMonthDue", 1, 31);
  checkRange(members, "DueNextMonthDays", 0, 999);
  return { ...members, Type: isByDate ? "DATE_DRIVEN" : "STANDARD" };
}

function checkRange(members: JsonObject, member: string, min: number, max: number): void {
  const value = members[member];
  if (typeof value !== "number" || (value >= min && value <= max)) return;
  throw badValue("2240", member, value);
}

function completeCurrency(
  books: Books,
  sent: JsonObject,
  before: EntityRow | undefined,
): JsonObject {
  const code = textAt(before?.wire ?? sent, "Code");
  if (code === undefined) throw missing("Code");
  if (!isCurrencyCode(code)) throw badValue("2220", "Code", code);
  const taken = table(books, "CompanyCurrency").all();
  if (taken.some((row) => row.wire["Code"] === code && row.id !== before?.id))
    throw refusal("630", `Duplicate Object : ${code}`);
  const name = textAt(currencyRef(code), "name") ?? code;
  return { ...sent, Code: code, Name: name, Active: sent["Active"] ?? true };
}

export function addCompanyCurrency(books: Books, code: string): void {
  const list = table(books, "CompanyCurrency").all();
  if (list.some((row) => row.wire["Code"] === code)) return;
  insert(books, "CompanyCurrency", completeCurrency(books, { Code: code }, undefined));
}
