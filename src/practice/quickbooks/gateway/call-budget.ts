/** The monthly quota of metered reads: beyond it they are refused without a code until the next month (docs/quickbooks.md 12.2, 13.2). */
import type { Reply, Request } from "../../http.ts";
import { GatewayFault } from "../fault.ts";
import type { Settings } from "../settings.ts";

export class CallBudget {
  #month = "";
  #used = 0;

  constructor(readonly settings: Settings) {}

  refuseIfSpent(request: Request, now: Date): void {
    const budget = this.settings("quickbooks.core_plus_budget");
    if (budget === "off" || request.method !== "GET") return;
    if (this.#usedIn(now) < Number(budget)) return;
    throw new GatewayFault(429, {
      code: "",
      message: "Your monthly limit of CorePlus calls is used up.",
      detail: null,
      type: "SERVICE",
    });
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
