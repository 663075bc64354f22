/** An address in QuickBooks' shape. */

/** Address in QuickBooks' shape. */
export type BillAddress = {
  lines: string[];
  city: string | null;
  region: string | null;
  postalCode: string | null;
  country: string | null;
};
