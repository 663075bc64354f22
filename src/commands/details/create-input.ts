/** What the flags of `invoice create` ask for, typed by a person or kept with a run. */

import type { CalendarDate } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, parseDecimal, plainText } from "../../domain/money/money.ts";
import type { RunFlags } from "../../domain/run/run.ts";
import {
  keptDue,
  TYPED_DATES,
  TYPED_DUE_DATES,
  type TypedDue,
  typedDate,
  typedDue,
} from "../../domain/typed-date.ts";
import { typedNumber } from "../../domain/typed-number.ts";
import type { CreateInput } from "../../usecases/plan/create-input.ts";
import type { CreateFlags } from "./create-flags.ts";
import { customFieldFlag, discountFlag, lineFlags } from "./line-flags.ts";
import { partInput } from "./part-flags.ts";

/** Throws usage for a value that is not understood. */
export function createInput(
  flags: Partial<CreateFlags>,
  dealId: CreateInput["dealId"],
): CreateInput {
  return {
    dealId,
    customer: flags.customer,
    newCustomer: flags.newCustomer,
    to: flags.to,
    address: flags.address,
    shipTo: flags.shipTo,
    email: flags.email,
    taxId: flags.taxId,
    updateCustomer: flags.updateCustomer,
    date: flags.date,
    due: dueOf(flags.due),
    terms: flags.terms,
    number: flags.number,
    memo: flags.memo,
    note: flags.note,
    po: flags.po,
    currency: flags.currency?.toUpperCase(),
    rate: rateOf(flags.rate),
    tax: flags.tax,
    taxCode: flags.taxCode,
    links: (flags.link ?? []).map(linkOf),
    createItems: flags.createItem ?? [],
    skipLines: flags.skipLine ?? [],
    ...lineFlags(flags.line ?? []),
    discount: flags.discount === undefined ? undefined : discountFlag(flags.discount),
    customFields: (flags.customField ?? []).map(customFieldFlag),
    class: flags.class,
    location: flags.location,
    cc: flags.cc,
    send: flags.send ?? false,
    bcc: flags.bcc,
    ...partInput(flags),
    again: flags.again,
    notDuplicate: flags.notDuplicate ?? false,
    reason: flags.reason,
    strict: flags.strict ?? false,
    pdf: flags.pdf,
  };
}

/** A preset may have been edited by hand. */
function dueOf(text: string | undefined): TypedDue | undefined {
  const due = text === undefined ? undefined : keptDue(text);
  if (due !== undefined || text === undefined) return due;
  throw new PdqbError("usage", `--due "${text}" is not a due date.`, {
    reason: "It takes a date such as 2026-12-14, days after the invoice date such as 14, or eom.",
    next: ["--due 30"],
  });
}

/** Up to the digits that QuickBooks takes of a number. */
function rateOf(text: string | undefined): Decimal | undefined {
  if (text === undefined) return undefined;
  const rate = parseDecimal(text);
  if (rate?.greaterThan(0) && rate.precision() <= 15) return rate;
  throw new PdqbError("usage", `--rate "${text}" is not a rate above 0.`, {
    reason: "It takes home units for one unit of the deal's currency, such as 0.9231.",
  });
}

function linkOf(text: string): { line: string; item: string } {
  const match = /^(id:\d+|\d+)=(.+)$/.exec(text);
  if (match?.[1] && match[2]) return { line: match[1], item: match[2] };
  throw new PdqbError("usage", `--link "${text}" is not understood.`, {
    reason: "It takes a line and an item: 2=88, 2=sku:SETUP, id:55310=Setup fee.",
  });
}

/** What is asked of one invoice of a run. Throws usage for a value that is not understood. */
export function toInput(flags: RunFlags, dealId: CreateInput["dealId"]): CreateInput {
  return createInput(flags as Partial<CreateFlags>, dealId);
}

// As they are typed at a question.

/** Throws usage for what is no day. */
export function dayTyped(text: string, today: CalendarDate): CalendarDate {
  const date = typedDate(text, today);
  if (date) return date;
  throw new PdqbError("usage", `"${text}" is not a date (expected one of ${TYPED_DATES}).`);
}

/** Throws usage for what is no due date. */
export function dueTyped(text: string, today: CalendarDate): TypedDue {
  const due = typedDue(text, today);
  if (due !== undefined) return due;
  throw new PdqbError("usage", `"${text}" is not a due date (expected ${TYPED_DUE_DATES}).`);
}

/** Throws usage for what is no rate. */
export function typedRate(text: string): Decimal | undefined {
  const number = typedNumber(text);
  return rateOf(number ? plainText(number) : text);
}
