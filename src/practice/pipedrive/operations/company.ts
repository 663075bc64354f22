/** Who and what the company has, all v1: users, currencies, saved filters, activity types (docs/pipedrive.md 1.7, 2.1, 14). */
import { Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import type { FilterRow, UserRow } from "../rows.ts";
import { v1Time } from "../times.ts";
import { ACTIVITY_TYPES } from "./activity-types.ts";

export const companyHandlers: Handlers = {
  "v1:getCurrentUser": (call) => {
    const company = call.store.company();
    const [language, country] = company.locale.split("_");
    return {
      data: {
        ...user(call, call.user),
        company_id: company.company_id,
        company_name: company.name,
        company_domain: company.domain,
        company_country: company.country,
        company_industry: "OTHER",
        language: { language_code: language, country_code: country },
      },
    };
  },
  "v1:getUsers": (call) => ({ data: call.store.users.all().map((row) => user(call, row)) }),
  "v1:getUser": (call) => {
    const row = call.store.users.get(String(Number(call.path.id)));
    if (!row) throw new Refusal(404, "User not found");
    return { data: user(call, row) };
  },
  "v1:getCurrencies": (call) => {
    const term = String(call.query.term ?? "").toLowerCase();
    const rows = call.store.currencies
      .all()
      .filter(({ code, name }) => `${code} ${name}`.toLowerCase().includes(term));
    return { data: rows.map((row) => ({ ...row, id: Number(row.id), active_flag: true })) };
  },
  "v1:getFilters": (call) => {
    const type = call.query.type;
    const rows = call.store.filters.all().filter((row) => !type || row.type === type);
    return { data: rows.map(filter) };
  },
  "v1:getFilter": (call) => {
    const row = call.store.filters.get(String(Number(call.path.id)));
    if (!row) throw new Refusal(404, "Filter not found");
    return { data: { ...filter(row), conditions: conditions(row) } };
  },
  "v1:getActivityTypes": () => ({
    data: ACTIVITY_TYPES.map(([key, name, icon], at) => ({
      id: at + 1,
      name,
      icon_key: icon,
      color: "FFFFFF",
      order_nr: at + 1,
      key_string: key,
      active_flag: true,
      is_custom_flag: false,
      add_time: "2023-01-09T08:00:00Z",
      update_time: "2023-01-09T08:00:00Z",
    })),
  }),
};

function user(call: Call, row: UserRow): Json {
  const company = call.store.company();
  const admin = [
    { app: "sales", admin: true, permission_set_id: "5a1e2f10-0000-4000-8000-000000000001" },
    { app: "global", admin: true, permission_set_id: "5a1e2f10-0000-4000-8000-000000000002" },
    {
      app: "account_settings",
      admin: true,
      permission_set_id: "5a1e2f10-0000-4000-8000-000000000003",
    },
  ];
  // An entry may be missing instead of `admin: false` (docs/pipedrive.md 14).
  const regular = [
    { app: "sales", admin: false, permission_set_id: "5a1e2f10-0000-4000-8000-000000000004" },
  ];
  return {
    id: Number(row.id),
    name: row.name,
    default_currency: company.currency,
    locale: company.locale,
    lang: 1,
    email: row.email,
    phone: null,
    activated: true,
    last_login: v1Time(call.now),
    created: row.created,
    modified: null,
    has_created_company: row.is_admin,
    access: row.is_admin ? admin : regular,
    active_flag: row.active_flag,
    timezone_name: company.timezone_name,
    timezone_offset: company.timezone_offset,
    role_id: 1,
    icon_url: null,
    is_you: row.id === call.user.id,
    is_deleted: false,
  };
}

const filter = (row: FilterRow): Json => ({
  id: Number(row.id),
  name: row.name,
  filter_code: null,
  is_editable: true,
  active_flag: true,
  type: row.type,
  temporary_flag: null,
  user_id: row.user_id,
  add_time: row.add_time,
  update_time: row.add_time,
  visible_to: "7",
  last_used_time: null,
  custom_view_id: null,
});

function conditions(row: FilterRow): Json {
  const one = ([name, value]: [string, unknown], at: number) => ({
    object: "deal",
    field_id: String(12_450 + at),
    field_code: name,
    operator: "=",
    value: String(value),
    extra_value: null,
  });
  return {
    glue: "and",
    conditions: [
      { glue: "and", conditions: Object.entries(row.where).map(one) },
      { glue: "or", conditions: [] },
    ],
  };
}
