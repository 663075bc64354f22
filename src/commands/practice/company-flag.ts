import { flag } from "../../cli/command.ts";

/** The companies that src/practice/companies holds. */
export const PRACTICE_COMPANIES = ["nordic", "us", "canadian", "month-end", "complex"];

export const companyFlag = (summary: string) => flag.choice(summary, PRACTICE_COMPANIES);
