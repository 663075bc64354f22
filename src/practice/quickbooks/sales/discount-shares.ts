/** What each line bears of a discount on the whole document. */
import type { Decimal } from "decimal.js";
import { spread, sum, ZERO } from "../money.ts";
import type { ItemLine } from "./line.ts";

/** The discount by line, each share in cents only when lines are rounded one by one; shipping has no part in it. */
export function discountShares(lines: ItemLine[], discount: Decimal, isByLine: boolean): Decimal[] {
  const goods = lines.map((line) => (line.isShipping ? ZERO : line.amount));
  if (isByLine) return spread(discount, goods);
  const codes = [...new Set(lines.map((line) => line.taxCode))];
  const bases = codes.map((code) =>
    sum(lines.map((line, i) => (line.taxCode === code ? (goods[i] ?? ZERO) : ZERO))),
  );
  const byCode = spread(discount, bases);
  return lines.map((line, index) => {
    const isFirst = lines.findIndex((other) => other.taxCode === line.taxCode) === index;
    return isFirst ? (byCode[codes.indexOf(line.taxCode)] ?? ZERO) : ZERO;
  });
}
