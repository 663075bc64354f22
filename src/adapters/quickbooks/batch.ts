/** Many queries in one request: its limit, what its answer holds (docs/quickbooks.md 8.2, 13.1). */
import { ServiceError } from "../../domain/errors.ts";
import { currentCall, type HttpOptions } from "../http.ts";
import { answerOf, errorOf, jsonFault } from "./faults.ts";
import { batchItems, queryCount, queryRows, UnexpectedAnswer } from "./wire.ts";

/** Items in one request. */
export const BATCH_MAX = 30;

/** Queries that go one by one leave ten in a second. */
const QUERY_MS = 100;

class NoTurn extends Error {}

/** Returns when a batch may leave. Throws an error that `isOutOfBatches` knows if its queries are done sooner one by one. */
export async function paceBatch(http: HttpOptions, items: number): Promise<void> {
  const mayLeave = (await http.paceBatch?.(items * QUERY_MS)) ?? true;
  if (!mayLeave) throw new NoTurn("No batch may leave now");
}

/** So many batches were sent, here or by somebody else, that the queries have to go one by one. */
export function isOutOfBatches(error: unknown): boolean {
  const isThrottled = error instanceof ServiceError && error.codes.includes("3001");
  return error instanceof NoTurn || isThrottled;
}

/** Items come in any order, and a fault of one is inside HTTP 200. */
export function rowsByName<K extends string>(
  queries: Record<K, string>,
  body: unknown,
): Record<K, unknown[]> {
  const result = {} as Record<K, unknown[]>;
  for (const name of Object.keys(queries) as K[]) {
    const item = itemOf(body, name);
    result[name] = queryRows(item, /^select \* from (\w+)/.exec(queries[name])?.[1]);
  }
  return result;
}

/** Counts in the order of their items, whose names are their places. */
export function countsOf(items: number, body: unknown): number[] {
  return Array.from({ length: items }, (_one, index) => queryCount(itemOf(body, String(index))));
}

function itemOf(body: unknown, name: string): { [member: string]: unknown } {
  const item = batchItems(body).find((candidate) => candidate.bId === name);
  if (!item) throw new UnexpectedAnswer("a batch without an answer to each of its items");
  const fault = jsonFault(item);
  const call = currentCall();
  if (fault) throw errorOf(call, answerOf(call), fault);
  return item;
}
