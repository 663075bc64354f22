/** What docs/pipedrive.md leaves open, or what depends on the customer's account: one named setting each. */

export const pipedriveSettings = {
  "pipedrive.plan": {
    default: "premium",
    about:
      "lite, growth, premium or ultimate: limits, daily budget, and whether installments exist",
  },
  "pipedrive.rate_limits": {
    default: "on",
    about: "on or off: the burst limits of 2 seconds, with their headers and 429",
  },
  "pipedrive.daily_budget": {
    default: "plan",
    about: "plan, off, or a number of tokens a day for the company",
  },
  "pipedrive.daily_headers": {
    default: "on",
    about: "on or off: x-daily-ratelimit-token-*, which some accounts do not show",
  },
  "pipedrive.retry_after": {
    default: "on",
    about: "on or off: Retry-After on the 429 of a burst, which is reported and not documented",
  },
  "pipedrive.penalty_seconds": {
    default: "10",
    about:
      "how long a token is refused after it went over a burst limit; 0: until the 2 seconds are over",
  },
  "pipedrive.query_token": {
    default: "accept",
    about: "accept or refuse: the API token as api_token in the address, beside the header",
  },
  "pipedrive.cloudflare_after": {
    default: "50",
    about: "429s to one API token within a minute before the Cloudflare page, or off",
  },
  "pipedrive.scopes": {
    default:
      "base,deals:full,contacts:full,products:full,activities:full,deal-fields:full,users:read,search:read,recents:read",
    about: "scopes of the app: what OAuth grants may do",
  },
  "pipedrive.refresh_rotation": {
    default: "same",
    about: "same or new: the refresh token that a refresh answers with",
  },
  "pipedrive.redirect_ports": {
    default: "any",
    about: "any, or the one port that the registered loopback callback has",
  },
  "pipedrive.installments_refusal": {
    default: "403",
    about: "403 or 402: answer of installments on a plan without them",
  },
  "pipedrive.installments_ids": {
    default: "both",
    about: "both, commas or repeated: how deal_ids of installments may be given",
  },
  "pipedrive.amount_discount": {
    default: "line",
    about: "line or unit: whether an amount discount is for the line or for each unit",
  },
  "pipedrive.sum_rounding": {
    default: "half_up",
    about: "half_up, half_even or none: rounding of a line's sum",
  },
  "pipedrive.value_tax": {
    default: "excluded",
    about: "excluded or included: whether a deal's value holds exclusive tax",
  },
  "pipedrive.discount_tax": {
    default: "before",
    about: "before or after: where a deal's discount comes off, if its value holds exclusive tax",
  },
  "pipedrive.discount_order": {
    default: "sequence",
    about:
      "sequence (each from what is left), percentages_first, amounts_first or total (each of the lines' total)",
  },
  "pipedrive.deleted_single_read": {
    default: "row",
    about: "row (200 with is_deleted) or 404: single read of a deleted deal or product",
  },
  "pipedrive.line_change_moves_deal": {
    default: "no",
    about: "no or yes: whether a change of a line moves the deal's update_time",
  },
  "pipedrive.empty_custom_fields": {
    default: "clear",
    about: "clear or keep: what custom_fields {} in a PATCH does to all custom fields",
  },
  "pipedrive.search_lag_seconds": {
    default: "2",
    about: "seconds until something new is found by a search",
  },
  "pipedrive.note_html": {
    default: "editor",
    about: "editor or all: which HTML of a note survives",
  },
} satisfies Record<string, { default: string; about: string }>;

type SettingName = keyof typeof pipedriveSettings;
export type Settings = (name: SettingName) => string;

export function settingsOf(options: { setting(name: string): string }): Settings {
  return (name) => options.setting(name) || pipedriveSettings[name].default;
}

/** Plan, seats' share of the daily budget, and burst limits: the table of docs/pipedrive.md 9. */
const PLANS = {
  lite: { factor: 1, apiToken: 20, oauth: 80, hasInstallments: false },
  growth: { factor: 2, apiToken: 40, oauth: 160, hasInstallments: true },
  premium: { factor: 5, apiToken: 100, oauth: 400, hasInstallments: true },
  ultimate: { factor: 7, apiToken: 120, oauth: 480, hasInstallments: true },
};

export type Plan = (typeof PLANS)[keyof typeof PLANS];

export function planOf(settings: Settings): Plan {
  const name = settings("pipedrive.plan");
  return name in PLANS ? PLANS[name as keyof typeof PLANS] : PLANS.premium;
}
