/** One API call: who, by personal token or by OAuth, within the limits, within the definitions; then the operation itself, in one transaction (docs/pipedrive.md 1.1, 1.4). */
import { jsonReply, type Reply, type Request } from "../../http.ts";
import { gatewayReply, Refusal, refusalReply, unauthorized } from "../answers.ts";
import type { Answer, Call, Handlers } from "../call.ts";
import { checkPath, checkQuery } from "../check-query.ts";
import { loadContract, type Operation } from "../contract.ts";
import { type ServiceContext, signedInUser } from "../oauth/authorize.ts";
import { grantOf } from "../oauth/grants.ts";
import type { Caller, Limits } from "./limits.ts";
import { readBody } from "./read-body.ts";

function signIn(
  request: Request,
  { store, options, settings, now }: ServiceContext,
): Caller | { refused: Reply } {
  const { authorization } = request.headers;
  // Without a header it is taken from the address (docs/pipedrive.md 15).
  const readsAddress = !authorization && settings("query_token") === "accept";
  const inAddress = readsAddress ? request.query.get("api_token") : null;
  const apiToken = request.headers["x-api-token"] ?? inAddress ?? undefined;
  if (apiToken !== undefined) {
    const user = store.users.get(String(signedInUser(store).id));
    if (apiToken !== options.apiToken || !user) return { refused: unauthorized() };
    return { user, kind: "apiToken", token: apiToken, scopes: "all" };
  }
  if (authorization === undefined) return { refused: unauthorized() };
  const token = /^bearer ([^\s]+)$/i.exec(authorization)?.[1];
  if (!token) return { refused: gatewayReply(400, "Malformed authorization header") };
  const grant = grantOf(store, token, now);
  const user = grant && store.users.get(String(grant.user_id));
  if (!grant || !user) return { refused: gatewayReply(401, "Invalid access token") };
  return { user, kind: "oauth", token, scopes: grant.scopes };
}

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

type Run = { operation: Operation; path: Record<string, string>; caller: Caller; request: Request };

async function run({ operation, path, caller, request }: Run, context: Context): Promise<Reply> {
  if (caller.scopes !== "all" && !operation.scopes.some((scope) => caller.scopes.includes(scope)))
    return gatewayReply(403, "Scope and URL mismatch");
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
