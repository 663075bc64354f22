/** Details that are typed: shown with what they are, read as their flag would be, kept by Enter, cleared by a dash. */
import { type CalendarDate, parseDate } from "../../../domain/calendar-date.ts";
import { addressLines } from "../../../domain/customer/bill-address.ts";
import { PdqbError } from "../../../domain/errors.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import { typedText } from "../../../domain/typed-text.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import type { Context } from "../../context.ts";
import { createFlags, dueFlag } from "../../details/create-flags.ts";
import { discountText } from "../../details/detail-flags.ts";
import { customFieldFlag, discountFlag } from "../../details/line-flags.ts";

type Detail = {
  title: string;
  /** What stands there now. */
  shown(details: CreateInput, plan: InvoicePlan): string;
  /** Puts what was typed into the details; undefined: nothing is to stand there. Throws usage. */
  put(details: CreateInput, text: string | undefined): void;
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
    hint: "YYYY-MM-DD",
    put(details, text) {
      details.date = text === undefined ? undefined : dateOf(text);
    },
  },
  due: {
    title: "Due",
    shown: (_, plan) => plan.dueDate ?? "",
    flag: "--due",
    hint: "a date, or days after the date",
    put(details, text) {
      details.due = dueFlag(text);
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
} satisfies Record<string, Detail>;

const DISCOUNT: Detail = {
  title: "Discount",
  shown: ({ discount }) => (discount ? discountText(discount) : ""),
  flag: "--discount",
  hint: "5%, 50.00, 0 for none",
  put(details, text) {
    details.discount = text === undefined ? undefined : discountFlag(text);
  },
};

export type DetailName = keyof typeof TEXT_DETAILS;

export async function editText(
  { ask }: Context,
  name: DetailName | "discount",
  details: CreateInput,
  plan: InvoicePlan,
): Promise<void> {
  const detail: Detail = name === "discount" ? DISCOUNT : TEXT_DETAILS[name];
  const now = detail.shown(details, plan);
  const hint = [detail.hint, "Enter keeps it", "- for none"].filter(Boolean).join(", ");
  const put = (one: CreateInput, text: string) =>
    detail.put(one, text.trim() === "-" ? undefined : text.trim());
  const text = await ask.text(`${detail.title} (${hint}):`, {
    flag: detail.flag,
    ...(now === "" ? {} : { default: now }),
    validate: (typed) => typed === "" || typed === now || faultOf(() => put({ ...details }, typed)),
  });
  if (text !== "" && text !== now) put(details, text);
}

/** True, or what is wrong. */
function faultOf(work: () => void): true | string {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof PdqbError) return `${error.message} ${error.reason}`.trim();
    throw error;
  }
}

function dateOf(text: string): CalendarDate {
  const date = parseDate(text);
  if (date) return date;
  throw new PdqbError("usage", `"${text}" is not a date (expected 2026-11-30).`);
}
