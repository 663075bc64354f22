/** A customer as every command shows it. */
import type { Customer } from "../../domain/books.ts";
import { addressLines } from "../../domain/customer/bill-address.ts";
import { payerOf } from "../../domain/customer/customer-match.ts";
import { exemptionOf } from "../../domain/plan/existing-customer.ts";
import { exemptionJson, exemptionText } from "./plan-customer.ts";

export const customerJson = (customer: Customer) => ({
  id: customer.id,
  name: customer.fullName,
  active: customer.active,
  currency: customer.currency,
  email: customer.email,
});

/** What QuickBooks takes from it for an invoice. `term`: its name; `country`: the books'. */
export function customerDetailJson(customer: Customer, term: string | null, country: string) {
  const { address, shipAddress } = customer;
  return {
    ...customerJson(customer),
    parent_id: customer.parentId,
    payer: payerOf(customer),
    address: address ? addressLines(address) : [],
    ship_to: shipAddress ? addressLines(shipAddress) : [],
    term,
    exemption: exemptionJson(country === "US" ? exemptionOf(customer) : null),
  };
}

export function customerDetailLines(
  customer: Customer,
  { payer, address, ship_to, term }: ReturnType<typeof customerDetailJson>,
  country: string,
): string[] {
  const exemption = country === "US" ? exemptionOf(customer) : null;
  const state = customer.active ? "" : ", inactive";
  return [
    `${customer.fullName} (id ${customer.id}${state})`,
    ...address.map((line) => `  ${line}`),
    ...(customer.email ? [`  ${customer.email}`] : []),
    ...(payer ? [`  bills go to ${payer}`] : []),
    ...(ship_to.length > 0 ? [`  ship to ${ship_to.join(", ")}`] : []),
    ...(term ? [`  terms ${term}`] : []),
    ...(exemption ? [`  ${exemptionText(exemption)}`] : []),
  ];
}
