/** The flags of `invoice create`. */
import { type FlagValues, flag, under } from "../../cli/command.ts";

export const createFlags = {
  deal: flag.text("Deal: id or Pipedrive address", { value: "deal", names: "deals" }),
  ...under("Customer", {
    customer: flag.text("Customer: QuickBooks id or exact name", {
      value: "customer",
      names: "customers",
    }),
    newCustomer: flag.optionalText("Create the customer (named as mapped)", { value: "name" }),
    to: flag.text("Name of a new customer, instead of the mapped one", { value: "name" }),
    address: flag.text("Billing address; separate lines with commas", {
      value: "text",
      rule: { lines: true },
    }),
    shipTo: flag.text("Ship-to address, or: billing", {
      value: "text|billing",
      rule: { lines: true },
    }),
    email: flag.text("E-mail address of the invoice", { value: "address", rule: { emails: true } }),
    taxId: flag.text("Tax ID of the customer", { value: "id" }),
    updateCustomer: flag.choice("Save the address, e-mail and tax ID to the customer as well", [
      "ask",
      "always",
      "never",
    ]),
  }),
  ...under("Dates", {
    date: flag.date("Date of the invoice (default: today)"),
    due: flag.due("Due date, or days after the invoice date"),
    terms: flag.text("Payment terms (QuickBooks name or id)", { value: "term" }),
  }),
  ...under("Lines and prices", {
    link: flag.repeatable("QuickBooks item for a line: 2=88, 2=sku:SETUP", { value: "line=item" }),
    line: flag.repeatable("Add a line, or change one: --line 2,qty=3", {
      value: "parts",
      rule: { lines: true },
    }),
    skipLine: flag.repeatable("Leave this line out", { value: "line" }),
    discount: flag.text(
      "Discount on the whole invoice, replacing the deal's: 5%, 50.00, or 0 for none",
      { value: "discount" },
    ),
    createItem: flag.repeatable("Create an item for this line", { value: "line" }),
    recurring: flag.optionalText("Bill recurring lines for one cycle (default: the first)", {
      value: "cycle",
    }),
    fromValue: flag.switch("Bill a deal without lines as one line for its value"),
    item: flag.text("QuickBooks item for --from-value", { value: "item" }),
  }),
  ...under("Part of the deal", {
    lines: flag.text("Only these lines: 1,3", { value: "lines" }),
    percent: flag.text("Only this percentage of the deal", { value: "percent" }),
    amount: flag.text("Only this net amount of the deal", { value: "amount" }),
    part: flag.text("Part number, when billing several percentages or amounts (default: 1)", {
      value: "n",
    }),
    installment: flag.text("Only this installment of the deal", { value: "installment" }),
    rest: flag.switch("Only what has not been billed yet"),
  }),
  ...under("Lines and prices", {
    currency: flag.text("Fail unless the deal is in this currency", { value: "code" }),
    rate: flag.text("Exchange rate: home currency for one unit", { value: "rate" }),
    tax: flag.choice("Deal prices are: before tax, including tax, or not taxed", [
      "exclusive",
      "inclusive",
      "none",
    ]),
    taxCode: flag.text("Tax code for every line (id or name)", { value: "code" }),
  }),
  ...under("Text and references", {
    number: flag.text("Number of the invoice (default: QuickBooks')", { value: "number" }),
    memo: flag.text("Message to the customer", {
      value: "text",
      rule: { lines: true, mayBeEmpty: true },
    }),
    note: flag.text("Private note (customers see it on statements)", {
      value: "text",
      rule: { lines: true },
    }),
    po: flag.text("PO number", { value: "number", rule: { mayBeEmpty: true } }),
    preset: flag.text("Start from these details", { value: "name", names: "presets" }),
    customField: flag.repeatable("Custom field on the invoice: name=value", { value: "field" }),
    class: flag.text("Class (id or full name)", { value: "class" }),
    location: flag.text("Location (id or full name)", { value: "location" }),
    cc: flag.text("Send a copy of the e-mail to", { value: "addresses", rule: { emails: true } }),
    bcc: flag.text("Send a blind copy of the e-mail to", {
      value: "addresses",
      rule: { emails: true },
    }),
  }),
  ...under("After creating", {
    send: flag.switch("E-mail the invoice if QuickBooks' totals match the preview"),
    pdf: flag.optionalText("Save the PDF to a file or folder (default: the current folder)", {
      value: "path",
    }),
  }),
  ...under("Safety", {
    again: flag.optionalText(
      "Create another invoice even though <invoice> exists (default: the newest)",
      { value: "invoice" },
    ),
    notDuplicate: flag.switch("Create it even though a similar invoice exists"),
    reason: flag.text("Reason, kept in the history", { value: "text" }),
    expect: flag.text("Fail if anything changed since the dry run with this digest", {
      value: "digest",
    }),
    strict: flag.switch("Fail on any warning"),
  }),
};

export type CreateFlags = FlagValues<typeof createFlags>;

/** Whether a flag was given: an empty list and a switch that is off are as good as not there. */
export const isGiven = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 : Boolean(value);
