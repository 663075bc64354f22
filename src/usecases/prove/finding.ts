/** What an experiment makes, and how it ends. */
export const KINDS = [
  "customers",
  "items",
  "invoices",
  "payments",
  "e-mails",
  "deals",
  "products",
  "organizations",
  "notes",
] as const;
export type Kind = (typeof KINDS)[number];

/** What was found. `seen`: in words that hold nothing of the company. */
export type Observation = { reading: string; seen: string };

export type Usage = {
  made: Partial<Record<Kind, number>>;
  calls: number;
  metered: number;
  tokens: number;
};

/** The experiment cannot be made in this company, for a reason that the reader can check. */
export class NotPossible extends Error {}

/** The service did something that no reading foresees. */
export class NotClear extends Error {}
