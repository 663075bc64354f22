/** A run: deals that are planned together, reviewed, perhaps approved by a second person, and then billed, each exactly once. */

import type { CalendarDate } from "../calendar-date.ts";
import type { DealConditions } from "../deal/deal.ts";
import type { ErrorKind, Problem, Warning } from "../errors.ts";
import type { CustomerId, DealId, InvoiceId } from "../ids.ts";
import type { CurrencyCode } from "../money/money.ts";

export type RunState = "planned" | "approved" | "applying" | "finished" | "cancelled";

export const ROW_STATES = [
  "ready",
  "problem",
  "late",
  "billed",
  "changed",
  "created",
  "sent",
  "failed",
  "in_doubt",
  "dropped",
] as const;
/**
 * What becomes of a deal in a run. `late`: fell due in an earlier month, and is planned with --late alone. `billed`: before the run.
 * `changed`: its plan is no longer the reviewed one. `failed`: refused by the service.
 */
type RowState = (typeof ROW_STATES)[number];

/** Who did something: the Pipedrive user and the system user. */
export type Who = { pipedrive: string; name: string; system: string };

/** Which deals a run takes; several conditions narrow. */
export type RunSelection = DealConditions & {
  /** What falls due in these days. */
  due?: { since: CalendarDate; until: CalendarDate };
  /** Also what fell due before, and is not billed. */
  late?: boolean;
  /** Deals by name, each with what is asked of its invoice: flags of `invoice create` as typed. */
  deals?: { dealId: DealId; flags: RunFlags }[];
};

/** Flags of `invoice create`, by their names in camel case, as typed. */
export type RunFlags = Record<string, string | string[] | boolean>;

export type Run = {
  name: string;
  state: RunState;
  selection: RunSelection;
  /** What counts for all its invoices. */
  flags: RunFlags;
  /** Of the invoices that say no other: the day on which it was planned. */
  date: CalendarDate;
  createdAt: string;
  planned: { by: Who; at: string };
  /** Everybody who has planned it: none of them is a second person for its approval. */
  planners: Who[];
  approved: { by: Who; at: string; digest: string; reason: string | null } | null;
  applied: { by: Who; at: string } | null;
  /** Over the digests of all its plans. */
  digest: string;
  /** Deals that fit and are not billed by this run, such as deals that are not won. */
  leftOut: number;
};

/** Amounts as decimal text. */
type RowTotals = { net: string; discount: string; tax: string | null; total: string | null };

export type RowError = { kind: ErrorKind; message: string; reason: string; next: string[] };

/** One invoice of a run. */
export type RunRow = {
  /** From 1, in the order of the run. */
  position: number;
  dealId: DealId;
  title: string;
  /** Of this invoice alone, over the run's. */
  flags: RunFlags;
  /** What a person answered while mending the run, over those. */
  answered?: RunFlags;
  state: RowState;
  /** Which part of the deal, in words; null for the whole. */
  part: string | null;
  /** The day on which it fell due, where that is before the run's month. */
  dueSince: CalendarDate | null;
  ownerId: number | null;
  pipelineId: number | null;
  /** Names the invoice: deal, part and generation; null until it was planned. */
  key: string | null;
  /** Of the plan that was reviewed. */
  digest: string | null;
  customer: { id: CustomerId | null; name: string } | null;
  currency: CurrencyCode;
  date: CalendarDate | null;
  dueDate: CalendarDate | null;
  totals: RowTotals | null;
  problems: Problem[];
  /** What those are about: one link may free many deals. */
  needs: { code: string; thing: string; what: string; next: string }[];
  warnings: Warning[];
  error: RowError | null;
  invoice: { id: InvoiceId; number: string | null; total: string; currency: CurrencyCode } | null;
};

/** Which invoice of the deal it is: tells the rows of one deal apart, also when the run is planned again. */
export const rowName = ({ dealId, flags }: Pick<RunRow, "dealId" | "flags">): string =>
  JSON.stringify([
    dealId,
    ...["installment", "recurring", "part", "lines"].map((name) => flags[name]),
  ]);

/** A deal that has its invoice already is counted, and left out of what is listed, unless it was named. */
export const listedRows = ({ selection }: Run, rows: readonly RunRow[]): RunRow[] =>
  rows.filter(({ state }) => state !== "billed" || selection.deals !== undefined);

/** Nothing is left to do for it. */
export const isSettled = ({ state }: RunRow) =>
  ["billed", "created", "sent", "dropped", "late"].includes(state);

export const isBilledByRun = ({ state }: RunRow) => state === "created" || state === "sent";

/** Applying the run looks at it: also again, where the service refused it, it had changed, or its outcome is not known. */
export const isToBill = ({ state }: RunRow) =>
  state === "ready" || state === "failed" || state === "changed" || state === "in_doubt";
