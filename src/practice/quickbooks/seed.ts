/** Puts the books of src/practice/companies into the tables, through the same rules that a client's writes pass. */
import { COMPANIES, type CompanyName } from "../companies/index.ts";
import type { State } from "../state.ts";
import { type Books, companyTable } from "./books.ts";
import { seedCompany, seedHabits } from "./seed-company.ts";
import { seedLists } from "./seed-lists.ts";
import { seedNames } from "./seed-names.ts";
import { seedCredit, seedInvoice } from "./seed-sales.ts";
import { settingsOf } from "./settings.ts";

const DAY_MS = 86_400_000;

export function seedQuickBooks(state: State, company: CompanyName, now: Date): void {
  const seed = COMPANIES[company].books;
  // Seeds are made under the default settings, whatever is set: they are the same for everybody.
  const settings = settingsOf({ setting: () => "" });
  const at = (daysAgo: number): Books => ({
    state,
    now: new Date(now.getTime() - daysAgo * DAY_MS),
    settings,
  });
  const start = at(720);
  companyTable(start).put({ id: "company", realm: seed.realm, name: seed.name });
  seedCompany(start, seed);
  seedLists(start, seed);
  seedNames(start, seed);
  for (const invoice of seed.invoices) seedInvoice(at, invoice);
  for (const [index, credit] of seed.credits.entries())
    seedCredit(at(credit.daysAgo), credit, index);
  seedHabits(at(0), seed);
}
