/** The companies that the practice services can be: each as its deals and as its books. */
import * as canadian from "./canadian/index.ts";
import * as complex from "./complex/index.ts";
import * as monthEnd from "./month-end/index.ts";
import * as nordic from "./nordic/index.ts";
import type { SeedCompany } from "./pipedrive-company.ts";
import type { SeedBooks } from "./quickbooks-company.ts";
import * as us from "./us/index.ts";

export type CompanyName = "nordic" | "us" | "canadian" | "month-end" | "complex";

export const COMPANIES: Record<CompanyName, { deals: SeedCompany; books: SeedBooks }> = {
  nordic,
  us,
  canadian,
  "month-end": { deals: monthEnd.deals, books: monthEnd.books },
  complex,
};

export const isCompany = (name: unknown): name is CompanyName =>
  typeof name === "string" && Object.hasOwn(COMPANIES, name);
