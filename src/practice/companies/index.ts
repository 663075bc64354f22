/** The companies that the practice services can be: each as its deals and as its books. */
import * as canadian from "./canadian.ts";
import * as complex from "./complex.ts";
import * as monthEnd from "./month-end/index.ts";
import { nordic as nordicDeals } from "./nordic/pipedrive.ts";
import { nordic as nordicBooks } from "./nordic/quickbooks.ts";
import type { CompanyName, SeedBooks, SeedCompany } from "./seed-types.ts";
import * as us from "./us.ts";

export type { CompanyName } from "./seed-types.ts";

export const COMPANIES: Record<CompanyName, { deals: SeedCompany; books: SeedBooks }> = {
  nordic: { deals: nordicDeals, books: nordicBooks },
  us,
  canadian,
  "month-end": { deals: monthEnd.deals, books: monthEnd.books },
  complex,
};

export const isCompany = (name: unknown): name is CompanyName =>
  typeof name === "string" && Object.hasOwn(COMPANIES, name);
