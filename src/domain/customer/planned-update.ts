/** What a plan does with the customer: what changes of it, and where the goods go. */
import type { BillAddress } from "../address.ts";

/** What Pipedrive says; null says nothing, and never empties a field. */
export type CustomerBlock = {
  address: BillAddress | null;
  email: string | null;
  taxId: string | null;
};

/** One difference, for people: what the books hold (null: nothing) and what they would hold. */
export type CustomerChange = {
  field: "address" | "email" | "tax_id";
  from: string | null;
  to: string;
};

/** `open`: nobody has decided yet, so nothing is written. */
export type UpdateDecision = "update" | "keep" | "open";

/** A difference between the customer and its block, and what becomes of it. */
export type PlannedUpdate = {
  /** Only what differs: nothing beside it is ever written, whatever changes in the meantime. */
  block: CustomerBlock;
  changes: CustomerChange[];
  decision: UpdateDecision;
};

/** `from` the customer: nothing is sent, and QuickBooks takes it from there. */
export type ShipTo = { address: BillAddress; from: "flag" | "mapping" | "customer" };
