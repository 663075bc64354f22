/** The tables of the practice Pipedrive, and the lookups that more than one operation needs. */
import type { Row, State, Table } from "../state.ts";
import type * as rows from "./rows.ts";

export type Store = ReturnType<typeof storeOf>;

export function storeOf(state: State) {
  const table = <T extends Row>(name: string): Table<T> => state.table<T>(`pd_${name}`);
  const companies = table<rows.CompanyRow>("company");
  const parts = table<rows.DealPartsRow>("deal_parts");
  const fields = table<rows.FieldRow>("fields");
  return {
    companies,
    company(): rows.CompanyRow {
      const company = companies.get("company");
      if (company) return company;
      throw new Error("The practice Pipedrive has no company: it was never seeded.");
    },
    users: table<rows.UserRow>("users"),
    currencies: table<rows.CurrencyRow>("currencies"),
    filters: table<rows.FilterRow>("filters"),
    pipelines: table<rows.PipelineRow>("pipelines"),
    stages: table<rows.StageRow>("stages"),
    deals: table<rows.DealRow>("deals"),
    parts,
    partsOf: (id: string): rows.DealPartsRow =>
      parts.get(id) ?? { id, lines: [], discounts: [], installments: [] },
    persons: table<rows.PersonRow>("persons"),
    organizations: table<rows.OrganizationRow>("organizations"),
    products: table<rows.ProductRow>("products"),
    fields,
    fieldsOf: (owner: rows.FieldOwner) => fields.all().filter((row) => row.owner === owner),
    customFieldsOf: (owner: rows.FieldOwner) =>
      fields.all().filter((row) => row.owner === owner && row.is_custom_field),
    activities: table<rows.ActivityRow>("activities"),
    notes: table<rows.NoteRow>("notes"),
    files: table<rows.FileRow>("files"),
    grants: table<rows.GrantRow>("grants"),
    accessTokens: table<rows.AccessTokenRow>("access_tokens"),
    codes: table<rows.CodeRow>("codes"),
    budget: table<rows.BudgetRow>("budget"),
    next: (counter: string) => state.next(`pd_${counter}`, FIRST_IDS[counter] ?? 5001),
    transaction: <T>(work: () => T): T => state.transaction(work),
  };
}

/** New rows start far above the seeds, whose ids are fixed. */
const FIRST_IDS: Record<string, number> = { lines: 900_001, options: 3_001 };
