/** Numbers as people type them: with a point, or with the decimal comma of most of Europe, where only one reading is possible. */
import { type Decimal, parseDecimal } from "./money/money.ts";

/** `1,234` may be a thousand or a little more than one. */
const UNCLEAR = /^-?\d{1,3},\d{3}$/;
const COMMA_DECIMAL = /^-?(\d+|\d{1,3}([. ]\d{3})+),\d+$/;
const COMMA_GROUPS = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** The number, or undefined where the text is none or can be read in two ways. */
export function typedNumber(text: string): Decimal | undefined {
  const typed = text.trim();
  if (UNCLEAR.test(typed)) return undefined;
  if (COMMA_DECIMAL.test(typed)) return parseDecimal(typed.replace(/[. ]/g, "").replace(",", "."));
  if (COMMA_GROUPS.test(typed)) return parseDecimal(typed.replaceAll(",", ""));
  return parseDecimal(typed);
}
