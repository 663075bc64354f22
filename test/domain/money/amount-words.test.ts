// One way of writing an amount for people. What is compared, sent or read by programs stays plain.
import { join } from "node:path";
import { expect, it } from "vitest";
import { overLimit } from "../../../src/domain/invoice/invoice-limit.ts";
import { amountWords, groupedText, moneyWords } from "../../../src/domain/money/amount-words.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { dealChanged } from "../../../src/domain/plan/deal-changed.ts";
import { sources } from "../../house/survey.mjs";

it("parts thousands, and has the decimals of the currency, or more where the amount has more", () => {
  expect(moneyWords(decimal("1700"), "EUR")).toBe("1,700.00 EUR");
  expect(moneyWords(decimal("-1234567.5"), "EUR")).toBe("-1,234,567.50 EUR");
  expect(amountWords(decimal("924"), "JPY")).toBe("924");
  expect(amountWords(decimal("1230.7875"), "EUR")).toBe("1,230.7875");
  expect(["999", "1000.5", "0.1234567"].map(groupedText)).toEqual(["999", "1,000.5", "0.1234567"]);
});

it("messages write amounts as the lists do", () => {
  const amount = decimal("12500");
  expect(overLimit("10000 EUR", { amount, currency: "EUR" })).toBe(
    "The invoice comes to 12,500.00 EUR. The setting limit.invoice allows 10,000.00 EUR outside an approved run.",
  );
  expect(dealChanged("1700.00", amount)[0]?.message).toBe(
    "The deal's value was 1,700.00 when it was invoiced and is 12,500.00 now.",
  );
});

/** `${amountText(x)}` and the like within a text. */
const OWN_WAY = /`[^`]*\$\{(?!groupedText\()[^`}]*\b(amountText|toFixed)\(/;
/** Flags as they are typed, what is compared or kept, and what is not for people. */
const PLAIN = [
  "domain/money/exact-json.ts",
  "domain/deal/deal-part.ts",
  "domain/deal/priced-lines.ts",
  "domain/run/limits.ts",
  "usecases/plan/create-command.ts",
  "usecases/plan/deal-request.ts",
  "usecases/prove/assumptions/books-tax.ts",
];

it("no sentence puts an amount into words in a way of its own", () => {
  const src = join(import.meta.dirname, "../../../src");
  const own = sources(src).filter(
    ([file, text]) =>
      !file.startsWith("practice/") &&
      !PLAIN.includes(file) &&
      text.split("\n").some((line) => OWN_WAY.test(line)),
  );
  expect(own.map(([file]) => file)).toEqual([]);
});
