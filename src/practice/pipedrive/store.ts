/** The tables of the practice Pipedrive, and the lookups that more than one operation needs. */
import type { Row, State, Table } from "../state.ts";
import type { AccessTokenRow, CodeRow, GrantRow } from "./oauth/rows.ts";
import type {
  ActivityRow,
  BudgetRow,
  CompanyRow,
  CurrencyRow,
  DealPartsRow,
  DealRow,
  FieldOwner,
  FieldRow,
  FileRow,
  FilterRow,
  NoteRow,
  OrganizationRow,
  PersonRow,
  PipelineRow,
  ProductRow,
  StageRow,
  UserRow,
} from "./rows.ts";

export type Store = ReturnType<typeof storeOf>;

export function storeOf(state: State) {
  const table = <T extends Row>(name: string): Table<T> => state.table<T>(`pd_${name}`);
  const parts = table<DealPartsRow>("deal_parts");
  const fields = table<FieldRow>("fields");
  return {
    company: () => table<CompanyRow>("company").get("company") ?? missing("company"),
    companies: table<CompanyRow>("company"),
    users: table<UserRow>("users"),
    currencies: table<CurrencyRow>("currencies"),
    filters: table<FilterRow>("filters"),
    pipelines: table<PipelineRow>("pipelines"),
    stages: table<StageRow>("stages"),
    deals: table<DealRow>("deals"),
    parts,
    partsOf: (dealId: string | number): DealPartsRow =>
      parts.get(String(dealId)) ?? {
        id: String(dealId),
        lines: [],
        discounts: [],
        installments: [],
      },
    persons: table<PersonRow>("persons"),
    organizations: table<OrganizationRow>("organizations"),
    products: table<ProductRow>("products"),
    fields,
    fieldsOf: (owner: FieldOwner): FieldRow[] => fields.all().filter((row) => row.owner === owner),
    customFieldsOf: (owner: FieldOwner): FieldRow[] =>
      fields.all().filter((row) => row.owner === owner && row.is_custom_field),
    activities: table<ActivityRow>("activities"),
    notes: table<NoteRow>("notes"),
    files: table<FileRow>("files"),
    grants: table<GrantRow>("grants"),
    accessTokens: table<AccessTokenRow>("access_tokens"),
    codes: table<CodeRow>("codes"),
    budget: table<BudgetRow>("budget"),
    next: (counter: string) => state.next(`pd_${counter}`, FIRST_IDS[counter] ?? 5001),
    transaction: <T>(work: () => T): T => state.transaction(work),
  };
}

/** New rows start far above the seeds, whose ids are fixed. */
const FIRST_IDS: Record<string, number> = { lines: 900_001, options: 3_001 };

function missing(what: string): never {
  throw new Error(`The practice Pipedrive has no ${what}: it was never seeded.`);
}
