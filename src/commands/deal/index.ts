/** Deals of Pipedrive, and what is invoiced of them. */
import { dealList } from "./list.ts";
import { dealView } from "./view.ts";

export const verbs = [dealList, dealView];
