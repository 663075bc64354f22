/** Who may call and how much: the company of a bearer token, the limits of speed, the monthly quota of metered reads (docs/quickbooks.md 12, 13). */
import { performance } from "node:perf_hooks";
import type { Reply, Request } from "../../http.ts";
import type { Books } from "../books.ts";
import { realmOf } from "../company.ts";
import { GatewayFault } from "../fault.ts";
import { grantOfAccess } from "../oauth/grants.ts";
import type { Settings } from "../settings.ts";

/** By code, as the gateway words them. */
const GATEWAY = {
  100: {
    message: "General Authentication Error",
    detail: "AuthenticationErrorGeneral: SRV-110-Authentication Failure , statusCode: 401",
    type: "AUTHENTICATION",
  },
  3001: {
    message: "message=ThrottleExceeded; errorCode=003001; statusCode=429",
    detail: "The request limit was reached.  Try again later",
    type: "SERVICE",
  },
  3100: {
    message: "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
    detail: null,
    type: "SERVICE",
  },
  3200: {
    message: "message=AuthenticationFailed; errorCode=003200; statusCode=401",
    detail: null,
    type: "AUTHENTICATION",
  },
};

export function signIn(request: Request, realm: string, books: Books): void {
  const { state, now, settings } = books;
  const refused = (status: number, code: keyof typeof GATEWAY, detail = GATEWAY[code].detail) =>
    new GatewayFault(
      status,
      { ...GATEWAY[code], code: String(code), detail },
      settings("gateway_form") === "xml",
    );
  const token = /^bearer\s+(\S+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
  if (token === undefined || token.length < 20 || token.length > 4096)
    throw refused(401, 3200, "Malformed bearer token: too short or too long");
  const grant = grantOfAccess(state, now, token);
  if (!grant) throw refused(401, 3200, "Token expired: the token is expired, revoked or unknown");
  const isAccounting = grant.scopes.includes("com.intuit.quickbooks.accounting");
  if (grant.realm === realm && realm === realmOf(books) && isAccounting) return;
  if (grant.realm !== realm && settings("wrong_realm") === "100") throw refused(401, 100);
  throw refused(403, 3100);
}

type Window = { seconds: number; max: number; hits: number[] };

export class Throttles {
  readonly #second: Window = { seconds: 1, max: 10, hits: [] };
  readonly #minute: Window = { seconds: 60, max: 500, hits: [] };
  readonly #batches: Window = { seconds: 60, max: 40, hits: [] };

  #atOnce = 0;

  constructor(readonly settings: Settings) {}

  /** Call what comes back when the answer is there. */
  pass(isBatch: boolean): () => void {
    if (this.settings("throttles") === "off") return () => {};
    const countsAtOnce = this.settings("ten_calls") === "once";
    if (countsAtOnce && this.#atOnce >= this.#second.max) throw throttled();
    this.#count(countsAtOnce, isBatch);
    this.#atOnce += 1;
    return () => {
      this.#atOnce -= 1;
    };
  }

  #count(countsAtOnce: boolean, isBatch: boolean): void {
    const windows = [
      ...(countsAtOnce ? [] : [this.#second]),
      this.#minute,
      ...(isBatch ? [this.#batches] : []),
    ];
    const now = performance.now();
    for (const window of windows) {
      window.hits = window.hits.filter((at) => now - at < window.seconds * 1000);
      if (window.hits.length >= window.max) throw throttled();
    }
    for (const window of windows) window.hits.push(now);
  }
}

/** XML whatever was asked for, and no Retry-After is documented. */
const throttled = () => new GatewayFault(429, { ...GATEWAY[3001], code: "3001" }, true);

export class CallBudget {
  #month = "";
  #used = 0;

  constructor(readonly settings: Settings) {}

  refuseIfSpent(request: Request, now: Date): void {
    const budget = this.settings("core_plus_budget");
    if (budget === "off" || request.method !== "GET") return;
    if (this.#usedIn(now) < Number(budget)) return;
    const message = "Your monthly limit of CorePlus calls is used up.";
    throw new GatewayFault(429, { code: "", message, detail: null, type: "SERVICE" });
  }

  count(reply: Reply, now: Date): void {
    this.#used = this.#usedIn(now) + (reply.meter?.corePlus ?? 0);
  }

  #usedIn(now: Date): number {
    const month = now.toISOString().slice(0, 7);
    if (month !== this.#month) this.#used = 0;
    this.#month = month;
    return this.#used;
  }
}
