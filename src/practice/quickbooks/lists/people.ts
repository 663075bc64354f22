/** Customers, vendors and employees: one name space, a currency for ever (docs/quickbooks.md 9). */
import type { Books, EntityName, EntityRow } from "../books.ts";
import { currencyRef, homeCurrency, isCurrencyCode, isMulticurrency, isUs } from "../company.ts";
import { badValue, business, refusal } from "../fault.ts";
import { amountAt, type JsonObject, objectAt, refAt, textAt } from "../values.ts";
import {
  checkEmail,
  checkName,
  checkReference,
  nameWhenActive,
  nameWhenInactive,
  placeUnderParent,
  refuseTakenName,
  storedAddresses,
} from "./checks.ts";
import { addCompanyCurrency } from "./plain-lists.ts";

const NAME_PARTS = ["Title", "GivenName", "MiddleName", "FamilyName", "Suffix"];
const PEOPLE: EntityName[] = ["Customer", "Vendor", "Employee"];

/** What is stored for the members that were sent; `before` on an update. */
export function completePerson(
  books: Books,
  entity: EntityName,
  sent: JsonObject,
  before: EntityRow | undefined,
): JsonObject {
  const members = { ...sent };
  for (const part of [...NAME_PARTS, "DisplayName", "PrintOnCheckName"]) {
    const name = textAt(members, part)?.trim();
    checkName(name, part);
    if (name) members[part] = name;
  }
  const parts = NAME_PARTS.map((part) => textAt(members, part)).filter(Boolean);
  const given = textAt(members, "DisplayName") ?? parts.join(" ");
  if (given === "")
    throw refusal(
      "6080",
      "At least one of Title, GivenName, MiddleName, FamilyName, DisplayName, Suffix must be given.",
    );
  const isActive = members["Active"] !== false;
  if (!isActive) refuseWithBalance(books, before);
  const name = isActive ? nameWhenActive(given) : nameWhenInactive(books, given, before);
  refuseTakenName(books, nameWhenActive(name), {
    over: PEOPLE,
    member: "DisplayName",
    except: before,
  });
  checkEmail(members, "PrimaryEmailAddr");
  Object.assign(members, storedAddresses(books, members, ["BillAddr", "ShipAddr", "PrimaryAddr"]), {
    DisplayName: name,
    PrintOnCheckName:
      textAt(members, "PrintOnCheckName") ?? textAt(members, "CompanyName") ?? given,
    Active: isActive,
  });
  if (entity === "Employee") return members;
  members["CurrencyRef"] = currencyOf(books, members, before);
  members["Balance"] = before?.wire["Balance"] ?? 0;
  return entity === "Customer" ? completeCustomer(books, members, before) : members;
}

/** Whoever owes something, or is owed it, stays active (docs/quickbooks.md 17). */
function refuseWithBalance(books: Books, before: EntityRow | undefined): void {
  const isOpen = before !== undefined && !amountAt(before.wire, "Balance").isZero();
  if (!isOpen || before.wire["Active"] === false) return;
  if (books.settings("inactive_with_balance") !== "6220") return;
  throw refusal(
    "6220",
    `Delete List Has Balance Error : This ${before.entity.toLowerCase()} cannot be deleted because it has a non-zero balance.`,
  );
}

function completeCustomer(
  books: Books,
  members: JsonObject,
  before: EntityRow | undefined,
): JsonObject {
  const name = textAt(members, "DisplayName") ?? "";
  checkReference(books, members, "ParentRef", "Customer");
  checkReference(books, members, "SalesTermRef", "Term");
  checkReference(books, members, "PaymentMethodRef", "PaymentMethod");
  checkReference(books, members, "DefaultTaxCodeRef", "TaxCode");
  const isExempt = members["TaxExemptionReasonId"] !== undefined;
  const isTaxableByDefault = isUs(books) || refAt(members, "DefaultTaxCodeRef") !== undefined;
  const place = placeUnderParent(books, "Customer", name, members);
  if (!refAt(members, "ParentRef")) delete members["Level"];
  return {
    ...members,
    Taxable: members["Taxable"] ?? (isTaxableByDefault && !isExempt),
    Job: members["Job"] ?? false,
    BillWithParent: members["BillWithParent"] ?? false,
    FullyQualifiedName: place.FullyQualifiedName,
    ...(place.Level > 0 && { Level: place.Level }),
    BalanceWithJobs: before?.wire["BalanceWithJobs"] ?? 0,
    PreferredDeliveryMethod: members["PreferredDeliveryMethod"] ?? "None",
    IsProject: false,
    ClientEntityId: "0",
  };
}

/** Only a creation may set it; an ISO code that is not yet in the list is added to it. */
function currencyOf(books: Books, members: JsonObject, before: EntityRow | undefined): JsonObject {
  const stored = before && objectAt(before.wire, "CurrencyRef");
  if (stored) return stored;
  const home = homeCurrency(books);
  const code = refAt(members, "CurrencyRef") ?? home;
  if (code === home) return currencyRef(home);
  if (!isCurrencyCode(code)) {
    if (books.settings("unknown_currency") === "home") return currencyRef(home);
    throw badValue("2220", "CurrencyRef", code);
  }
  if (!isMulticurrency(books))
    throw business("Multicurrency is not enabled, so only the home currency can be used.");
  addCompanyCurrency(books, code);
  return currencyRef(code);
}
