/** `--line`, `--discount` and `--custom-field`: what they say, as values. */
import { PdqbError } from "../../domain/errors.ts";
import { amountText, type Decimal, parseDecimal, plainText } from "../../domain/money/money.ts";
import type { RequestedDiscount } from "../../domain/plan/invoice-request.ts";
import { typedText } from "../../domain/typed-text.ts";
import type { CreateInput } from "../../usecases/plan/create-input.ts";

const LINE_NEXT = [
  "A new line: --line 'item=88,qty=2,price=49.50,text=\"Travel, by train\"'",
  "Change line 2: --line 2,qty=3",
];

/** A line reference first changes that line; without one it is a new line, which needs its item and its price. Throws usage. */
export function lineFlags(texts: readonly string[]): Pick<CreateInput, "changes" | "extraLines"> {
  const changes: CreateInput["changes"] = [];
  const extraLines: CreateInput["extraLines"] = [];
  for (const text of texts) {
    const [first = "", ...rest] = parts(text);
    const reference = /^(id:\d+|\d+)$/.test(first) ? first : undefined;
    const values = members(reference === undefined ? [first, ...rest] : rest, text);
    const quantity = number(values.get("qty"), "qty", text);
    const price = number(values.get("price"), "price", text);
    const taxPercent = number(values.get("tax"), "tax", text);
    const item = values.get("item");
    const words = values.get("text");
    if (reference !== undefined) {
      if (taxPercent) throw misread(text, "the tax of a line of the deal is Pipedrive's.");
      if (values.size === 0) throw misread(text, "it says nothing of the line.");
      changes.push({
        line: reference,
        ...(item === undefined ? {} : { item }),
        ...(quantity ? { quantity } : {}),
        ...(price ? { price } : {}),
        ...(words === undefined ? {} : { text: words }),
      });
    } else if (item === undefined || !price)
      throw misread(text, "a new line needs item and price.");
    else {
      const quantityOrOne = quantity ?? number("1", "qty", text);
      if (!quantityOrOne) throw new Error("1 is a number");
      extraLines.push({
        item,
        quantity: quantityOrOne,
        price,
        text: words ?? "",
        ...(taxPercent ? { taxPercent } : {}),
      });
    }
  }
  return { changes, extraLines };
}

/** Parted at commas outside double quotes, which fall away; two of them inside quotes are one. */
function parts(text: string): string[] {
  const result: string[] = [];
  let part = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === '"' && isQuoted && text[at + 1] === '"') {
      part += '"';
      at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (character === "," && !isQuoted) {
      result.push(part);
      part = "";
    } else part += character;
  }
  if (isQuoted) throw misread(text, "a double quote is not closed.");
  return [...result, part];
}

function members(pieces: string[], text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const piece of pieces) {
    const [, name, value] = /^\s*(item|qty|price|text|tax)=(.*)$/s.exec(piece) ?? [];
    if (!name || value === undefined || values.has(name))
      throw misread(text, "it takes item, qty, price, text and tax, each once.");
    values.set(name, value);
  }
  return values;
}

function number(value: string | undefined, name: string, text: string): Decimal | undefined {
  if (value === undefined) return undefined;
  const parsed = parseDecimal(value);
  if (parsed && parsed.precision() <= 15) return parsed;
  throw misread(text, `${name} is a plain number such as 3 or 49.50.`);
}

function misread(text: string, reason: string): PdqbError {
  return new PdqbError("usage", `--line "${text}" is not understood: ${reason}`, {
    next: LINE_NEXT,
  });
}

/** `5%` or `50.00`; `0` takes the deal's own discounts away. */
export function discountFlag(text: string): RequestedDiscount {
  const [, digits = "", sign] = /^(.*?)\s*(%)?$/.exec(text.trim()) ?? [];
  const amount = parseDecimal(digits);
  const isPercent = sign === "%";
  const fits =
    amount && !amount.isNegative() && (isPercent ? amount.lte(100) : amount.decimalPlaces() <= 2);
  if (fits) return { type: isPercent ? "percentage" : "amount", amount };
  throw new PdqbError("usage", `--discount "${text}" is not understood.`, {
    reason: "It takes a percentage up to 100 or an amount: 5%, 50.00, or 0 for none.",
  });
}

/** `5%` or `50.00`, as the flag takes it. */
export function discountText({ type, amount }: RequestedDiscount): string {
  return type === "percentage" ? `${plainText(amount)}%` : amountText(amount);
}

export function customFieldFlag(text: string): { name: string; value: string } {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name?.trim() && value !== undefined)
    return { name: name.trim(), value: typedText(`--custom-field "${name.trim()}"`, value) };
  throw new PdqbError("usage", `--custom-field "${text}" is not understood.`, {
    next: ['--custom-field "Cost centre=4711"'],
  });
}
