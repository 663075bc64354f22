import type { Preferences } from "../../domain/books.ts";
import { dateIn } from "../../domain/calendar-date.ts";
import type { DealFacts, DiscountOrder, DiscountTax } from "../../domain/deal/deal.ts";
import type { TaxRounding } from "../../domain/plan/document-tax.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import { settingValue } from "../../domain/proof.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { dealUrl } from "../../domain/web-links.ts";
import type { CachedBooks } from "../books/books-cache.ts";

/** What a plan rests on before anything was chosen for it. `now`: when it was read. */
export function firstFacts(
  profile: PinnedProfile,
  facts: DealFacts,
  { preferences, books, now }: { preferences: Preferences; books: CachedBooks; now: Date },
): PlanFacts {
  const { realm, companyName, country, timeZone } = profile.quickbooks;
  const setting = (name: Parameters<typeof settingValue>[1]) => settingValue(profile, name);
  const discountOrder = setting("discount.order") as DiscountOrder | "value";
  const discountBase = setting("discount.base") as DiscountTax | "value";
  return {
    ...facts,
    company: { realm, name: companyName, country, timeZone, environment: profile.environment },
    preferences,
    dealUrl: dealUrl(facts.deal.id, profile.pipedrive.companyDomain),
    mapping: profile.mapping,
    terms: books.terms,
    taxCodes: books.taxCodes,
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
