/** Details that are typed: each with what stands there now, and read as its flag would be. */

import type { CalendarDate } from "../../../domain/calendar-date.ts";
import { addressLines } from "../../../domain/customer/bill-address.ts";
import { plainText } from "../../../domain/money/money.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import { TYPED_DATES, TYPED_DUE_DATES } from "../../../domain/typed-date.ts";
import { typedText } from "../../../domain/typed-text.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import { createFlags } from "../../details/create-flags.ts";
import { dayTyped, dueTyped, typedRate } from "../../details/create-input.ts";
import { customFieldFlag, discountFlag, discountText } from "../../details/line-flags.ts";

export type Detail = {
  title: string;
  /** What stands there now. */
  shown(details: CreateInput, plan: InvoicePlan): string;
  /** Puts what was typed into the details; undefined: nothing is to stand there. Throws usage. */
  put(details: CreateInput, text: string | undefined, today: CalendarDate): void;
  flag: string;
  hint?: string;
};

/** A detail that is the text as typed; an empty one beats the mapping. */
const plain = (
  title: string,
  name: "number" | "memo" | "note" | "po" | "email" | "cc" | "bcc",
  shown: Detail["shown"],
): Detail => ({
  title,
  shown,
  flag: `--${name}`,
  put(details, text) {
    const { rule } = createFlags[name];
    details[name] =
      text === undefined ? (rule?.mayBeEmpty ? "" : undefined) : typedText(`--${name}`, text, rule);
  },
});

export const TEXT_DETAILS = {
  date: {
    title: "Date",
    shown: (_, plan) => plan.date,
    flag: "--date",
    hint: TYPED_DATES,
    put(details, text, today) {
      details.date = text === undefined ? undefined : dayTyped(text, today);
    },
  },
  due: {
    title: "Due",
    shown: (_, plan) => plan.dueDate ?? "",
    flag: "--due",
    hint: TYPED_DUE_DATES,
    put(details, text, today) {
      details.due = text === undefined ? undefined : dueTyped(text, today);
    },
  },
  number: plain("Number", "number", (_, plan) => plan.number ?? ""),
  memo: plain("Memo", "memo", (_, plan) => plan.memo),
  note: plain("Private note", "note", (_, plan) => plan.note),
  po: plain("PO number", "po", ({ po }, plan) => po ?? plan.customFields[0]?.value ?? ""),
  customField: {
    title: "Custom field",
    shown: ({ customFields = [] }) =>
      customFields.map(({ name, value }) => `${name}=${value}`).join(", "),
    flag: "--custom-field",
    hint: "name=value",
    put(details, text) {
      if (text === undefined) details.customFields = [];
      else {
        const field = customFieldFlag(text);
        const others = (details.customFields ?? []).filter(({ name }) => name !== field.name);
        details.customFields = [...others, field];
      }
    },
  },
  shipTo: {
    title: "Ship to",
    shown: (_, plan) => (plan.shipTo ? addressLines(plan.shipTo.address).join(", ") : ""),
    flag: "--ship-to",
    hint: "an address, or: billing",
    put(details, text) {
      details.shipTo = text;
    },
  },
  email: plain("E-mail", "email", (_, plan) => plan.billTo.email ?? ""),
  cc: plain("Copy to", "cc", (_, plan) => plan.billTo.cc ?? ""),
  bcc: plain("Blind copy to", "bcc", (_, plan) => plan.billTo.bcc ?? ""),
  rate: {
    title: "Exchange rate",
    shown: ({ rate }) => (rate ? plainText(rate) : ""),
    flag: "--rate",
    hint: "home currency for one unit of the invoice's",
    put(details, text) {
      details.rate = text === undefined ? undefined : typedRate(text);
    },
  },
  discount: {
    title: "Discount",
    shown: ({ discount }) => (discount ? discountText(discount) : ""),
    flag: "--discount",
    hint: "5%, 50.00, 0 for none",
    put(details, text) {
      details.discount = text === undefined ? undefined : discountFlag(text);
    },
  },
} satisfies Record<string, Detail>;

export type DetailName = keyof typeof TEXT_DETAILS;
