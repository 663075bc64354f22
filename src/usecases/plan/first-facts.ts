import type { Preferences } from "../../domain/books.ts";
import { dateIn } from "../../domain/calendar-date.ts";
import type { DealFacts, DiscountOrder, DiscountTax } from "../../domain/deal/deal.ts";
import type { TaxRounding } from "../../domain/plan/document-tax.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import { settingValue } from "../../domain/proof.ts";
import type { SettingName } from "../../domain/setting-names.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { dealUrl } from "../../domain/web-links.ts";

/** The values of named settings. */
export const settingsOf = (profile: PinnedProfile) => (name: SettingName) =>
  settingValue(profile, name);

/** What a plan rests on before anything was chosen for it, but terms and tax codes. `now`: when it was read. */
export function firstFacts(
  profile: PinnedProfile,
  facts: DealFacts,
  { preferences, now }: { preferences: Preferences; now: Date },
): PlanFacts {
  const { realm, companyName, country, timeZone } = profile.quickbooks;
  const setting = settingsOf(profile);
  const discountOrder = setting("discount.order") as DiscountOrder | "value";
  const discountBase = setting("discount.base") as DiscountTax | "value";
  return {
    ...facts,
    company: { realm, name: companyName, country, timeZone, environment: profile.environment },
    preferences,
    dealUrl: dealUrl(facts.deal.id, profile.pipedrive.companyDomain),
    mapping: profile.mapping,
    terms: [],
    taxCodes: [],
    today: dateIn(timeZone, now),
    readAt: now.toISOString(),
    key: { dealId: facts.deal.id, part: "1", generation: 1 },
    billed: [],
    taxByDeal: setting("tax.us") === "deal",
    taxRounding: setting("tax.rounding") as TaxRounding,
    ...(discountOrder !== "value" && { discountOrder }),
    ...(discountBase !== "value" && { discountBase }),
    discountTax: setting("discount.tax") as DiscountTax,
    exchange: null,
    nextNumber: null,
    dealPolicy: { open: policy(setting("deal.open")), lost: policy(setting("deal.lost")) },
  };
}

const policy = (value: string) => (value === "refuse" ? "refuse" : "warn");
