/** A tax percent as typed: `25.5` or `25.5%`. */
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, parseDecimal } from "../../domain/money/money.ts";

export const PERCENT = {
  name: "percent",
  summary: "Tax percent of deal lines, such as 25.5",
  required: true,
};

export function percentOf(text: string): Decimal {
  const percent = parseDecimal(text.replace(/ ?%$/, ""));
  if (percent?.gte(0) && percent.lte(100)) return percent;
  throw new PdqbError("usage", `"${text}" is no tax percent.`, {
    reason: "It takes a number from 0 to 100, such as 25.5.",
  });
}
