/** One API call: who, what, within the limits, within the definitions; then the operation itself, in one transaction. */
import { jsonReply, type Reply, type Request } from "../../http.ts";
import { gatewayReply, Refusal, refusalReply } from "../answers.ts";
import type { Answer, Call, Handlers } from "../call.ts";
import { checkPath, checkQuery } from "../check-query.ts";
import { loadContract, type Operation } from "../contract.ts";
import type { ServiceContext } from "../oauth/authorize.ts";
import type { Limits } from "./limits.ts";
import { readBody } from "./read-body.ts";
import { type Caller, signIn } from "./sign-in.ts";

type Context = ServiceContext & {
  limits: Limits;
  handlers: Handlers;
  version: "v1" | "v2";
  apiPath: string;
};

export async function answerCall(request: Request, context: Context): Promise<Reply> {
  const caller = signIn(request, context);
  if ("refused" in caller) return caller.refused;
  const contract = await loadContract();
  const match = contract.match(context.version, request.method, context.apiPath);
  switch (match.kind) {
    case "none":
      return refusalReply(new Refusal(404, "Unknown method ."));
    case "method":
      return refusalReply(new Refusal(405, "Method Not Allowed"));
    case "unserved":
      return refusalReply(new Refusal(501, `The practice Pipedrive has no ${match.name}`));
  }
  const { operation, path } = match;
  const charged = context.limits.charge(
    {
      caller,
      cost: operation.cost,
      isSearch: operation.id.startsWith("search"),
      isWrite: ["POST", "PUT"].includes(request.method),
    },
    context,
  );
  const reply = charged.refusal ?? (await run({ operation, path, caller, request }, context));
  Object.assign(reply.headers, charged.headers);
  return charged.refusal ? reply : { ...reply, cost: operation.cost };
}

type Run = {
  operation: Operation;
  path: Record<string, string>;
  caller: Caller;
  request: Request;
};

async function run({ operation, path, caller, request }: Run, context: Context): Promise<Reply> {
  if (caller.scopes !== "all" && !operation.scopes.some((scope) => caller.scopes.includes(scope))) {
    return gatewayReply(403, "Scope and URL mismatch");
  }
  const handler = context.handlers[`${operation.version}:${operation.id}`];
  if (!handler) throw new Error(`No handler for ${operation.version} ${operation.id}`);
  try {
    checkPath(operation, path);
    const call: Call = {
      request,
      store: context.store,
      settings: context.settings,
      user: caller.user,
      now: context.now,
      path,
      query: checkQuery(operation, request.query),
      body: await readBody(request, operation),
    };
    const isRead = request.method === "GET";
    return toReply(
      isRead ? handler(call) : context.store.transaction(() => handler(call)),
      operation,
    );
  } catch (error) {
    if (error instanceof Refusal) return refusalReply(error);
    throw error;
  }
}

function toReply(answer: Answer, operation: Operation): Reply {
  if ("reply" in answer) return answer.reply;
  const declared = Object.keys(operation.answers).map(Number);
  return jsonReply(answer.status ?? declared.find((status) => status < 300) ?? 200, {
    success: true,
    data: answer.data,
    ...(answer.additional !== undefined && { additional_data: answer.additional }),
    ...answer.extra,
  });
}
