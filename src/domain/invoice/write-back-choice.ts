/** What an operator chose to have written back into Pipedrive, and the deal fields that can hold it (docs/pipedrive.md 7). */
export const RESULTS = ["number", "status", "amount", "balance", "due", "link"] as const;
export type Result = (typeof RESULTS)[number];

/** A deal field that a result goes into. `type` as Pipedrive names it. */
export type ResultField = { code: string; label: string; type: string };

/** All off is the same as none. */
export type WriteBackChoice = {
  fields: { [R in Result]?: ResultField };
  /** One pinned note on the deal, updated in place. */
  note: boolean;
  /** The PDF of each invoice, as a file of the deal. */
  pdf: boolean;
  /** An activity when an invoice becomes overdue. */
  activity: boolean;
};

export const NO_WRITE_BACK: WriteBackChoice = {
  fields: {},
  note: false,
  pdf: false,
  activity: false,
};

/** For each result the field types that can hold it, and the name and the type of a field that is made for it. */
export const RESULT_FIELDS: Record<Result, { fits: string[]; name: string; type: string }> = {
  number: { fits: ["varchar", "text"], name: "Invoice number", type: "varchar" },
  status: { fits: ["varchar", "text"], name: "Invoice status", type: "varchar" },
  amount: { fits: ["monetary", "double"], name: "Invoice amount", type: "monetary" },
  balance: { fits: ["monetary", "double"], name: "Invoice balance", type: "monetary" },
  due: { fits: ["date"], name: "Invoice due", type: "date" },
  // An address can be longer than the 255 characters of a varchar.
  link: { fits: ["text", "varchar"], name: "Invoice link", type: "text" },
};
