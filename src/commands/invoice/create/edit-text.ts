/** Details that are typed: shown with what they are, read as their flag would be, kept by Enter, cleared by a dash. */
import { clean } from "../../../cli/format.ts";
import type { CalendarDate } from "../../../domain/calendar-date.ts";
import { addressLines } from "../../../domain/customer/bill-address.ts";
import { PdqbError } from "../../../domain/errors.ts";
import { plainText } from "../../../domain/money/money.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import { TYPED_DATES, typedDate } from "../../../domain/typed-date.ts";
import { typedNumber } from "../../../domain/typed-number.ts";
import { typedText } from "../../../domain/typed-text.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import { createFlags, dueFlag, rateOf } from "../../details/create-flags.ts";
import { discountText } from "../../details/detail-flags.ts";
import { customFieldFlag, discountFlag } from "../../details/line-flags.ts";
import { detailsOf, type Session, setDetails } from "./session.ts";

/** What a typed day is counted from. */
type Days = { today: CalendarDate; date: CalendarDate };

type Detail = {
  title: string;
  /** What stands there now. */
  shown(details: CreateInput, plan: InvoicePlan): string;
  /** Puts what was typed into the details; undefined: nothing is to stand there. Throws usage. */
  put(details: CreateInput, text: string | undefined, days: Days): void;
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
    put(details, text, days) {
      details.date = text === undefined ? undefined : dateOf(text, days);
    },
  },
  due: {
    title: "Due",
    shown: (_, plan) => plan.dueDate ?? "",
    flag: "--due",
    hint: `days after the date, or ${TYPED_DATES}`,
    put(details, text, days) {
      details.due = text === undefined ? undefined : dueOf(text, days);
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
      details.rate = text === undefined ? undefined : rateOf(numberText(text));
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

/** `-` is nothing, Enter alone what stands there. */
export async function editText(
  session: Session,
  name: DetailName,
  plan: InvoicePlan,
): Promise<boolean> {
  const detail: Detail = TEXT_DETAILS[name];
  const details = detailsOf(session);
  const now = detail.shown(details, plan);
  const days = { today: await session.context.today(), date: plan.date };
  const hint = [detail.hint, "Enter keeps it", "- for none"].filter(Boolean).join(", ");
  const put = (one: CreateInput, text: string) =>
    detail.put(one, text.trim() === "-" ? undefined : text.trim(), days);
  const text = await session.context.ask.text(`${detail.title} (${hint}):`, {
    flag: detail.flag,
    ...(now === "" ? {} : { default: now }),
    validate: (typed) => typed === "" || typed === now || faultOf(() => put({ ...details }, typed)),
  });
  if (text === "" || text === now) return false;
  const changed = { ...details };
  put(changed, text);
  setDetails(session, changed);
  return true;
}

/** The answer to a problem that another text mends. */
export async function answerText(
  session: Session,
  name: DetailName,
  { plan, problem }: { plan: InvoicePlan; problem: string },
): Promise<boolean> {
  session.context.io.err(`${clean(problem)}\n`);
  return editText(session, name, plan);
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

function dateOf(text: string, { today }: Days): CalendarDate {
  const date = typedDate(text, today);
  if (date) return date;
  throw new PdqbError("usage", `"${text}" is not a date (expected one of ${TYPED_DATES}).`);
}

const dueOf = (text: string, { today, date }: Days) =>
  typedDate(text, today, date) ?? dueFlag(text);

/** As the flags take it: with a point. */
function numberText(text: string): string {
  const number = typedNumber(text);
  return number ? plainText(number) : text;
}
