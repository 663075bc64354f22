/** What the tables of both services are filled with, and emptied of. */
import { loadDeals, loadInvoices } from "./load.ts";
import { seedPipedrive } from "./pipedrive/seed.ts";
import { GRANT_TABLES } from "./quickbooks/oauth/grants.ts";
import { outboxOf } from "./quickbooks/sales/sending.ts";
import { seedQuickBooks } from "./quickbooks/seed.ts";
import { seedSales } from "./quickbooks/seed-sales.ts";
import type { Contents } from "./world.ts";

const KEPT = `world ports ${GRANT_TABLES.join(" ")} qb.env_grant pd_grants pd_access_tokens`.split(
  " ",
);

export const contents: Contents = {
  seed(state, company, now) {
    seedPipedrive(state, company, now);
    seedQuickBooks(state, company, now);
    seedSales(state, company, now);
  },
  clear: (state) => state.clear((table) => KEPT.includes(table)),
  load(state, more, now) {
    const deals = loadDeals(state, more, now);
    loadInvoices(state, { ...more, billed: deals }, now);
    return { deals };
  },
  outbox: (state) => outboxOf({ state }),
};
