/** The field definitions of a new account, and the custom fields of the practice companies (docs/pipedrive.md 3.5, 6). */
import { FIELD_CODES } from "../companies/seed-types.ts";
import type { FieldOption, FieldOwner } from "./rows.ts";
import type { Store } from "./store.ts";

type Definition = [code: string, name: string, type: string, options?: FieldOption[]];

const options = (labels: Record<string, string>): FieldOption[] =>
  Object.entries(labels).map(([id, label]) => ({
    ...{ id: /^\d/.test(id) ? Number(id) : id, label, color: null },
  }));

const STATUSES = { open: "Open", won: "Won", lost: "Lost", deleted: "Deleted" };
const BUILT_IN: [FieldOwner, Definition[]][] = [
  [
    "deal",
    [
      ["id", "ID", "int"],
      ["title", "Title", "varchar"],
      ["value", "Value", "double"],
      ["currency", "Currency", "varchar"],
      ["status", "Status", "status", options(STATUSES)],
      ["org_id", "Organization", "org"],
      ["person_id", "Contact person", "people"],
      ["owner_id", "Owner", "user"],
      ["pipeline_id", "Pipeline", "double"],
      ["stage_id", "Stage", "stage"],
      ["add_time", "Deal created", "date"],
      ["update_time", "Update time", "date"],
      ["won_time", "Won time", "date"],
      ["expected_close_date", "Expected close date", "date"],
    ],
  ],
  [
    "person",
    [
      ["id", "ID", "int"],
      ["name", "Name", "varchar"],
      ["emails", "Email", "varchar"],
      ["phones", "Phone", "phone"],
      ["org_id", "Organization", "org"],
    ],
  ],
  [
    "organization",
    [
      ["id", "ID", "int"],
      ["name", "Name", "varchar"],
      ["address", "Address", "address"],
      ["owner_id", "Owner", "user"],
    ],
  ],
];

const CONTRACTS = { 31: "Fixed price", 32: "Time and material" };
const SERVICES = { 41: "Design", 42: "Building", 43: "Care" };
const CUSTOM: [FieldOwner, Definition[]][] = [
  [
    "deal",
    [
      [FIELD_CODES.poNumber, "PO number", "varchar"],
      [FIELD_CODES.paymentDays, "Payment days", "double"],
      [FIELD_CODES.invoiceDate, "Invoice date", "date"],
      [FIELD_CODES.billingEmail, "Billing e-mail", "varchar"],
      [FIELD_CODES.contractType, "Contract type", "enum", options(CONTRACTS)],
      [FIELD_CODES.budget, "Budget", "monetary"],
      [FIELD_CODES.services, "Services", "set", options(SERVICES)],
    ],
  ],
  ["person", [[FIELD_CODES.salutation, "Salutation", "varchar"]]],
  ["organization", [[FIELD_CODES.taxNumber, "Tax number", "varchar"]]],
];

export function seedFields(store: Store): void {
  for (const definitions of [BUILT_IN, CUSTOM])
    for (const [owner, fields] of definitions)
      for (const [code, name, type, choices = null] of fields)
        store.fields.put({
          ...{ id: `${owner}:${code}`, owner, field_code: code, field_name: name },
          ...{ field_type: type, options: choices, description: null },
          ...{ is_custom_field: definitions === CUSTOM, is_optional_response_field: false },
        });
}
