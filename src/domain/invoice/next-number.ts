/** The number after the newest, where a company numbers its invoices itself: there is no such question to QuickBooks (docs/quickbooks.md 4.6). */

/**
 * The newest number that ends in digits says the beginning (`2026-`) and how many digits there are; the highest number with that
 * beginning is counted on from: `2026-0099` → `2026-0100`. Null where no number ends in digits.
 */
export function nextNumber(newestFirst: readonly (string | null)[]): string | null {
  const parted = newestFirst.flatMap((number) => {
    const [, beginning, digits] = /^(.*?)(\d{1,15})$/.exec(number ?? "") ?? [];
    return beginning === undefined || digits === undefined ? [] : [{ beginning, digits }];
  });
  const [newest] = parted;
  if (!newest) return null;
  const same = parted.filter(({ beginning }) => beginning === newest.beginning);
  const highest = same.reduce((high, { digits }) => {
    const value = BigInt(digits);
    return value > high ? value : high;
  }, 0n);
  return newest.beginning + String(highest + 1n).padStart(newest.digits.length, "0");
}
