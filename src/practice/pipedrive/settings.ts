/** What docs/pipedrive.md leaves open, or what depends on the customer's account: one named setting each. */

/** What each is at first, and what it is about. */
const SETTINGS = {
  plan: "premium | lite, growth, premium or ultimate: limits, daily budget, and whether installments exist",
  rate_limits: "on | on or off: the burst limits of 2 seconds, with their headers and 429",
  daily_budget: "plan | plan, off, or a number of tokens a day for the company",
  daily_headers: "on | on or off: x-daily-ratelimit-token-*, which some accounts do not show",
  retry_after:
    "on | on or off: Retry-After on the 429 of a burst, which is reported and not documented",
  penalty_seconds:
    "10 | how long a token is refused after it went over a burst limit; 0: until the 2 seconds are over",
  query_token:
    "accept | accept or refuse: the API token as api_token in the address, beside the header",
  cloudflare_after: "50 | 429s to one API token within a minute before the Cloudflare page, or off",
  scopes:
    "base,deals:full,contacts:full,products:full,activities:full,deal-fields:full,users:read,search:read,recents:read | scopes of the app: what OAuth grants may do",
  refresh_rotation: "same | same or new: the refresh token that a refresh answers with",
  redirect_ports: "any | any, or the one port that the registered loopback callback has",
  installments_refusal: "403 | 403 or 402: answer of installments on a plan without them",
  installments_ids: "both | both, commas or repeated: how deal_ids of installments may be given",
  amount_discount:
    "line | line or unit: whether an amount discount is for the line or for each unit",
  sum_rounding: "half_up | half_up, half_even or none: rounding of a line's sum",
  value_tax: "excluded | excluded or included: whether a deal's value holds exclusive tax",
  discount_tax:
    "before | before or after: where a deal's discount comes off, if its value holds exclusive tax",
  discount_order:
    "sequence | sequence (each from what is left), percentages_first, amounts_first or total (each of the lines' total)",
  deleted_single_read:
    "row | row (200 with is_deleted) or 404: single read of a deleted deal or product",
  line_change_moves_deal: "no | no or yes: whether a change of a line moves the deal's update_time",
  empty_custom_fields:
    "clear | clear or keep: what custom_fields {} in a PATCH does to all custom fields",
  search_lag_seconds: "2 | seconds until something new is found by a search",
  note_html: "editor | editor or all: which HTML of a note survives",
} satisfies Record<string, `${string} | ${string}`>;

const fullName = (name: string): string => `pipedrive.${name}`;

/** By the names under which `pdqb practice settings` has them. */
export const pipedriveSettings: Record<string, { default: string; about: string }> =
  Object.fromEntries(
    Object.entries(SETTINGS).map(([name, text]) => {
      const [standard = "", about = ""] = text.split(" | ");
      return [fullName(name), { default: standard, about }];
    }),
  );

export type Settings = (name: keyof typeof SETTINGS) => string;
export const settingsOf =
  (options: { setting(name: string): string }): Settings =>
  (name) =>
    options.setting(fullName(name)) || (SETTINGS[name].split(" | ")[0] ?? "");

/** Plan, seats' share of the daily budget, and burst limits: the table of docs/pipedrive.md 9. */
const PLANS = {
  lite: { factor: 1, apiToken: 20, oauth: 80, hasInstallments: false },
  growth: { factor: 2, apiToken: 40, oauth: 160, hasInstallments: true },
  premium: { factor: 5, apiToken: 100, oauth: 400, hasInstallments: true },
  ultimate: { factor: 7, apiToken: 120, oauth: 480, hasInstallments: true },
};

export type Plan = (typeof PLANS)[keyof typeof PLANS];

export function planOf(settings: Settings): Plan {
  const name = settings("plan");
  return name in PLANS ? PLANS[name as keyof typeof PLANS] : PLANS.premium;
}
