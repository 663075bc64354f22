/** Sums of what is owed, as the ledger and the books answer with them. */
import type { CurrencyCode, Decimal } from "../money/money.ts";

export const AGING_BUCKETS = [
  "current",
  "days_1_30",
  "days_31_60",
  "days_61_90",
  "over_90",
] as const;

export type AgingBucket = (typeof AGING_BUCKETS)[number];

export const AGED_BY = ["customer", "owner", "pipeline"] as const;

export type AgedBy = (typeof AGED_BY)[number];

/** Whose invoices they are; `id` is empty where that is not known. */
export type AgingGroup = { id: string; name: string };

/** Of one group in one currency. `oldest`: when the books were read for that one of them which was read first. */
export type AgingSums = {
  group: AgingGroup;
  currency: CurrencyCode;
  buckets: Record<AgingBucket, Decimal>;
  oldest: string;
};

/** Amounts in `currency`; `total` is the sum of the buckets. */
export type AgingRow = {
  group: AgingGroup;
  currency: CurrencyCode;
  buckets: Record<AgingBucket, Decimal>;
  total: Decimal;
};
