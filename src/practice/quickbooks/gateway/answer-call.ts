/** One call under /v3/company/{realmId}: what is asked for, by which operation, and how Intuit counts it (docs/quickbooks.md 6, 7, 8, 11, 13.2, 18). */
import type { Reply, Request } from "../../http.ts";
import { answerReply } from "../answers.ts";
import { loadContract } from "../contract.ts";
import { NoSuchPath } from "../fault.ts";
import type { WriteContext } from "../write-context.ts";
import { answerBatch } from "./batch.ts";
import { noEntityReply } from "./no-entity.ts";
import { answerRead, entityNamed } from "./reads.ts";
import { answerWrite } from "./writes.ts";

export async function answerCall(
  request: Request,
  { books, rules }: Pick<WriteContext, "books" | "rules">,
  path: string,
): Promise<Reply> {
  const [resource = "", id, action, extra] = path.split("/");
  if (extra !== undefined) throw new NoSuchPath();
  const other = await noEntityReply(request, books, path);
  if (other) return other;
  const context = { books, rules, contract: await loadContract(books.settings) };
  const answerOf = () => {
    const isQuery = resource === "query" && id === undefined;
    if (isQuery || (request.method === "GET" && action === undefined))
      return answerRead(request, context, { resource, id });
    if (request.method !== "POST") throw new NoSuchPath();
    if (resource === "batch" && id === undefined) return answerBatch(request, context);
    return answerWrite(request, context, { entity: entityNamed(resource), id, action });
  };
  const { answer, core, corePlus } = answerOf();
  const reply = answerReply(request, answer.members, books.now, answer.status);
  // Only what succeeds is counted.
  return answer.status < 400 ? { ...reply, meter: { core, corePlus } } : reply;
}
