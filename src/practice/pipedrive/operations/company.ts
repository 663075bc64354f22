/** Who and what the company has: users (v1), stages and pipelines (docs/pipedrive.md 1.7, 2.1, 3.2, 14). */
import type { Call, Handlers, Json } from "../call.ts";
import { cursorPage } from "../paging.ts";
import type { UserRow } from "../rows.ts";
import { v1Time } from "../times.ts";
import { numbered } from "./crud.ts";

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
  "v2:getStages": (call) => {
    const asked = call.query.pipeline_id;
    const isAsked = (row: { pipeline_id: number }) =>
      asked === undefined || row.pipeline_id === asked;
    return cursorPage(call, call.store.stages.all().filter(isAsked), (row) => ({
      ...numbered(row),
      ...{ is_deleted: false, is_deal_rot_enabled: false, days_to_rotten: null },
    }));
  },
  "v2:getPipelines": (call) =>
    cursorPage(call, call.store.pipelines.all(), (row) => ({
      ...numbered(row),
      ...{ is_deleted: false, is_deal_probability_enabled: true },
    })),
};

const access = (app: string, admin: boolean, number: number) => ({
  ...{ app, admin, permission_set_id: `5a1e2f10-0000-4000-8000-00000000000${number}` },
});
const ADMIN = ["sales", "global", "account_settings"].map((app, at) => access(app, true, at + 1));
/** An entry may be missing instead of `admin: false` (docs/pipedrive.md 14). */
const REGULAR = [access("sales", false, 4)];

function user(call: Call, row: UserRow): Json {
  const { currency, locale, timezone_name, timezone_offset } = call.store.company();
  return {
    ...{ id: Number(row.id), name: row.name, email: row.email, phone: null, icon_url: null },
    ...{ default_currency: currency, locale, lang: 1, timezone_name, timezone_offset },
    ...{ activated: true, active_flag: row.active_flag, is_deleted: false, role_id: 1 },
    ...{ last_login: v1Time(call.now), created: row.created, modified: null },
    has_created_company: row.is_admin,
    access: row.is_admin ? ADMIN : REGULAR,
    is_you: row.id === call.user.id,
  };
}
