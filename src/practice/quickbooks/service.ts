/** One origin for all hosts of QuickBooks Online: the OAuth pages and endpoints, and the API under /v3 (docs/quickbooks.md 1.1, 2). Written from docs/quickbooks.md and the official definitions alone. */
import type { Reply, Request, Service } from "../http.ts";
import { faultReply, gatewayReply, newTid } from "./answers.ts";
import { Fault, GatewayFault, NoSuchPath, noResource, systemFault } from "./fault.ts";
import { CallBudget, signIn, Throttles } from "./gateway/admission.ts";
import { answerCall } from "./gateway/answer-call.ts";
import { listRules } from "./lists/rules.ts";
import { type OAuthContext, oauthReply } from "./oauth/token.ts";
import { salesRules } from "./sales/rules.ts";

const RULES = { ...listRules, ...salesRules };

export function quickbooksService(context: OAuthContext): Service {
  const { state, clock, settings } = context;
  const throttles = new Throttles(settings);
  const budget = new CallBudget(settings);

  async function answer(request: Request): Promise<Reply> {
    const login = oauthReply(request, context);
    if (login) return login;
    if (request.path.startsWith("/app/") && request.method === "GET") {
      const { webApp } = await import("./web/index.ts");
      return webApp(request, { state, now: clock.now(), settings });
    }
    const call = /^\/v3\/company\/([^/]+)\/(.+)$/.exec(request.path);
    if (!call) return nothingHere();
    return answerV3(request, call[1] ?? "", call[2] ?? "");
  }

  async function answerV3(request: Request, realm: string, path: string): Promise<Reply> {
    const books = { state, now: clock.now(), settings };
    let leave = () => {};
    try {
      leave = throttles.pass(path === "batch");
      signIn(request, realm, books);
      budget.refuseIfSpent(request, books.now);
      const reply = await answerCall(request, { books, rules: RULES }, path);
      budget.count(reply, books.now);
      return reply;
    } catch (error) {
      if (error instanceof Fault) return faultReply(request, error, books.now);
      if (error instanceof GatewayFault) return gatewayReply(request, error, books.now);
      if (error instanceof NoSuchPath)
        return faultReply(request, noResource(request.path), books.now);
      console.error(error);
      return faultReply(request, systemFault(String(error)), books.now);
    } finally {
      leave();
    }
  }

  return async (request) => {
    const reply = await answer(request);
    return {
      ...reply,
      headers: { ...reply.headers, intuit_tid: newTid(), "qbo-version": "2026.47.1" },
    };
  };
}

function nothingHere(): Reply {
  return {
    status: 404,
    headers: { "content-type": "text/html" },
    body: "<html><body><h1>404 Not Found</h1></body></html>",
  };
}
