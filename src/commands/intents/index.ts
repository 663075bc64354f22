/** Writes that are not settled, for a person to look at and to settle. */
import { intentsList } from "./list.ts";
import { intentsResolve } from "./resolve.ts";
import { intentsShow } from "./show.ts";

export const verbs = [intentsList, intentsShow, intentsResolve];
