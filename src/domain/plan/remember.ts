/** What goes with a plan from planning to sending it, beside what is sent. */
import type { Invoice, UnreadInvoice } from "../invoice/invoice.ts";
import type { ItemLink, TaxLink } from "../ledger/ledger.ts";

/** Links that the operator decided on with this plan; they are kept once the plan is confirmed. */
export type Remember = {
  /** What was billed of the deal when it was planned, and the customers' invoices that were read for it. */
  fingerprint: string;
  customers: { id: string; since: string; invoices: Invoice[]; readAt: Date }[];
  /** Of whichever customer, where a marker of the deal may stand. */
  others: {
    added: string;
    since: string;
    invoices: Invoice[];
    unread: UnreadInvoice[];
    isAll: boolean;
    readAt: Date;
  };
  items: ItemLink[];
  taxes: TaxLink[];
  /** For the plan's customer alone, who may still have to be made. */
  customerTaxes: Omit<TaxLink, "customerId">[];
  customer: boolean;
  /** The customer that was linked when the plan was made: a link to another one was made since, and is used. */
  replacedCustomerId: string | null;
  /** The command that was typed, and what it would be for the rest of the deal. */
  commands: { same: string; rest: string };
  /** Why it is created, for the history. */
  reason: string | undefined;
};
