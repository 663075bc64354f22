/** JSON whose amounts are exact. */
import { amountText, Decimal } from "./money.ts";

/** JSON with decimals written digit by digit: no amount passes through a binary float. Undefined members are left out. */
export function jsonText(value: unknown): string {
  if (value instanceof Decimal) return numberText(value);
  if (value instanceof ExactAmount) return amountText(checked(value.amount));
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** An amount of money, which is written with its cents also where they are zero. */
export class ExactAmount {
  readonly amount: Decimal;
  constructor(value: Decimal) {
    this.amount = value;
  }
}

function numberText(value: Decimal): string {
  return checked(value).toFixed();
}

/** Beyond 15 digits a reader that parses JSON into floats, as QuickBooks' own SDKs do, would see another number. */
function checked(value: Decimal): Decimal {
  if (value.precision() > 15) throw new RangeError(`${value.toFixed()} has more than 15 digits`);
  return value;
}
