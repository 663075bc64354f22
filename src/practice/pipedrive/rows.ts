/** What is kept of each thing, with the service's own member names. Optional means null on the wire. */

/** A row is kept under its id. */
type Row = { id: string };
type Stamped = Record<"add_time" | "update_time", string>;
type OrNull<Names extends string, T> = Record<Names, T | null>;

export type CustomFields = Record<string, unknown>;
export type AddressPart =
  | ("street_number" | "route" | "subpremise" | "sublocality" | "locality" | "postal_code")
  | ("admin_area_level_1" | "admin_area_level_2" | "country");
export type Address = { value: string } & Partial<OrNull<AddressPart, string>>;
export type Contact = { value: string; primary: boolean; label: string };

/** Members that every entity has. */
export type EntityRow = Row &
  Stamped & {
    is_deleted: boolean;
    visible_to: number;
    owner_id: number;
    custom_fields: CustomFields;
  };

export type DealStatus = "open" | "won" | "lost";
export type DealRow = EntityRow &
  Record<"title" | "currency" | "origin", string> &
  Record<"creator_user_id" | "pipeline_id" | "stage_id" | "value", number> &
  OrNull<"person_id" | "org_id" | "probability", number> &
  OrNull<"stage_change_time" | "close_time" | "won_time" | "lost_time" | "archive_time", string> &
  OrNull<"lost_reason" | "expected_close_date", string> & {
    status: DealStatus;
    label_ids: number[];
    is_archived: boolean;
  };
/** Where the companies' deals are. */
export const PIPELINE = 2;
export const OPEN_STAGE = 11;
/** A new one, but for whose it is, where it stands and its currency. */
export const BLANK_DEAL = {
  ...{ title: "", person_id: null, org_id: null, value: 0, status: "open" as DealStatus },
  ...{ stage_change_time: null, close_time: null, won_time: null, lost_time: null },
  ...{ lost_reason: null, expected_close_date: null, probability: null, label_ids: [] },
  ...{ is_archived: false, archive_time: null, origin: "API" },
};

export type TaxMethod = "exclusive" | "inclusive" | "none";
type AmountType = "percentage" | "amount";
export type DealLine = Stamped &
  Record<"id" | "product_id" | "item_price" | "quantity" | "discount" | "tax", number> &
  Record<"name" | "comments" | "billing_frequency", string> &
  OrNull<"product_variation_id" | "billing_frequency_cycles" | "order_nr", number> &
  OrNull<"billing_start_date", string> & {
    discount_type: AmountType;
    tax_method: TaxMethod;
    is_enabled: boolean;
  };
export type DealDiscount = Record<"id" | "description" | "created_at" | "updated_at", string> &
  Record<"amount" | "created_by" | "updated_by", number> & { type: AmountType };
export type Installment = Record<"id" | "amount", number> &
  Record<"billing_date" | "description", string>;

/** What hangs on a deal lies in one row under the deal's id: a deal is read and valued without a search. */
export type DealPartsRow = Row & {
  lines: DealLine[];
  discounts: DealDiscount[];
  installments: Installment[];
};

export type PersonRow = EntityRow &
  Record<"name" | "first_name" | "last_name", string> &
  Record<"emails" | "phones", Contact[]> & { org_id: number | null; label_ids: number[] };
export type OrganizationRow = EntityRow & {
  name: string;
  address: Address | null;
  label_ids: number[];
};

export type ProductPrice = Record<"currency" | "notes", string> &
  Record<"price" | "cost", number> & { direct_cost: number | null };
type ProductVariation = { id: number; name: string; prices: ProductPrice[] };
export type ProductRow = EntityRow &
  Record<"name" | "description" | "code" | "unit" | "billing_frequency", string> & {
    tax: number;
    category: string | null;
    is_linkable: boolean;
    prices: ProductPrice[];
    variations: ProductVariation[];
    billing_frequency_cycles: number | null;
  };

export type FieldOwner = "deal" | "person" | "organization" | "product";
export type FieldOption = { id: number | string; label: string; color: string | null };
/** `id` is owner and code: codes of built-in fields repeat between owners. */
export type FieldRow = Row &
  Record<"field_name" | "field_code" | "field_type", string> &
  Record<"is_custom_field" | "is_optional_response_field", boolean> & {
    owner: FieldOwner;
    description: string | null;
    options: FieldOption[] | null;
  };

export type PipelineRow = Row & Stamped & { name: string; order_nr: number };
export type StageRow = PipelineRow & { pipeline_id: number; deal_probability: number };
export type UserRow = Row &
  Record<"name" | "email" | "created", string> &
  Record<"is_admin" | "active_flag", boolean>;
export type CurrencyRow = Row & { code: string };
/** `where` is what the saved conditions come to; every given member has to be equal. */
export type FilterRow = Row & {
  where: { status?: DealStatus; owner_id?: number; pipeline_id?: number };
};
export type CompanyRow = Row &
  Record<"name" | "domain" | "country" | "currency" | "locale", string> &
  Record<"timezone_name" | "timezone_offset", string> & { company_id: number };

export type NoteRow = Row &
  Stamped &
  OrNull<"deal_id" | "person_id" | "org_id" | "last_update_user_id", number> & {
    content: string;
    user_id: number;
    active_flag: boolean;
    pinned: Record<string, boolean>;
  };
export type FileRow = Row &
  Stamped &
  Record<"name" | "file_name" | "description" | "content_type", string> &
  Record<"file_size" | "user_id", number> &
  OrNull<"deal_id" | "person_id" | "org_id" | "product_id" | "activity_id", number> & {
    active_flag: boolean;
  };
export type ActivityRow = Row &
  Stamped &
  Record<"subject" | "type", string> &
  Record<"owner_id" | "creator_user_id", number> &
  Record<"is_deleted" | "busy" | "done", boolean> &
  OrNull<"deal_id" | "org_id" | "priority", number> &
  OrNull<"due_date" | "due_time" | "duration" | "marked_as_done_time", string> &
  OrNull<"note" | "public_description", string> & {
    participants: { person_id: number; primary: boolean }[];
  };

export type BudgetRow = Row & { used: number };

/** One installation of the app by one user (docs/pipedrive.md 1.3). */
export type GrantRow = Row &
  Record<"refresh_token" | "used_at", string> & { user_id: number; scopes: string[] };
export type AccessTokenRow = Row & Record<"grant_id" | "expires_at", string>;
export type CodeRow = Row & Record<"redirect_uri" | "expires_at", string> & { user_id: number };
