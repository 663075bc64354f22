/** The companies that the practice services can be: each as its deals and as its books. */
import { canadian as canadianDeals } from "./canadian/pipedrive.ts";
import { canadian as canadianBooks } from "./canadian/quickbooks.ts";
import { monthEnd as monthEndDeals } from "./month-end/pipedrive.ts";
import { monthEnd as monthEndBooks } from "./month-end/quickbooks.ts";
import { nordic as nordicDeals } from "./nordic/pipedrive.ts";
import { nordic as nordicBooks } from "./nordic/quickbooks.ts";
import type { SeedCompany } from "./pipedrive-company.ts";
import type { SeedBooks } from "./quickbooks-company.ts";
import { us as usDeals } from "./us/pipedrive.ts";
import { us as usBooks } from "./us/quickbooks.ts";

export type CompanyName = "nordic" | "us" | "canadian" | "month-end";

export const COMPANIES: Record<CompanyName, { deals: SeedCompany; books: SeedBooks }> = {
  nordic: { deals: nordicDeals, books: nordicBooks },
  us: { deals: usDeals, books: usBooks },
  canadian: { deals: canadianDeals, books: canadianBooks },
  "month-end": { deals: monthEndDeals, books: monthEndBooks },
};

export const isCompany = (name: unknown): name is CompanyName =>
  typeof name === "string" && Object.hasOwn(COMPANIES, name);
