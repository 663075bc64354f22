/** Writes: one of an entity, or a send, each under its requestid (docs/quickbooks.md 3, 6). */
import type { Request } from "../../http.ts";
import { faultMember } from "../answers.ts";
import { type Books, type EntityName, table } from "../books.ts";
import { Fault, NoSuchPath, notFound } from "../fault.ts";
import type { JsonObject } from "../json.ts";
import { type WriteContext, wireOf, writeEntity } from "../operations.ts";
import { sendInvoice } from "../sales/sending.ts";
import { readBody } from "./read-body.ts";
import { type Answer, checkRequestId, type Metered, once } from "./request-ids.ts";

export type Target = { entity: EntityName; id: string | undefined; action: string | undefined };

export function answerWrite(request: Request, context: WriteContext, target: Target): Metered {
  const { books, contract } = context;
  const { entity, id, action } = target;
  const { query } = request;
  const requestId = query.get("requestid") ?? undefined;
  if (requestId !== undefined) checkRequestId(requestId, 50);
  const sends = entity === "Invoice" && id !== undefined && action === "send";
  if (id !== undefined && !sends) throw new NoSuchPath();
  const include = query.getAll("include").flatMap((list) => list.split(","));
  const operation = query.get("operation") ?? undefined;
  const write = (): JsonObject =>
    sends
      ? send(request, books, id)
      : writeEntity(context, { entity, operation }, readBody(request, contract, entity), {
          include,
        });
  const content = `${request.path}?${query.get("operation")}&${query.get("include")}&${query.get("sendTo")}\n${request.body.toString("latin1")}`;
  const answer = answered(() =>
    once(books, { id: requestId, content }, () =>
      answered(() => ({ status: 200, members: write() })),
    ),
  );
  return { answer, core: 1, corePlus: 0 };
}

/** A refusal is an answer too: what a requestid remembers. */
function answered(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { status: error.status, members: { Fault: faultMember(error) } };
  }
}

function send(request: Request, books: Books, id: string): JsonObject {
  // A JSON content type is known to end in a 500 (docs/quickbooks.md 6).
  if (/json/i.test(request.headers["content-type"] ?? "")) {
    throw new Fault(
      {
        code: "10000",
        message: "An application error has occurred while processing your request",
        detail: "System Failure Error: java.lang.NullPointerException",
      },
      "SystemFault",
    );
  }
  const row = table(books, "Invoice").get(id);
  if (!row) throw notFound();
  const sent = books.state.transaction(() =>
    sendInvoice(books, row, request.query.get("sendTo") || undefined),
  );
  return { Invoice: wireOf(books, sent) };
}
