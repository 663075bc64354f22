/** Rows among the cursors that say something about the ledger itself. */

/** Where all rows of this pair of companies were moved to: nothing may be written here any more. */
export const MOVED = "moved to";
/** The ledger of the home, where an address is asked for. */
export const LOCAL = "local";
/** In the place of an address, in a ledger that rows are being moved to. */
export const UNFINISHED = "unfinished";
/** The settings that all who use the ledger share, as JSON. */
export const SHARED_SETTINGS = "shared settings";
