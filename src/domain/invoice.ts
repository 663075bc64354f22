/** An invoice as QuickBooks last told it. */
import type { CalendarDate } from "./calendar-date.ts";
import type { CurrencyCode, Decimal } from "./money.ts";

/**
 * A snapshot. All amounts are in `currency`. `allQuantitiesZero` and `privateNote` are what tells a void
 * (reference 5); `deleted` is set only when a read or a change feed said so.
 */
export type Invoice = {
  id: string;
  /** DocNumber; null where custom numbers are on and none was given. */
  number: string | null;
  syncToken: string;
  customer: { id: string; name: string };
  currency: CurrencyCode;
  total: Decimal;
  balance: Decimal;
  tax: Decimal;
  date: CalendarDate;
  dueDate: CalendarDate | null;
  emailStatus: string | null;
  emailedAt: string | null;
  privateNote: string;
  allQuantitiesZero: boolean;
  /** RFC 3339, as QuickBooks wrote it. */
  createdAt: string;
  updatedAt: string;
  deleted: boolean;
};
