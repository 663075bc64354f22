/**
 * Burst limits by token in a rolling 2 seconds, the daily budget of the company, and the Cloudflare block (docs/pipedrive.md 9).
 * Bursts run on the real clock and are forgotten with the process; the daily budget is kept, by the date of the practice clock.
 */
import { htmlReply, type Reply } from "../../http.ts";
import { gatewayReply } from "../answers.ts";
import type { UserRow } from "../rows.ts";
import { planOf, type Settings } from "../settings.ts";
import type { Store } from "../store.ts";

const WINDOW_MS = 2_000;
const SEARCHES_MAX = 10;
const BUDGET_PER_SEAT = 30_000;
const HAMMERING_MS = 60_000;

export type Charge = { caller: Caller; cost: number; isSearch: boolean; isWrite: boolean };
/** `refusal` answers instead of the operation; `headers` go onto whatever answer there is. */
export type Charged = { refusal?: Reply; headers: Record<string, string> };

export class Limits {
  readonly #penalties = new Map<string, number>();
  readonly #arrivals = new Map<string, number[]>();
  readonly #refusals = new Map<string, number[]>();
  readonly #blockedUntil = new Map<string, number>();

  charge({ caller, cost, isSearch, isWrite }: Charge, context: Context): Charged {
    const { settings } = context;
    const at = performance.now();
    const blocked = this.#blockedUntil.get(caller.token);
    if (blocked !== undefined && at < blocked) return { refusal: cloudflarePage(), headers: {} };
    const daily = dailyBudget(cost, context);
    const headers: Record<string, string> = {
      ...(settings("daily_headers") === "on" && daily.headers),
      ...(isWrite && caller.kind === "apiToken" && { "x-daily-requests-left": daily.left }),
    };
    if (settings("rate_limits") === "on") {
      const burst = this.#burst({ caller, isSearch }, at, settings);
      Object.assign(headers, burst.headers);
      if (burst.isOver) return { refusal: this.#refuse(caller, at, settings), headers };
    }
    if (daily.isSpent) return { refusal: this.#refuse(caller, at, settings), headers };
    daily.spend();
    return { headers };
  }

  /** A search counts in both limits, and shows the figures of its own. */
  #burst(
    { caller, isSearch }: Pick<Charge, "caller" | "isSearch">,
    at: number,
    settings: Settings,
  ) {
    const all = this.#count(caller.token, planOf(settings)[caller.kind], at, settings);
    if (all.isOver || !isSearch) return all;
    return this.#count(`search ${caller.token}`, SEARCHES_MAX, at, settings);
  }

  /** Who goes over a limit is refused for longer than its window (docs/pipedrive.md 15). */
  #count(key: string, limit: number, at: number, settings: Settings) {
    const recent = (this.#arrivals.get(key) ?? []).filter((moment) => at - moment < WINDOW_MS);
    let until = this.#penalties.get(key) ?? 0;
    const isOver = at < until || recent.length >= limit;
    if (!isOver) recent.push(at);
    this.#arrivals.set(key, recent);
    const windowEnd = (recent[0] ?? at) + WINDOW_MS;
    if (isOver && at >= until) {
      until = Math.max(windowEnd, at + Number(settings("penalty_seconds")) * 1000);
      this.#penalties.set(key, until);
    }
    const wait = String(Math.max(1, Math.ceil(((isOver ? until : windowEnd) - at) / 1000)));
    const headers: Record<string, string> = {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": isOver ? "0" : String(limit - recent.length),
      "x-ratelimit-reset": wait,
    };
    if (isOver && settings("retry_after") === "on") headers["retry-after"] = wait;
    return { isOver, headers };
  }

  /** Going on after 429s with an API token ends at Cloudflare; how many it takes is not documented. */
  #refuse(caller: Caller, at: number, settings: Settings): Reply {
    const after = Number(settings("cloudflare_after"));
    const earlier = this.#refusals.get(caller.token) ?? [];
    const recent = [...earlier.filter((moment) => at - moment < HAMMERING_MS), at];
    this.#refusals.set(caller.token, recent);
    if (caller.kind === "apiToken" && recent.length > after) {
      this.#blockedUntil.set(caller.token, at + HAMMERING_MS);
      this.#refusals.delete(caller.token);
      return cloudflarePage();
    }
    return gatewayReply(429, "Request over limit");
  }
}

type Context = { store: Store; settings: Settings; now: Date };

function dailyBudget(cost: number, { store, settings, now }: Context) {
  const setting = settings("daily_budget");
  const seats = store.users.all().filter((user) => user.active_flag).length;
  const limit =
    setting === "plan" ? BUDGET_PER_SEAT * planOf(settings).factor * seats : Number(setting);
  if (setting === "off") return { isSpent: false, left: "10000", headers: {}, spend() {} };
  const today = now.toISOString().slice(0, 10);
  const used = store.budget.get(today)?.used ?? 0;
  const isSpent = used + cost > limit;
  const left = String(Math.max(0, limit - used - (isSpent ? 0 : cost)));
  return {
    isSpent,
    left,
    headers: {
      "x-daily-ratelimit-token-limit": String(limit),
      "x-daily-ratelimit-token-remaining": left,
    },
    spend: () => store.budget.put({ id: today, used: used + cost }),
  };
}

function cloudflarePage(): Reply {
  return htmlReply(
    403,
    "<!DOCTYPE html>\n<html><head><title>Access denied | api.pipedrive.com used Cloudflare to restrict access</title></head>\n<body><h1>Error 1015</h1><h2>You are being rate limited</h2><p>The owner of this website has banned you temporarily from accessing this website.</p><p>Cloudflare Ray ID: 8f00practice00</p></body></html>\n",
  );
}

export type Caller = {
  user: UserRow;
  kind: "apiToken" | "oauth";
  /** Burst limits count per token. */
  token: string;
  /** All rights of the user with an API token. */
  scopes: string[] | "all";
};
