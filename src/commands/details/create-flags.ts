/** The flags of `invoice create`. */
import { flag } from "../../cli/command.ts";

const CUSTOMER = { group: "Customer" };
const DATES = { group: "Dates" };
const LINES = { group: "Lines and prices" };
const PART = { group: "Part of the deal" };
const TEXT = { group: "Text and references" };
const AFTER = { group: "After creating" };
const SAFETY = { group: "Safety" };

export const createFlags = {
  deal: flag.text("Deal: id or Pipedrive address", { value: "deal", names: "deals" }),
  customer: flag.text("Customer: QuickBooks id or exact name", {
    ...CUSTOMER,
    value: "customer",
    names: "customers",
  }),
  newCustomer: flag.optionalText("Create the customer (named as mapped)", {
    ...CUSTOMER,
    value: "name",
  }),
  to: flag.text("Name of a new customer, instead of the mapped one", {
    ...CUSTOMER,
    value: "name",
  }),
  address: flag.text("Billing address; separate lines with commas", {
    ...CUSTOMER,
    value: "text",
    rule: { lines: true },
  }),
  shipTo: flag.text("Ship-to address, or: billing", {
    ...CUSTOMER,
    value: "text|billing",
    rule: { lines: true },
  }),
  email: flag.text("E-mail address of the invoice", {
    ...CUSTOMER,
    value: "address",
    rule: { emails: true },
  }),
  taxId: flag.text("Tax ID of the customer", { ...CUSTOMER, value: "id" }),
  updateCustomer: flag.choice(
    "Save the address, e-mail and tax ID to the customer as well",
    ["ask", "always", "never"],
    CUSTOMER,
  ),
  date: flag.date("Date of the invoice (default: today)", DATES),
  due: flag.due("Due date, or days after the invoice date", DATES),
  terms: flag.text("Payment terms (QuickBooks name or id)", { ...DATES, value: "term" }),
  link: flag.repeatable("QuickBooks item for a line: 2=88, 2=sku:SETUP", {
    ...LINES,
    value: "line=item",
  }),
  line: flag.repeatable("Add a line, or change one: --line 2,qty=3", {
    ...LINES,
    value: "parts",
    rule: { lines: true },
  }),
  skipLine: flag.repeatable("Leave this line out", { ...LINES, value: "line" }),
  discount: flag.text(
    "Discount on the whole invoice, replacing the deal's: 5%, 50.00, or 0 for none",
    {
      ...LINES,
      value: "discount",
    },
  ),
  createItem: flag.repeatable("Create an item for this line", { ...LINES, value: "line" }),
  recurring: flag.optionalText("Bill recurring lines for one cycle (default: the first)", {
    ...LINES,
    value: "cycle",
  }),
  fromValue: flag.switch("Bill a deal without lines as one line for its value", LINES),
  item: flag.text("QuickBooks item for --from-value", { ...LINES, value: "item" }),
  lines: flag.text("Only these lines: 1,3", { ...PART, value: "lines" }),
  percent: flag.text("Only this percentage of the deal", { ...PART, value: "percent" }),
  amount: flag.text("Only this net amount of the deal", { ...PART, value: "amount" }),
  part: flag.text("Part number, when billing several percentages or amounts (default: 1)", {
    ...PART,
    value: "n",
  }),
  installment: flag.text("Only this installment of the deal", { ...PART, value: "installment" }),
  rest: flag.switch("Only what has not been billed yet", PART),
  currency: flag.text("Fail unless the deal is in this currency", { ...LINES, value: "code" }),
  rate: flag.text("Exchange rate: home currency for one unit", { ...LINES, value: "rate" }),
  tax: flag.choice(
    "Deal prices are: before tax, including tax, or not taxed",
    ["exclusive", "inclusive", "none"],
    LINES,
  ),
  taxCode: flag.text("Tax code for every line (id or name)", { ...LINES, value: "code" }),
  number: flag.text("Number of the invoice (default: QuickBooks')", { ...TEXT, value: "number" }),
  memo: flag.text("Message to the customer", {
    ...TEXT,
    value: "text",
    rule: { lines: true, mayBeEmpty: true },
  }),
  note: flag.text("Private note (customers see it on statements)", {
    ...TEXT,
    value: "text",
    rule: { lines: true },
  }),
  po: flag.text("PO number", { ...TEXT, value: "number", rule: { mayBeEmpty: true } }),
  preset: flag.text("Start from these details", { ...TEXT, value: "name", names: "presets" }),
  customField: flag.repeatable("Custom field on the invoice: name=value", {
    ...TEXT,
    value: "field",
  }),
  class: flag.text("Class (id or full name)", { ...TEXT, value: "class" }),
  location: flag.text("Location (id or full name)", { ...TEXT, value: "location" }),
  cc: flag.text("Send a copy of the e-mail to", {
    ...TEXT,
    value: "addresses",
    rule: { emails: true },
  }),
  bcc: flag.text("Send a blind copy of the e-mail to", {
    ...TEXT,
    value: "addresses",
    rule: { emails: true },
  }),
  send: flag.switch("E-mail the invoice if QuickBooks' totals match the preview", AFTER),
  pdf: flag.optionalText("Save the PDF to a file or folder (default: the current folder)", {
    ...AFTER,
    value: "path",
  }),
  again: flag.optionalText(
    "Create another invoice even though <invoice> exists (default: the newest)",
    {
      ...SAFETY,
      value: "invoice",
    },
  ),
  notDuplicate: flag.switch("Create it even though a similar invoice exists", SAFETY),
  reason: flag.text("Reason, kept in the history", { ...SAFETY, value: "text" }),
  expect: flag.text("Fail if anything changed since the dry run with this digest", {
    ...SAFETY,
    value: "digest",
  }),
  strict: flag.switch("Fail on any warning", SAFETY),
};

export type CreateFlags = {
  [K in keyof typeof createFlags]: (typeof createFlags)[K] extends { readonly type?: infer T }
    ? T
    : never;
};
