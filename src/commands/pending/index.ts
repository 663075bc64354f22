/** Writes whose outcome is unknown, for a person to look at and resolve. */
import { pendingList } from "./list.ts";
import { pendingResolve } from "./resolve.ts";
import { pendingShow } from "./show.ts";

export const verbs = [pendingList, pendingShow, pendingResolve];
