/** What arrived at the practice services: the last 10,000 requests, with their cost; secrets are never in it. */
import type { Reply, Request } from "./http.ts";

export type ServiceName = "pipedrive" | "quickbooks";

export type LogEntry = {
  seq: number;
  /** RFC 3339, by the practice clock. */
  time: string;
  service: ServiceName;
  method: string;
  path: string;
  query: string;
  /** Null: the connection was cut, or the request is still waiting. */
  status: number | null;
  requestid: string | null;
  /** Pipedrive tokens. */
  cost: number | null;
  /** Intuit's classes of the call. */
  meter: { core: number; corePlus: number } | null;
  /** The kind of the fault that was staged. */
  fault: string | null;
};

const ENTRIES_MAX = 10_000;
const SECRET = /^(code|state|token|access_token|refresh_token|client_secret|api_token)$/;

export class RequestLog {
  #entries: LogEntry[] = [];
  #seq = 0;

  /** Entered when it arrives, so that a request that is never answered is there too. */
  arrived(service: ServiceName, request: Request, time: Date): LogEntry {
    const query = new URLSearchParams(request.query);
    for (const name of [...query.keys()]) if (SECRET.test(name)) query.set(name, "…");
    this.#seq += 1;
    const entry: LogEntry = {
      seq: this.#seq,
      time: time.toISOString(),
      service,
      method: request.method,
      path: request.path,
      query: query.toString(),
      status: null,
      requestid: request.query.get("requestid"),
      cost: null,
      meter: null,
      fault: null,
    };
    this.#entries.push(entry);
    if (this.#entries.length > ENTRIES_MAX) this.#entries.shift();
    return entry;
  }

  answered(entry: LogEntry, reply: Reply): void {
    entry.status = reply.status;
    entry.cost = reply.cost ?? null;
    entry.meter = reply.meter ?? null;
  }

  since(seq: number): LogEntry[] {
    return this.#entries.filter((entry) => entry.seq > seq);
  }

  clear(): void {
    this.#entries = [];
  }
}
