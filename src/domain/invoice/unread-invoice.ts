/** An invoice of the books that cannot be read: its private note alone tells whether it may bill a deal. */

import type { Warning } from "../errors.ts";
import type { DealId } from "../ids.ts";
import type { UnreadInvoice } from "./invoice.ts";
import { findMarker } from "./marker.ts";

/** Whether it may be of the deal, or of any. */
export function mayBill({ privateNote }: UnreadInvoice, dealId?: DealId): boolean {
  if (privateNote === null) return true;
  const marker = findMarker(privateNote);
  return marker !== undefined && (dealId === undefined || marker.dealId === dealId);
}

/** Each is said, though it is not of the deal. */
export const unreadWarnings = (unread: UnreadInvoice[]): Warning[] =>
  unread.map(({ why }) => ({
    code: "unread_invoice",
    message: `${why} It carries no marker of this deal.`,
  }));
