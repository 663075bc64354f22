/** The customer of a plan: what a new one is made of, and what changes in one that is there. */
import { clean } from "../../cli/format.ts";
import { addressLines } from "../../domain/customer/bill-address.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";

/** `customer`, `new_customer`, `customer_changes` and whether they are written. */
export function customerPlanJson({ customer, customerUpdate, currency }: InvoicePlan) {
  const create = customer?.create;
  return {
    customer: customer && {
      id: customer.id,
      name: customer.name,
      create: Boolean(create),
      payer: customer.existing?.payer ?? null,
      email: customer.existing?.email ?? null,
      exemption: exemptionJson(customer.existing?.exemption ?? null),
    },
    new_customer: create
      ? {
          name: create.name,
          company_name: create.companyName,
          address: create.address ? addressLines(create.address) : null,
          email: create.email,
          phone: create.phone,
          tax_id: create.taxId,
          currency: create.currency ?? currency,
          term_id: create.termId,
        }
      : null,
    customer_changes: customerUpdate?.changes ?? [],
    update_customer: customerUpdate?.decision === "update",
  };
}

const NAMES = { address: "address", email: "e-mail", tax_id: "tax ID" };

/** Title and value of each line that the preview shows beside name, address and e-mail. */
export function customerPlanFields({
  customer,
  customerUpdate,
  billTo,
  shipTo,
}: InvoicePlan): [string, string][] {
  const create = customer?.create;
  const existing = customer?.existing;
  const own = billTo.email === null ? existing?.email : null;
  const taken: [string, string | null][] = [
    ["Payer", existing?.payer ?? null],
    ["E-mail", own ? `${own} (the customer's)` : null],
    ...shipToLines(shipTo),
    ["Exempt", existing?.exemption ? exemptionText(existing.exemption) : null],
  ];
  const fields: [string, string | null][] = create
    ? [
        ["Firm", create.companyName === create.name ? null : create.companyName],
        ["Phone", create.phone],
        ["Tax ID", create.taxId],
      ]
    : [];
  const changes =
    customerUpdate?.decision === "update"
      ? customerUpdate.changes.map(({ field, from, to }): [string, string] => [
          "Changes",
          `the customer's ${NAMES[field]}: ${from ?? "none"} → ${to}`,
        ])
      : [];
  return [...taken, ...fields, ...changes].flatMap(([name, value]): [string, string][] =>
    value ? [[name, clean(value)]] : [],
  );
}

function shipToLines(shipTo: InvoicePlan["shipTo"]): [string, string | null][] {
  if (!shipTo) return [];
  const [first = "", ...more] = addressLines(shipTo.address);
  const whose = shipTo.from === "customer" ? " (the customer's)" : "";
  return [["Ship to", `${first}${whose}`], ...more.map((line): [string, string] => ["", line])];
}

type Existing = NonNullable<NonNullable<InvoicePlan["customer"]>["existing"]>;
type Exemption = NonNullable<Existing["exemption"]>;

export const exemptionJson = (exemption: Exemption | null) =>
  exemption && { reason_id: exemption.reasonId, resale_number: exemption.resaleNumber };

/** `no tax is charged (reason 3, resale number 12-345)`. */
export function exemptionText({ reasonId, resaleNumber }: Exemption): string {
  const why = [
    ...(reasonId ? [`reason ${reasonId}`] : []),
    ...(resaleNumber ? [`resale number ${resaleNumber}`] : []),
  ];
  return `no tax is charged${why.length > 0 ? ` (${why.join(", ")})` : ""}`;
}
