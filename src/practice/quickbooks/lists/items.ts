/** Products and services (docs/quickbooks.md 10). */
import { type Books, type EntityRow, refTo, table } from "../books.ts";
import { badReference, badValue, missing, refusal } from "../fault.ts";
import { type JsonObject, refAt, textAt } from "../values.ts";
import {
  checkName,
  checkReference,
  nameWhenActive,
  nameWhenInactive,
  placeUnderParent,
  refuseTakenName,
} from "./checks.ts";

const INCOME_TYPES = ["Income", "Other Income"];

const CREATABLE = ["Service", "NonInventory", "Inventory", "Category"];

export function completeItem(
  books: Books,
  sent: JsonObject,
  before: EntityRow | undefined,
): JsonObject {
  const members = { ...sent };
  const given = textAt(members, "Name")?.trim();
  if (!given) throw missing("Name");
  checkName(given, "Name");
  const type = textAt(before?.wire ?? members, "Type") ?? textAt(members, "Type");
  if (type === undefined) throw missing("Type");
  if (!CREATABLE.includes(type) && type !== before?.wire["Type"])
    throw badValue("2120", "Type", type);
  checkReference(books, members, "ParentRef", "Item");
  checkReference(books, members, "ClassRef", "Class");
  checkReference(books, members, "SalesTaxCodeRef", "TaxCode");
  const isActive = members["Active"] !== false;
  const name = isActive ? nameWhenActive(given) : nameWhenInactive(books, given, before);
  const { FullyQualifiedName, Level } = placeUnderParent(books, "Item", name, members);
  refuseTakenName(books, nameWhenActive(FullyQualifiedName), {
    over: ["Item"],
    member: "FullyQualifiedName",
    except: before,
    text: "Another product or service is already using this name. Please use a different name.",
  });
  Object.assign(members, { Name: name, FullyQualifiedName, Active: isActive, Type: type });
  if (refAt(members, "ParentRef")) Object.assign(members, { SubItem: true, Level });
  if (type === "Category" || type === "Group") return members;
  checkAccounts(books, members, type);
  return {
    ...members,
    Taxable: members["Taxable"] ?? false,
    UnitPrice: members["UnitPrice"] ?? 0,
    PurchaseCost: members["PurchaseCost"] ?? 0,
    TrackQtyOnHand: type === "Inventory",
  };
}

function checkAccounts(books: Books, members: JsonObject, type: string): void {
  const income = refAt(members, "IncomeAccountRef");
  const isPurchaseOnly = income === undefined && refAt(members, "ExpenseAccountRef") !== undefined;
  if (income === undefined && !(isPurchaseOnly && type !== "Inventory"))
    throw missing("IncomeAccountRef");
  if (type === "Inventory") {
    for (const member of ["QtyOnHand", "InvStartDate", "AssetAccountRef", "ExpenseAccountRef"]) {
      if (members[member] === undefined) throw missing(member);
    }
  }
  for (const member of ["IncomeAccountRef", "ExpenseAccountRef", "AssetAccountRef"]) {
    const id = refAt(members, member);
    if (id === undefined) continue;
    const account = table(books, "Account").get(id);
    if (!account) throw badReference("Accounts", id);
    const accountType = textAt(account.wire, "AccountType") ?? "";
    if (member === "IncomeAccountRef" && !INCOME_TYPES.includes(accountType))
      throw refusal(
        "6430",
        `Invalid account type: You need to select a different type of account for this transaction.`,
        member,
      );
    members[member] = refTo(account);
  }
}
