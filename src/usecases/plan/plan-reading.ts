/** All that is read for a plan, each thing once: the deal, the books, the links, what is billed. Look-ups on demand are remembered. */

import type { Customer, Preferences } from "../../domain/books.ts";
import type { DealFacts } from "../../domain/deal/deal.ts";
import type { CustomerSource, DealLinks } from "../../domain/ledger/ledger.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { SettingName } from "../../domain/setting-names.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Ports } from "../../ports.ts";
import type { BooksCache, CachedBooks } from "../books/books-cache.ts";
import type { BillingReading, PlanLookups } from "./look-ups.ts";

export type PlanPorts = Pick<Ports, "pipedrive" | "quickbooks" | "ledger" | "clock">;

export type PlanReading = DealLinks &
  PlanLookups &
  BillingReading & {
    ports: PlanPorts;
    profile: PinnedProfile;
    /** False in a dry run: then nothing that was read is kept. */
    save: boolean;
    /** When the deal was added. */
    since: string;
    facts: DealFacts;
    planFacts: PlanFacts;
    preferences: Preferences;
    books: CachedBooks;
    /** Where preferences and books came from. */
    cache: BooksCache;
    /** Whose customer it is at Pipedrive; undefined for a deal with neither. */
    source: CustomerSource | undefined;
    /** The customer of that link as it stands in the books now; undefined without a link, and where it is gone. */
    linkedCustomer: Customer | undefined;
    setting(name: SettingName): string;
  };
