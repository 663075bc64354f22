/** The discount of a whole document, as a line of its own (docs/quickbooks.md 4.2). */
import { type Books, table } from "../books.ts";
import { salesForms } from "../company.ts";
import { badReference, business, refusal } from "../fault.ts";
import { compact, decimalAt, type JsonObject, objectAt, refAt, textAt } from "../json.ts";
import { cents, ZERO } from "../money.ts";
import type { Discount } from "./line.ts";

export function readDiscount(line: JsonObject, books: Books): Discount {
  if (salesForms(books)["AllowDiscount"] !== true) {
    throw business("Discounts are turned off in this company's sales settings.");
  }
  const detail = objectAt(line, "DiscountLineDetail") ?? {};
  const isPercent = detail["PercentBased"] === true;
  const percent = isPercent ? decimalAt(detail, "DiscountPercent") : undefined;
  const amount = decimalAt(line, "Amount");
  if ((isPercent && !percent) || (!isPercent && !amount)) {
    throw refusal(
      "6090",
      "Discount Line missing required info",
      "A discount amount or percent is required.",
      "Line",
    );
  }
  if (amount?.isNegative() || percent?.isNegative()) {
    throw refusal(
      "2290",
      "Negative Amount",
      "Negative amounts aren't supported on transaction lines.",
      "Line.Amount",
    );
  }
  if (percent?.gt(100))
    throw refusal("2150", "Invalid Percent", `Supplied value:${percent}`, "Line");
  const accountId =
    refAt(detail, "DiscountAccountRef") ?? textAt(salesForms(books), "DefaultDiscountAccount");
  const account = accountId === undefined ? undefined : table(books, "Account").get(accountId);
  if (accountId !== undefined && !account) throw badReference("Accounts", accountId);
  return {
    percent,
    amount: cents(amount ?? ZERO),
    wire: compact({
      Description: line["Description"],
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: compact({
        PercentBased: isPercent,
        DiscountPercent: percent?.toNumber(),
        DiscountAccountRef: account && {
          value: account.id,
          name: textAt(account.wire, "FullyQualifiedName") ?? "",
        },
      }),
    }),
  };
}
