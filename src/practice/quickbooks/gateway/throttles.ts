/** How fast one company may be called (docs/quickbooks.md 13.1). Real time, not the practice clock: moving that must not open or shut anything. */
import { performance } from "node:perf_hooks";
import { GatewayFault } from "../fault.ts";
import type { Settings } from "../settings.ts";

type Window = { seconds: number; max: number; hits: number[] };

export class Throttles {
  readonly #second: Window = { seconds: 1, max: 10, hits: [] };
  readonly #minute: Window = { seconds: 60, max: 500, hits: [] };
  readonly #batches: Window = { seconds: 60, max: 40, hits: [] };

  #atOnce = 0;

  constructor(readonly settings: Settings) {}

  /** Call what comes back when the answer is there. */
  pass(isBatch: boolean): () => void {
    if (this.settings("quickbooks.throttles") === "off") return () => {};
    const countsAtOnce = this.settings("quickbooks.ten_calls") === "once";
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
function throttled(headers: Record<string, string> = {}): GatewayFault {
  return new GatewayFault(
    429,
    {
      code: "3001",
      message: "message=ThrottleExceeded; errorCode=003001; statusCode=429",
      detail: "The request limit was reached.  Try again later",
      type: "SERVICE",
    },
    { isXml: true, headers },
  );
}
