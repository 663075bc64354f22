/** Figures, states and addresses as people read them, on the pages and on the printed invoice. */
import { type JsonObject, objectAt, refAt, textAt } from "../values.ts";

const plain = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const precise = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 7,
});
const counted = new Intl.NumberFormat("en-US", { maximumFractionDigits: 7 });

/** `1,234.50`; nothing for what is no number. */
export const amountText = (value: unknown): string =>
  typeof value === "number" ? plain.format(value) : "";

/** A price keeps more decimals than two, where it has them. */
export const priceText = (value: unknown): string =>
  typeof value === "number" ? precise.format(value) : "";

export const quantityText = (value: unknown): string =>
  typeof value === "number" ? counted.format(value) : "";

export const currencyOf = (wire: JsonObject): string => refAt(wire, "CurrencyRef") ?? "";

/** `1,234.50 EUR`. */
export const moneyText = (value: unknown, wire: JsonObject): string =>
  `${amountText(value)} ${currencyOf(wire)}`.trim();

export type InvoiceState = "Paid" | "Part-paid" | "Overdue" | "Open" | "Voided";

/** `today`: by the clock of the books. */
export function stateOf(
  wire: JsonObject,
  today: string,
  hidden: JsonObject | undefined,
): InvoiceState {
  const { TotalAmt: total, Balance: balance } = wire;
  if (hidden?.["isVoid"] === true) return "Voided";
  if (balance === 0) return "Paid";
  const due = textAt(wire, "DueDate");
  if (due !== undefined && due < today) return "Overdue";
  return balance === total ? "Open" : "Part-paid";
}

/** Lines of an address, the town in the order of its country. */
export function addressLines(address: JsonObject | undefined): string[] {
  if (!address) return [];
  const at = (member: string) => textAt(address, member);
  const region = at("CountrySubDivisionCode");
  const town = region
    ? [[at("City"), region].filter(Boolean).join(", "), at("PostalCode")]
    : [at("PostalCode"), at("City")];
  return [
    ...["Line1", "Line2", "Line3", "Line4", "Line5"].map(at),
    town.filter(Boolean).join(" "),
    at("Country"),
  ].filter((line): line is string => Boolean(line));
}

export const nameAt = (wire: JsonObject, member: string): string =>
  textAt(objectAt(wire, member) ?? {}, "name") ?? "";
