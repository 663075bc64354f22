/** Writes whose outcome is unknown, for a person to look at and resolve. */
import { pendingList, pendingShow } from "./list.ts";
import { pendingResolve } from "./resolve.ts";

export const verbs = [pendingList, pendingShow, pendingResolve];
