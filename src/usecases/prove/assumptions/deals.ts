/** All of Pipedrive. */
import type { DealsAssumption } from "../assumption.ts";
import { DEALS_CHANGES } from "./deals-changes.ts";
import { DEALS_MONEY } from "./deals-money.ts";
import { DEALS_REQUESTS } from "./deals-requests.ts";

export const DEALS: readonly DealsAssumption[] = [
  ...DEALS_MONEY,
  ...DEALS_CHANGES,
  ...DEALS_REQUESTS,
];
