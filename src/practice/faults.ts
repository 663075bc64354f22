/** Failures on command: the n-th request that fits a rule is dropped, delayed, hung, or answered with something else. */
import type { Reply, Request } from "./http.ts";
import type { ServiceName } from "./log.ts";

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
export type FaultKind = (typeof FAULT_KINDS)[number];

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
    return strikeOf(rule);
  }
}

/** As the services say it themselves: QuickBooks' form of a 401, the token endpoints' of a dead grant, and fault 5010. */
const REFUSALS = {
  expired_token: {
    status: 401,
    body: {
      success: false,
      error: "unauthorized access",
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
    },
  },
  revoked_token: {
    status: 400,
    body: {
      success: false,
      error: "invalid_grant",
      error_description: "Incorrect or invalid refresh token",
    },
  },
  stale_sync_token: {
    status: 400,
    body: {
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
    },
  },
};

function fits(rule: FaultRule, service: ServiceName, request: Request): boolean {
  if (rule.service !== null && rule.service !== service) return false;
  if (rule.method !== null && rule.method.toUpperCase() !== request.method) return false;
  if (rule.path === null) return true;
  const address = `${request.path}?${request.query}`;
  const pattern = /^\/(.+)\/$/.exec(rule.path)?.[1];
  return pattern === undefined ? address.includes(rule.path) : new RegExp(pattern).test(address);
}

function strikeOf(rule: FaultRule): Strike {
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
    case "429": {
      const waits = rule.retryAfter === null ? {} : { "retry-after": String(rule.retryAfter) };
      const body =
        '<IntuitResponse><Fault type="SERVICE"><Error code="3001"><Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message><Detail>The request limit was reached.  Try again later</Detail></Error></Fault></IntuitResponse>';
      const reply = answer("application/xml", body, 429);
      return {
        ...plain,
        isCarriedOut: false,
        reply: () => ({ ...reply, headers: { ...reply.headers, ...waits } }),
      };
    }
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
    case "stale_sync_token": {
      const { status: code, body } = REFUSALS[kind];
      return {
        ...plain,
        isCarriedOut: false,
        reply: () => answer("application/json", JSON.stringify(body), code),
      };
    }
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
