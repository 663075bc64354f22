/** Failures on command: the n-th request that fits a rule is dropped, delayed, hung, or answered with something else. */
import { jsonReply, type Reply, type Request } from "./http.ts";
import type { ServiceName } from "./log.ts";
import { gatewayReply, unauthorized } from "./pipedrive/answers.ts";

/** `after`: the request was carried out and its change committed before it failed. */
export const FAULT_KINDS = [
  ...(["drop_before", "drop_after", "hang", "delay", "status_before", "status_after"] as const),
  ...(["429", "html", "xml", "truncated", "wrong_type"] as const),
  ...(["expired_token", "revoked_token", "stale_sync_token"] as const),
] as const;
type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultRule = {
  id: number;
  kind: FaultKind;
  service: ServiceName | null;
  method: string | null;
  /** A part of the path, or a pattern between slashes. */
  path: string | null;
  /** Fitting requests to let pass first. */
  skip: number;
  /** How often it strikes after that. */
  times: number;
  status: number;
  seconds: number;
  retryAfter: number | null;
};

/** What becomes of a request that a rule strikes. */
export type Strike = {
  kind: FaultKind;
  /** Whether the service carries it out. */
  isCarriedOut: boolean;
  delayMs?: number;
  /** What goes out instead of the service's own reply. */
  reply?: (own: Reply | undefined) => Reply;
  /** The socket is cut, or left hanging. */
  end?: "cut" | "hang" | "half";
};

export class Faults {
  #rules: FaultRule[] = [];
  #next = 1;

  add(rule: Omit<FaultRule, "id">): FaultRule {
    const added = { ...rule, id: this.#next };
    this.#next += 1;
    this.#rules.push(added);
    return added;
  }

  list(): FaultRule[] {
    return this.#rules;
  }

  clear(): void {
    this.#rules = [];
  }

  /** Undefined: nothing strikes. A rule that is used up is forgotten. */
  strike(service: ServiceName, request: Request): Strike | undefined {
    const rule = this.#rules.find((one) => fits(one, service, request));
    if (!rule) return undefined;
    if (rule.skip > 0) {
      rule.skip -= 1;
      return undefined;
    }
    rule.times -= 1;
    if (rule.times <= 0) this.#rules = this.#rules.filter((one) => one !== rule);
    return { kind: rule.kind, ...STRIKES[rule.kind](rule, service) };
  }
}

/** The pattern between slashes; undefined for a plain part of a path. Throws where it is none. */
export function pathPattern(path: string): RegExp | undefined {
  const pattern = /^\/(.+)\/$/.exec(path)?.[1];
  return pattern === undefined ? undefined : new RegExp(pattern);
}

function fits(rule: FaultRule, service: ServiceName, request: Request): boolean {
  if (rule.service !== null && rule.service !== service) return false;
  if (rule.method !== null && rule.method.toUpperCase() !== request.method) return false;
  if (rule.path === null) return true;
  const address = `${request.path}?${request.query}`;
  return pathPattern(rule.path)?.test(address) ?? address.includes(rule.path);
}

/** Nothing is carried out, and this is the answer. */
const instead = (reply: Reply) => ({ isCarriedOut: false, reply: () => reply });
/** It is carried out, and this is answered instead of what came of it. */
const after = (type: string, body: string, status = 200) => ({
  isCarriedOut: true,
  reply: () => ({ status, headers: { "content-type": type }, body }),
});
const errorPage = (status: number) =>
  after("text/html", `<html><body>${status}</body></html>`, status);

const STRIKES: Record<FaultKind, (rule: FaultRule, service: ServiceName) => Omit<Strike, "kind">> =
  {
    drop_before: () => ({ isCarriedOut: false, end: "cut" }),
    drop_after: () => ({ isCarriedOut: true, end: "cut" }),
    hang: () => ({ isCarriedOut: true, end: "hang" }),
    delay: ({ seconds }) => ({ isCarriedOut: true, delayMs: seconds * 1_000 }),
    status_before: ({ status }) => ({ ...errorPage(status), isCarriedOut: false }),
    status_after: ({ status }) => errorPage(status),
    "429": ({ retryAfter }, service) => instead(overLimit(service, retryAfter)),
    html: () => after("text/html", "<html><body>Maintenance</body></html>"),
    xml: () => after("application/xml", "<IntuitResponse/>"),
    truncated: () => ({ isCarriedOut: true, end: "half" }),
    wrong_type: () => ({
      isCarriedOut: true,
      reply: (own = { status: 200, headers: {}, body: "" }) => ({
        ...{ ...own, headers: { "content-type": "text/plain" } },
      }),
    }),
    expired_token: (_rule, service) =>
      instead(service === "pipedrive" ? unauthorized() : tokenExpired()),
    revoked_token: (_rule, service) =>
      instead(
        service === "pipedrive"
          ? deadGrant({ success: false }, "Refresh token is invalid")
          : deadGrant({}, "Incorrect or invalid refresh token"),
      ),
    stale_sync_token: () => instead(staleSyncToken()),
  };

/** As the services say it themselves: the token endpoints of a dead grant, QuickBooks its 401 and fault 5010. */
const deadGrant = (beside: object, error_description: string) =>
  jsonReply(400, { ...beside, error: "invalid_grant", error_description });

function tokenExpired(): Reply {
  const message = "message=AuthenticationFailed; errorCode=003200; statusCode=401";
  const error = [{ message, detail: "Token expired", code: "3200" }];
  return jsonReply(401, { fault: { error, type: "AUTHENTICATION" } });
}

function staleSyncToken(): Reply {
  const Message = "Stale Object Error";
  const Detail =
    "Stale Object Error : You and someone else were working on this at the same time. The other one finished before you did, so your work was not saved.";
  const error = { Message, Detail, code: "5010", element: "" };
  return jsonReply(400, { Fault: { Error: [error], type: "ValidationFault" } });
}

/** QuickBooks' gateway speaks XML whatever was asked for. */
function overLimit(service: ServiceName, retryAfter: number | null): Reply {
  const waits = retryAfter === null ? {} : { "retry-after": String(retryAfter) };
  if (service === "pipedrive") {
    const burst = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2" };
    const reply = gatewayReply(429, "Request over limit");
    return { ...reply, headers: { ...reply.headers, ...burst, ...waits } };
  }
  return {
    status: 429,
    headers: { "content-type": "application/xml", ...waits },
    body: '<IntuitResponse><Fault type="SERVICE"><Error code="3001"><Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message><Detail>The request limit was reached.  Try again later</Detail></Error></Fault></IntuitResponse>',
  };
}
