/** One origin for all hosts of Pipedrive: the OAuth pages, v1 under two prefixes, v2 under one (docs/pipedrive.md 1.7). Written from docs/pipedrive.md and the official definitions alone. */
import { randomUUID } from "node:crypto";
import type { Reply, Request, Service, Surroundings } from "../http.ts";
import { gatewayReply, Refusal, refusalReply } from "./answers.ts";
import { answerCall } from "./gateway/answer-call.ts";
import { Limits } from "./gateway/limits.ts";
import { oauthReply } from "./oauth/token.ts";
import { handlers } from "./operations/index.ts";
import { settingsOf } from "./settings.ts";
import { storeOf } from "./store.ts";

const API_PREFIXES = [
  { prefix: "/api/v2", version: "v2" },
  { prefix: "/api/v1", version: "v1" },
  { prefix: "/v1", version: "v1" },
] as const;

export function pipedriveService({ state, clock, options }: Surroundings): Service {
  const settings = settingsOf(options);
  const limits = new Limits();

  async function answer(request: Request): Promise<Reply> {
    const context = { store: storeOf(state), settings, options, limits, now: clock.now() };
    const login = oauthReply(request, context);
    if (login) return login;
    const api = API_PREFIXES.find(({ prefix }) => request.path.startsWith(`${prefix}/`));
    if (!api) return refusalReply(new Refusal(404, "Unknown method ."));
    return answerCall(request, {
      ...context,
      handlers,
      version: api.version,
      apiPath: request.path.slice(api.prefix.length),
    });
  }

  return async (request) => {
    const reply = await answer(request).catch((error: unknown) => {
      if (error instanceof Refusal) return refusalReply(error);
      return gatewayReply(500, `Internal error: ${String(error)}`);
    });
    reply.headers["x-correlation-id"] = randomUUID();
    return reply;
  };
}
