/** Batch: at most 30 items, each on its own, faults inside a 200 (docs/quickbooks.md 8.2). */
import type { Request } from "../../http.ts";
import { faultMember } from "../answers.ts";
import { ENTITIES, type EntityName } from "../books.ts";
import {
  badValue,
  Fault,
  missing,
  refusal,
  systemFault,
  unknownMember,
  unsupported,
} from "../fault.ts";
import { writeEntity } from "../operations.ts";
import { runQuery } from "../query/run.ts";
import { isObject, type JsonObject, objectsAt, textAt } from "../values.ts";
import type { Metered, WriteContext } from "../write-context.ts";
import { readBody } from "./read-body.ts";
import { checkRequestId, once } from "./request-ids.ts";

const ITEMS_MAX = 30;
const OPERATIONS = ["create", "update", "delete"];

export function answerBatch(request: Request, context: WriteContext): Metered {
  const requestId = request.query.get("requestid") ?? undefined;
  if (requestId !== undefined) checkRequestId(requestId, 36);
  const body = readBody(request, context.contract, "IntuitBatchRequest");
  const odd = Object.keys(body).find((member) => member !== "BatchItemRequest");
  if (odd !== undefined) throw unknownMember(odd);
  const items = objectsAt(body, "BatchItemRequest");
  if (items.length === 0) throw missing("BatchItemRequest");
  if (items.length > ITEMS_MAX)
    throw refusal(
      "1040",
      `The maximum number of items in a batch is ${ITEMS_MAX}.`,
      "BatchItemRequest",
    );
  const responses = items.map((item) => answerItem(context, item, requestId));
  const reads = items.filter((item) => item["Query"] !== undefined).length;
  const answer = { status: 200, members: { BatchItemResponse: responses } };
  return { answer, core: items.length - reads, corePlus: reads };
}

function answerItem(
  context: WriteContext,
  item: JsonObject,
  requestId: string | undefined,
): JsonObject {
  const bId = textAt(item, "bId");
  const { books } = context;
  const head: JsonObject = bId === undefined ? {} : { bId };
  try {
    if (bId === undefined) throw missing("bId");
    if (requestId !== undefined && bId.length > 10) throw badValue("2130", "bId", bId);
    // The pair of requestid and bId is what counts.
    const id = requestId === undefined ? undefined : `${requestId} ${bId}`;
    const answer = once(books, { id, content: JSON.stringify(item) }, () => ({
      status: 200,
      members: runItem(context, item),
    }));
    return { ...answer.members, ...head };
  } catch (error) {
    const fault = error instanceof Fault ? error : systemFault(String(error));
    return { Fault: faultMember(fault), ...head };
  }
}

function runItem(context: WriteContext, item: JsonObject): JsonObject {
  const query = textAt(item, "Query");
  if (query !== undefined) return { QueryResponse: runQuery(context, query) };
  const operation = textAt(item, "operation");
  if (operation === undefined) throw missing("operation");
  if (!OPERATIONS.includes(operation)) throw unsupported(operation);
  const entity = Object.keys(item).find((name): name is EntityName =>
    ENTITIES.some((one) => one === name),
  );
  const body = entity && item[entity];
  if (!entity || !isObject(body)) throw missing("Entity");
  const include = (textAt(item, "optionsData") ?? "").split(",");
  return writeEntity(context, { entity, operation }, body, { include });
}
