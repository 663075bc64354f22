/** What is kept of each thing, with the service's own member names. Optional means null on the wire. */

/** A row is kept under its id. */
type Row = { id: string };

export type CustomFields = Record<string, unknown>;
export type Address = {
  value: string;
  street_number?: string | null;
  route?: string | null;
  subpremise?: string | null;
  sublocality?: string | null;
  locality?: string | null;
  admin_area_level_1?: string | null;
  admin_area_level_2?: string | null;
  postal_code?: string | null;
  country?: string | null;
};
export type Contact = { value: string; primary: boolean; label: string };

/** Members that every entity has. */
export type EntityRow = Row & {
  add_time: string;
  update_time: string;
  is_deleted: boolean;
  visible_to: number;
  owner_id: number;
  custom_fields: CustomFields;
};

export type DealStatus = "open" | "won" | "lost";
export type DealRow = EntityRow & {
  title: string;
  creator_user_id: number;
  person_id: number | null;
  org_id: number | null;
  pipeline_id: number;
  stage_id: number;
  value: number;
  currency: string;
  status: DealStatus;
  stage_change_time: string | null;
  close_time: string | null;
  won_time: string | null;
  lost_time: string | null;
  lost_reason: string | null;
  expected_close_date: string | null;
  probability: number | null;
  label_ids: number[];
  is_archived: boolean;
  archive_time: string | null;
  origin: string;
};

/** A new one, but for whose it is, where it stands and its currency. */
export const BLANK_DEAL = {
  ...{ title: "", person_id: null, org_id: null, value: 0, status: "open" as DealStatus },
  ...{ stage_change_time: null, close_time: null, won_time: null, lost_time: null },
  ...{ lost_reason: null, expected_close_date: null, probability: null, label_ids: [] },
  ...{ is_archived: false, archive_time: null, origin: "API" },
};

export type TaxMethod = "exclusive" | "inclusive" | "none";
export type DealLine = {
  id: number;
  product_id: number;
  product_variation_id: number | null;
  name: string;
  comments: string;
  item_price: number;
  quantity: number;
  discount: number;
  discount_type: "percentage" | "amount";
  tax: number;
  tax_method: TaxMethod;
  is_enabled: boolean;
  billing_frequency: string;
  billing_frequency_cycles: number | null;
  billing_start_date: string | null;
  order_nr: number | null;
  add_time: string;
  update_time: string;
};
export type DealDiscount = {
  id: string;
  description: string;
  type: "percentage" | "amount";
  amount: number;
  created_at: string;
  created_by: number;
  updated_at: string;
  updated_by: number;
};
export type Installment = {
  id: number;
  amount: number;
  billing_date: string;
  description: string;
};

/** What hangs on a deal lies in one row under the deal's id: a deal is read and valued without a search. */
export type DealPartsRow = Row & {
  lines: DealLine[];
  discounts: DealDiscount[];
  installments: Installment[];
};

export type PersonRow = EntityRow & {
  name: string;
  first_name: string;
  last_name: string;
  org_id: number | null;
  emails: Contact[];
  phones: Contact[];
  label_ids: number[];
};
export type OrganizationRow = EntityRow & {
  name: string;
  address: Address | null;
  label_ids: number[];
};

export type ProductPrice = {
  price: number;
  currency: string;
  cost: number;
  direct_cost: number | null;
  notes: string;
};
type ProductVariation = { id: number; name: string; prices: ProductPrice[] };
export type ProductRow = EntityRow & {
  name: string;
  description: string;
  code: string;
  unit: string;
  tax: number;
  category: string | null;
  is_linkable: boolean;
  prices: ProductPrice[];
  variations: ProductVariation[];
  billing_frequency: string;
  billing_frequency_cycles: number | null;
};

export type FieldOwner = "deal" | "person" | "organization" | "product";
export type FieldOption = { id: number | string; label: string; color: string | null };
/** `id` is owner and code: codes of built-in fields repeat between owners. */
export type FieldRow = Row & {
  owner: FieldOwner;
  field_name: string;
  field_code: string;
  description: string | null;
  field_type: string;
  options: FieldOption[] | null;
  is_custom_field: boolean;
  is_optional_response_field: boolean;
};

export type StageRow = Row & {
  name: string;
  order_nr: number;
  pipeline_id: number;
  deal_probability: number;
  add_time: string;
  update_time: string;
};
export type PipelineRow = Row & {
  name: string;
  order_nr: number;
  add_time: string;
  update_time: string;
};
export type UserRow = Row & {
  name: string;
  email: string;
  is_admin: boolean;
  active_flag: boolean;
  created: string;
};
export type CurrencyRow = Row & {
  code: string;
  name: string;
  decimal_points: number;
  symbol: string;
  is_custom_flag: boolean;
};
/** `where` is what the saved conditions come to; every given member has to be equal. */
export type FilterRow = Row & {
  name: string;
  type: string;
  user_id: number;
  add_time: string;
  where: { status?: DealStatus; owner_id?: number; pipeline_id?: number };
};
export type CompanyRow = Row & {
  company_id: number;
  name: string;
  domain: string;
  country: string;
  currency: string;
  timezone_name: string;
  timezone_offset: string;
  locale: string;
};

export type NoteRow = Row & {
  content: string;
  deal_id: number | null;
  person_id: number | null;
  org_id: number | null;
  user_id: number;
  last_update_user_id: number | null;
  add_time: string;
  update_time: string;
  active_flag: boolean;
  pinned: Record<string, boolean>;
};
export type FileRow = Row & {
  name: string;
  file_name: string;
  description: string;
  content_type: string;
  file_size: number;
  deal_id: number | null;
  person_id: number | null;
  org_id: number | null;
  product_id: number | null;
  activity_id: number | null;
  user_id: number;
  add_time: string;
  update_time: string;
  active_flag: boolean;
};
export type ActivityRow = Row & {
  add_time: string;
  update_time: string;
  is_deleted: boolean;
  owner_id: number;
  creator_user_id: number;
  subject: string;
  type: string;
  deal_id: number | null;
  org_id: number | null;
  due_date: string | null;
  due_time: string | null;
  duration: string | null;
  busy: boolean;
  done: boolean;
  marked_as_done_time: string | null;
  note: string | null;
  public_description: string | null;
  priority: number | null;
  participants: { person_id: number; primary: boolean }[];
};

export type BudgetRow = Row & { used: number };
