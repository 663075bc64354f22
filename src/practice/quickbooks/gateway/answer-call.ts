/** One call under /v3/company/{realmId}: which resource, which operation, and how Intuit counts it (docs/quickbooks.md 6, 7, 8, 13.2). */
import type { Reply, Request } from "../../http.ts";
import { answerReply, faultMember } from "../answers.ts";
import { type Books, ENTITIES, type EntityName, table } from "../books.ts";
import { changesSince } from "../cdc.ts";
import { preferences, realmOf } from "../company.ts";
import { loadContract } from "../contract.ts";
import { readExchangeRate } from "../exchange-rates.ts";
import { Fault, NoSuchPath, notFound, refusal, unsupported } from "../fault.ts";
import type { JsonObject } from "../json.ts";
import { readEntity, type WriteContext, wireOf, writeEntity } from "../operations.ts";
import { runQuery } from "../query/run.ts";
import { sendInvoice } from "../sales/sending.ts";
import { runBatch } from "./batch.ts";
import { readJson } from "./read-body.ts";
import { type Answer, checkRequestId, once } from "./request-ids.ts";

type Metered = { answer: Answer; core: number; corePlus: number };

export async function answerCall(request: Request, books: Books, path: string): Promise<Reply> {
  const [resource = "", id, action, extra] = path.split("/");
  if (extra !== undefined) throw new NoSuchPath();
  if (action === "pdf" && resource === "invoice" && id && request.method === "GET") {
    return pdfReply(books, id);
  }
  const contract = await loadContract(books.settings);
  const { answer, core, corePlus } = answerOf(
    request,
    { books, contract },
    { resource, id, action },
  );
  const reply = answerReply(request, answer.members, books.now, answer.status);
  // Only what succeeds is counted.
  return answer.status < 400 ? { ...reply, meter: { core, corePlus } } : reply;
}

function answerOf(
  request: Request,
  context: WriteContext,
  {
    resource,
    id,
    action,
  }: { resource: string; id: string | undefined; action: string | undefined },
): Metered {
  const { books } = context;
  const { query, method } = request;
  const read = (members: JsonObject): Metered => ({
    answer: { status: 200, members },
    core: 0,
    corePlus: 1,
  });
  if (resource === "query" && id === undefined) {
    return read({ QueryResponse: runQuery(context, statementOf(request)) });
  }
  if (resource === "cdc" && id === undefined && method === "GET") {
    return read(changesSince(books, query).answer);
  }
  if (resource === "batch" && id === undefined && method === "POST") return batch(request, context);
  const entity = ENTITIES.find((name) => name.toLowerCase() === resource);
  if (!entity) throw new NoSuchPath();
  if (method === "GET") {
    if (action !== undefined) throw new NoSuchPath();
    return read(readResource(books, entity, id, query));
  }
  if (method !== "POST") throw new NoSuchPath();
  return write(request, context, entity, id, action);
}

function readResource(
  books: Books,
  entity: EntityName,
  id: string | undefined,
  query: URLSearchParams,
): JsonObject {
  if (entity === "ExchangeRate") return { ExchangeRate: readExchangeRate(books, query) };
  if (entity === "Preferences") return { Preferences: preferences(books) };
  if (entity === "CompanyInfo") {
    if (id !== realmOf(books) && id !== "1") throw notFound();
    return { CompanyInfo: table(books, "CompanyInfo").get("1")?.wire ?? {} };
  }
  if (id === undefined) throw unsupported("read without an id");
  if (!/^(\d+|TAX|NON)$/.test(id)) {
    throw refusal("2030", "Invalid ID", `Id should be a valid number. Supplied value:${id}`, "Id");
  }
  return readEntity(books, entity, id);
}

function statementOf(request: Request): string {
  if (request.method === "GET") return request.query.get("query") ?? "";
  if (request.method !== "POST") throw new NoSuchPath();
  const type = request.headers["content-type"] ?? "";
  // A form is reported to work as well, though no page names it.
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return new URLSearchParams(request.body.toString("utf8")).get("query") ?? "";
  }
  if (!/^(application\/text|text\/plain)\b/i.test(type)) {
    throw new Fault(
      {
        code: "2010",
        message: "Request has invalid or unsupported property",
        detail: `Unsupported Media Type : ${type || "none"}`,
      },
      "ValidationFault",
      415,
    );
  }
  return request.body.toString("utf8");
}

function write(
  request: Request,
  context: WriteContext,
  entity: EntityName,
  id: string | undefined,
  action: string | undefined,
): Metered {
  const { books } = context;
  const { query } = request;
  const requestId = query.get("requestid") ?? undefined;
  if (requestId !== undefined) checkRequestId(requestId, 50);
  const isSend = entity === "Invoice" && id !== undefined && action === "send";
  if (id !== undefined && !isSend) throw new NoSuchPath();
  const content = `${request.path}?${query.get("operation")}&${query.get("include")}&${query.get("sendTo")}\n${request.body.toString("latin1")}`;
  const answer = answered(() =>
    once(books, { id: requestId, content }, () =>
      answered(() => ({
        status: 200,
        members: isSend
          ? send(request, books, id)
          : writeEntity(context, entity, query.get("operation") ?? undefined, readJson(request), {
              include: query.getAll("include").flatMap((include) => include.split(",")),
            }),
      })),
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

function batch(request: Request, context: WriteContext): Metered {
  const requestId = request.query.get("requestid") ?? undefined;
  if (requestId !== undefined) checkRequestId(requestId, 36);
  const { members, reads, writes } = runBatch(context, readJson(request), requestId);
  return { answer: { status: 200, members }, core: writes, corePlus: reads };
}

async function pdfReply(books: Books, id: string): Promise<Reply> {
  const row = table(books, "Invoice").get(id);
  if (!row) throw notFound();
  const { invoicePdf } = await import("../pdf/invoice-pdf.ts");
  return {
    status: 200,
    headers: { "content-type": "application/pdf" },
    body: await invoicePdf(books, wireOf(books, row)),
    meter: { core: 0, corePlus: 1 },
  };
}
