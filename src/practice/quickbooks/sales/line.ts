/** The lines of an invoice or credit memo once they are read. */
import type { Decimal } from "decimal.js";
import type { JsonObject } from "../json.ts";

export type ItemLine = {
  kind: "item";
  wire: JsonObject;
  detail: JsonObject;
  amount: Decimal;
  /** TaxInclusiveAmt, where it was sent. */
  gross: Decimal | undefined;
  taxCode: string | undefined;
  isShipping: boolean;
};
export type Line =
  | ItemLine
  | { kind: "text"; wire: JsonObject }
  | { kind: "group"; wire: JsonObject; members: ItemLine[] };
export type Lines = { lines: Line[]; discount: Discount | undefined };

export type Discount = { wire: JsonObject; percent: Decimal | undefined; amount: Decimal };

/** Those with an amount, the members of bundles among them. */
export function itemLinesOf(lines: Line[]): ItemLine[] {
  return lines.flatMap((line) => {
    if (line.kind === "text") return [];
    return line.kind === "group" ? line.members : [line];
  });
}
