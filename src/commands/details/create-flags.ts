/** The flags of `invoice create`, and what they ask for. */
import { flag } from "../../cli/command.ts";
import { addDays, type CalendarDate, parseDate } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, parseDecimal } from "../../domain/money/money.ts";
import type { CreateInput } from "../../usecases/plan/create-input.ts";
import { customFieldFlag, discountFlag, lineFlags } from "./line-flags.ts";
import { partInput } from "./part-flags.ts";

const WHO = { group: "Who" };
const WHEN = { group: "When" };
const WHAT = { group: "What" };
const PART = { group: "Part of the deal" };
const WORDS = { group: "Words" };
const AFTER = { group: "After" };
const SAFETY = { group: "Safety" };

export const createFlags = {
  deal: flag.text("Deal: id or Pipedrive address", { value: "deal" }),
  customer: flag.text("Customer: QuickBooks id or exact name", { ...WHO, value: "customer" }),
  newCustomer: flag.textOrTrue("Create the customer (named as mapped)", { ...WHO, value: "name" }),
  to: flag.text("Name of a new customer, instead of the mapped one", { ...WHO, value: "name" }),
  address: flag.text("Billing address, lines parted by commas", { ...WHO, value: "text" }),
  shipTo: flag.text("Ship-to address, or: billing", { ...WHO, value: "text|billing" }),
  email: flag.text("E-mail address of the invoice", { ...WHO, value: "address" }),
  taxId: flag.text("Tax ID of the customer", { ...WHO, value: "id" }),
  updateCustomer: flag.choice(
    "Put the address, e-mail and tax ID into the customer, too",
    ["ask", "always", "never"],
    WHO,
  ),
  date: flag.date("Date of the invoice (default: today)", { ...WHEN, value: "date" }),
  due: flag.text("Due: a date, or days after the date", { ...WHEN, value: "date|days" }),
  terms: flag.text("Term of QuickBooks, by name or id", { ...WHEN, value: "term" }),
  link: flag.texts("Item of a line: 2=88, 2=sku:SETUP", {
    ...WHAT,
    value: "line=item",
  }),
  line: flag.texts("A new line, or with its position a changed one", { ...WHAT, value: "parts" }),
  skipLine: flag.texts("Leave this line out", { ...WHAT, value: "line" }),
  discount: flag.text("Of the whole, instead of the deal's: 5%, 50.00, 0", {
    ...WHAT,
    value: "discount",
  }),
  createItem: flag.texts("Create an item for this line", { ...WHAT, value: "line" }),
  recurring: flag.textOrTrue("Bill recurring lines for one cycle (default: the first)", {
    ...WHAT,
    value: "cycle",
  }),
  fromValue: flag.switch("Bill a deal without lines as one line of its value", WHAT),
  item: flag.text("Item of that one line", { ...WHAT, value: "item" }),
  lines: flag.text("Only these lines: 1,3", { ...PART, value: "lines" }),
  percent: flag.text("Only this percentage of the deal", { ...PART, value: "percent" }),
  amount: flag.text("Only this net amount of the deal", { ...PART, value: "amount" }),
  part: flag.text("Which part, where there are several (default: 1)", { ...PART, value: "n" }),
  installment: flag.text("Only this installment of the deal", { ...PART, value: "installment" }),
  rest: flag.switch("Only what is not billed yet", PART),
  currency: flag.text("Only if the deal is in this currency", { ...WHAT, value: "code" }),
  rate: flag.text("Exchange rate: home currency for one unit", { ...WHAT, value: "rate" }),
  tax: flag.choice("Treat prices as", ["exclusive", "inclusive", "none"], WHAT),
  taxCode: flag.text("Tax code of every line, by id or name", { ...WHAT, value: "code" }),
  number: flag.text("Number of the invoice (default: QuickBooks')", { ...WORDS, value: "number" }),
  memo: flag.text("Message to the customer", { ...WORDS, value: "text" }),
  note: flag.text("Private note (customers see it on statements)", { ...WORDS, value: "text" }),
  po: flag.text("PO number", { ...WORDS, value: "number" }),
  preset: flag.text("Start from these details", { ...WORDS, value: "name", names: "presets" }),
  template: flag.text("Print template (QuickBooks lets none be chosen)", {
    ...WORDS,
    value: "name",
  }),
  customField: flag.texts("Custom field of the form: name=value", { ...WORDS, value: "field" }),
  class: flag.text("Class, by id or full name", { ...WORDS, value: "class" }),
  location: flag.text("Location, by id or full name", { ...WORDS, value: "location" }),
  cc: flag.text("Copy of the e-mail to", { ...WORDS, value: "addresses" }),
  bcc: flag.text("Blind copy of the e-mail to", { ...WORDS, value: "addresses" }),
  send: flag.switch("E-mail the invoice, if the books say what the plan said", AFTER),
  pdf: flag.textOrTrue("Save its PDF: a file or a folder (default: this one)", {
    ...AFTER,
    value: "path",
  }),
  again: flag.textOrTrue("One more beside this invoice (or the newest)", {
    ...SAFETY,
    value: "invoice",
  }),
  notDuplicate: flag.switch("It is no duplicate of the invoice found", SAFETY),
  expect: flag.text("Only if the plan still has this digest", { ...SAFETY, value: "digest" }),
  strict: flag.switch("Refuse on any warning", SAFETY),
};

export type CreateFlags = {
  [K in keyof typeof createFlags]: (typeof createFlags)[K] extends { readonly type?: infer T }
    ? T
    : never;
};

/** Throws usage for a value that is not understood, and for what QuickBooks has no way to do. */
export function createInput(flags: Partial<CreateFlags>, dealId: number): CreateInput {
  if (flags.template !== undefined) throw noTemplates();
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
    due: dueFlag(flags.due),
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
  };
}

/** docs/quickbooks.md 4.3: there is no writable member for it. */
function noTemplates(): PdqbError {
  return new PdqbError("usage", "QuickBooks lets no print template be chosen by its API.", {
    reason:
      "The PDF and the e-mail take the style that the company's settings name as its default.",
    next: [
      "In QuickBooks: Settings, Custom form styles, and make the style the default; or pick it on the invoice itself.",
      "pdqb preset save <name> keeps the details of an invoice instead.",
    ],
  });
}

/** A date, or days. Throws usage. */
export function dueFlag(text: string | undefined): CalendarDate | number | undefined {
  if (text === undefined) return undefined;
  const date = parseDate(text);
  if (date) return date;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new PdqbError("usage", `--due "${text}" is neither a date nor a number of days.`, {
    next: [`--due ${addDays("2026-01-01" as CalendarDate, 30)}, or --due 30`],
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
