/** QuickBooks' lengths of an invoice's members (docs/quickbooks.md 4.3, 4.8): nothing is cut in silence. */

import type { BillAddress } from "../books.ts";
import { addressTooLong } from "../customer/bill-address.ts";
import type { Problem } from "../errors.ts";

/** The private note has 4,000, of which the marker takes its line. */
const MAX = {
  "E-mail address": 100,
  "Copy to": 200,
  "Blind copy to": 200,
  Number: 21,
  Memo: 1000,
  Note: 3960,
} as const;

export function tooLong(
  texts: Record<keyof typeof MAX, string>,
  customFields: { name: string; value: string }[],
  address: BillAddress | null,
): Problem[] {
  const all: [string, string, number][] = [
    ...Object.entries(MAX).map(([name, max]): [string, string, number] => [
      name,
      texts[name as keyof typeof MAX],
      max,
    ]),
    ...customFields.map(({ name, value }): [string, string, number] => [name, value, 31]),
  ];
  const problems = all
    .filter(([, text, max]) => text.length > max)
    .map(
      ([name, text, max]): Problem => ({
        code: "too_long",
        message: `${name}: ${text.length} characters, and QuickBooks takes ${max}.`,
        next: "Shorten it in Pipedrive, or give it by its flag.",
      }),
    );
  const long = address && addressTooLong(address);
  if (long) {
    problems.push({
      code: "too_long",
      message: `The address has ${long}.`,
      next: "Shorten it in Pipedrive, or give it with --address.",
    });
  }
  return problems;
}
