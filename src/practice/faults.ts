/** Failures on command: the n-th request that fits a rule is dropped, delayed, hung, or answered with something else. */
import { jsonReply, type Reply, type Request } from "./http.ts";
import type { ServiceName } from "./log.ts";
import { gatewayReply, unauthorized } from "./pipedrive/answers.ts";

/** `after`: the request was carried out and its change committed before it failed. */
export const FAULT_KINDS = [
  "drop_before",
  "drop_after",
  "hang",
  "delay",
  "status_before",
  "status_after",
  "429",
  "html",
  "xml",
  "truncated",
  "wrong_type",
  "expired_token",
  "revoked_token",
  "stale_sync_token",
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
  delayMs: number;
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
    return strikeOf(rule, service);
  }
}

/** As the services say it themselves: their forms of a 401, the token endpoints' of a dead grant, and fault 5010. */
const REFUSALS: Record<ServiceName, Record<"expired_token" | "revoked_token", () => Reply>> = {
  pipedrive: {
    expired_token: unauthorized,
    revoked_token: () =>
      jsonReply(400, {
        success: false,
        error: "invalid_grant",
        error_description: "Refresh token is invalid",
      }),
  },
  quickbooks: {
    expired_token: () =>
      jsonReply(401, {
        fault: {
          error: [
            {
              message: "message=AuthenticationFailed; errorCode=003200; statusCode=401",
              detail: "Token expired",
              code: "3200",
            },
          ],
          type: "AUTHENTICATION",
        },
      }),
    revoked_token: () =>
      jsonReply(400, {
        error: "invalid_grant",
        error_description: "Incorrect or invalid refresh token",
      }),
  },
};

const staleSyncToken = () =>
  jsonReply(400, {
    Fault: {
      Error: [
        {
          Message: "Stale Object Error",
          Detail:
            "Stale Object Error : You and someone else were working on this at the same time. The other one finished before you did, so your work was not saved.",
          code: "5010",
          element: "",
        },
      ],
      type: "ValidationFault",
    },
  });

/** QuickBooks' gateway speaks XML whatever was asked for. */
function overLimit(service: ServiceName, retryAfter: number | null): Reply {
  const reply: Reply =
    service === "pipedrive"
      ? gatewayReply(429, "Request over limit")
      : {
          status: 429,
          headers: { "content-type": "application/xml" },
          body: '<IntuitResponse><Fault type="SERVICE"><Error code="3001"><Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message><Detail>The request limit was reached.  Try again later</Detail></Error></Fault></IntuitResponse>',
        };
  const waits = retryAfter === null ? {} : { "retry-after": String(retryAfter) };
  const burst =
    service === "pipedrive" ? { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2" } : {};
  return { ...reply, headers: { ...reply.headers, ...burst, ...waits } };
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

function strikeOf(rule: FaultRule, service: ServiceName): Strike {
  const { kind, status, seconds } = rule;
  const answer = (type: string, body: string, code = status): Reply => ({
    status: code,
    headers: { "content-type": type },
    body,
  });
  const plain = { kind, delayMs: 0 };
  switch (kind) {
    case "drop_before":
      return { ...plain, isCarriedOut: false, end: "cut" };
    case "drop_after":
      return { ...plain, isCarriedOut: true, end: "cut" };
    case "hang":
      return { ...plain, isCarriedOut: true, end: "hang" };
    case "delay":
      return { ...plain, isCarriedOut: true, delayMs: seconds * 1_000 };
    case "status_before":
    case "status_after": {
      const isCarriedOut = kind === "status_after";
      return {
        ...plain,
        isCarriedOut,
        reply: () => answer("text/html", `<html><body>${status}</body></html>`),
      };
    }
    case "429":
      return { ...plain, isCarriedOut: false, reply: () => overLimit(service, rule.retryAfter) };
    case "html":
      return {
        ...plain,
        isCarriedOut: true,
        reply: () => answer("text/html", "<html><body>Maintenance</body></html>", 200),
      };
    case "xml":
      return {
        ...plain,
        isCarriedOut: true,
        reply: () => answer("application/xml", "<IntuitResponse/>", 200),
      };
    case "expired_token":
    case "revoked_token":
      return { ...plain, isCarriedOut: false, reply: REFUSALS[service][kind] };
    case "stale_sync_token":
      return { ...plain, isCarriedOut: false, reply: staleSyncToken };
    case "truncated":
      return { ...plain, isCarriedOut: true, end: "half" };
    case "wrong_type":
      return {
        ...plain,
        isCarriedOut: true,
        reply: (own) => ({ ...(own ?? answer("", "")), headers: { "content-type": "text/plain" } }),
      };
  }
}
