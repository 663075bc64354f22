/** QuickBooks' lengths of an invoice's members (docs/quickbooks.md 4.3, 4.8): nothing is cut in silence. */

import type { BillAddress } from "../address.ts";
import { addressTooLong } from "../customer/bill-address.ts";
import type { Problem } from "../errors.ts";
import { shellWord } from "../shell-word.ts";

/** The private note has 4,000, of which the marker takes its line. */
const MAX = {
  "E-mail address": { max: 100, mend: "--email <address>" },
  "Copy to": { max: 200, mend: "--cc <addresses>" },
  "Blind copy to": { max: 200, mend: "--bcc <addresses>" },
  Number: { max: 21, mend: "--number <number>" },
  Memo: { max: 1000, mend: "--memo <text>" },
  Note: { max: 3960, mend: "--note <text>" },
} as const;
const FIELD_MAX = 31;

export function tooLong(
  texts: Record<keyof typeof MAX, string>,
  customFields: { name: string; value: string }[],
  address: BillAddress | null,
): Problem[] {
  const all = [
    ...Object.entries(MAX).map(([name, limit]) => ({
      name,
      text: texts[name as keyof typeof MAX],
      ...limit,
    })),
    ...customFields.map(({ name, value }) => ({
      name,
      text: value,
      max: FIELD_MAX,
      mend: `--custom-field ${shellWord(`${name}=<value>`)}`,
    })),
  ];
  const problems = all
    .filter(({ text, max }) => text.length > max)
    .map(
      ({ name, text, max, mend }): Problem => ({
        code: "too_long",
        message: `${name}: ${text.length} characters, and QuickBooks takes ${max}.`,
        next: mend,
      }),
    );
  const long = address && addressTooLong(address);
  if (long) {
    problems.push({
      code: "too_long",
      message: `The address has ${long}.`,
      next: "--address <address>",
    });
  }
  return problems;
}
