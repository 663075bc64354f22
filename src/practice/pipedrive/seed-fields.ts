/** The field definitions of a new account, and the custom fields of the practice companies (docs/pipedrive.md 3.5, 6). */
import { FIELD_CODES } from "../companies/pipedrive-company.ts";
import type { FieldOption, FieldOwner } from "./rows.ts";
import type { Store } from "./store.ts";

type Definition = [code: string, name: string, type: string, options?: FieldOption[]];

const option = (id: number | string, label: string): FieldOption => ({ id, label, color: null });

const BUILT_IN: Record<FieldOwner, Definition[]> = {
  deal: [
    ["id", "ID", "int"],
    ["title", "Title", "varchar"],
    ["value", "Value", "double"],
    ["currency", "Currency", "varchar"],
    [
      "status",
      "Status",
      "status",
      [
        option("open", "Open"),
        option("won", "Won"),
        option("lost", "Lost"),
        option("deleted", "Deleted"),
      ],
    ],
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
  person: [
    ["id", "ID", "int"],
    ["name", "Name", "varchar"],
    ["emails", "Email", "varchar"],
    ["phones", "Phone", "phone"],
    ["org_id", "Organization", "org"],
  ],
  organization: [
    ["id", "ID", "int"],
    ["name", "Name", "varchar"],
    ["address", "Address", "address"],
    ["owner_id", "Owner", "user"],
  ],
  product: [
    ["id", "ID", "int"],
    ["name", "Name", "varchar"],
    ["code", "Product code", "varchar"],
    ["unit", "Unit", "varchar"],
    ["tax", "Tax", "double"],
  ],
};

const CUSTOM: Partial<Record<FieldOwner, Definition[]>> = {
  deal: [
    [FIELD_CODES.poNumber, "PO number", "varchar"],
    [FIELD_CODES.paymentDays, "Payment days", "double"],
    [FIELD_CODES.invoiceDate, "Invoice date", "date"],
    [FIELD_CODES.billingEmail, "Billing e-mail", "varchar"],
    [
      FIELD_CODES.contractType,
      "Contract type",
      "enum",
      [option(31, "Fixed price"), option(32, "Time and material")],
    ],
    [FIELD_CODES.budget, "Budget", "monetary"],
    [
      FIELD_CODES.services,
      "Services",
      "set",
      [option(41, "Design"), option(42, "Building"), option(43, "Care")],
    ],
  ],
  person: [[FIELD_CODES.salutation, "Salutation", "varchar"]],
  organization: [[FIELD_CODES.taxNumber, "Tax number", "varchar"]],
};

export function seedFields(store: Store): void {
  for (const [definitions, isCustom] of [
    [BUILT_IN, false],
    [CUSTOM, true],
  ] as const) {
    for (const [owner, fields] of Object.entries(definitions)) {
      for (const [code, name, type, options] of fields) {
        store.fields.put({
          id: `${owner}:${code}`,
          owner: owner as FieldOwner,
          field_name: name,
          field_code: code,
          description: null,
          field_type: type,
          options: options ?? null,
          is_custom_field: isCustom,
          is_optional_response_field: false,
        });
      }
    }
  }
}
