/** Writes: one of an entity, or an e-mail, each under its `requestid`, by which a repeated one gets the first answer and is not run (docs/quickbooks.md 3, 6). */
import type { Request } from "../../http.ts";
import { faultMember } from "../answers.ts";
import type { EntityName } from "../books.ts";
import { Fault, NoSuchPath } from "../fault.ts";
import { writeEntity } from "../operations.ts";
import { send } from "../sales/sending.ts";
import type { JsonObject } from "../values.ts";
import type { Answer, Metered, WriteContext } from "../write-context.ts";
import { readBody } from "./read-body.ts";
import { checkRequestId, once } from "./request-ids.ts";

type Target = { entity: EntityName; id: string | undefined; action: string | undefined };

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
