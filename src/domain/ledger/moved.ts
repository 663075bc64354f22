/** Rows among the cursors that say something about the ledger itself. */

/** Where all rows of this pair of companies were moved to: nothing may be written here any more. */
export const MOVED = "moved to";
/** The ledger of the home, where an address is asked for. */
export const LOCAL = "local";
/** Before the address, in a ledger that rows are being moved to. */
const UNFINISHED = "unfinished";

export const unfinished = (place: string): string => `${UNFINISHED} ${place}`;

/** The command that ends a move that was cut off; undefined for a place that rows were moved to. */
export function finishingMove(place: string): string | undefined {
  if (!place.startsWith(UNFINISHED)) return undefined;
  // An older pdqb noted no place.
  const to = place.slice(UNFINISHED.length + 1) || LOCAL;
  return `pdqb ledger move --to ${placeArgument(to)}`;
}

/** As it is typed. */
export const placeArgument = (place: string): string =>
  place.startsWith(LOCAL) ? LOCAL : `"${place}"`;
/** The settings that all who use the ledger share, as JSON. */
export const SHARED_SETTINGS = "shared settings";
