/** node-quickbooks, pointed at the practice books; every entity that it gets is held against the definitions. */
import { createRequire } from "node:module";
import { practiceBooks } from "../../support/practice.ts";
import { steer } from "../../support/practice-control.mjs";
import { Home } from "../../support/run.ts";
import { faultsOf } from "./judge.ts";

const load = createRequire(import.meta.url);

type Done = (error: unknown, data: unknown) => void;
type Sdk = Record<string, (...args: unknown[]) => void> & { endpoint: string };
export type Wire = Record<string, unknown> & { Id: string; SyncToken: string };
/** A fault as the service tells it. */
export type Fault = { status: number; code: string; type: string; element: string; detail: string };

export class QuickBooksSdk {
  readonly home = new Home();
  readonly faults: string[] = [];
  origin = "";
  base = "";
  token = "";
  realm = "";
  #sdk: Sdk | undefined;

  async start(settings: Record<string, string> = {}, company?: string): Promise<void> {
    const started = await this.home.run("practice start");
    if (started.code !== 0) throw new Error(started.stderr);
    if (company) await this.home.run(`practice reset --company ${company} --yes`);
    const env = (await this.home.json("practice env")) as unknown as Record<string, string>;
    this.origin = env.PDQB_QUICKBOOKS_ORIGIN ?? "";
    this.token = env.PRACTICE_QUICKBOOKS_ACCESS_TOKEN ?? "";
    this.realm = env.PRACTICE_REALM_ID ?? "";
    this.base = `${this.origin}/v3/company/${this.realm}`;
    await (await practiceBooks(this.home)).set({ "quickbooks.throttles": "off", ...settings });
    const QuickBooks = load("node-quickbooks") as new (...args: unknown[]) => Sdk;
    this.#sdk = new QuickBooks(
      "",
      "",
      this.token,
      false,
      this.realm,
      false,
      false,
      "75",
      "2.0",
      "",
    );
    this.#sdk.endpoint = `${this.origin}/v3/company/`;
  }

  async stop(): Promise<void> {
    await this.home.run("practice stop");
    this.home.discard();
  }

  set(settings: Record<string, string>): Promise<unknown> {
    return this.control("settings", settings);
  }

  control(path: string, body: unknown): Promise<Response> {
    return steer(this.home.path, path, { method: "POST", body: JSON.stringify(body) });
  }

  /** One call of the client, such as `call("createCustomer", { DisplayName: "A" })`. Rejects with what the client passes on. */
  call<T = Wire>(method: string, ...args: unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      const done: Done = (error, data) => {
        if (error) return reject(error);
        this.#judge(method, data);
        resolve(data as T);
      };
      const work = this.#sdk?.[method];
      if (!work) throw new Error(`The client has no ${method}`);
      work.call(this.#sdk, ...args, done);
    });
  }

  #judge(method: string, data: unknown): void {
    const [, entity] = /^(?:create|get|update)(\w+?)(?:Pdf)?$/.exec(method) ?? [];
    const isEntity = entity && typeof data === "object" && data !== null && "Id" in data;
    if (isEntity) this.faults.push(...faultsOf(entity, data));
    if (typeof data !== "object" || data === null || !("QueryResponse" in data)) return;
    for (const [name, rows] of Object.entries(data.QueryResponse as object))
      if (Array.isArray(rows)) for (const row of rows) this.faults.push(...faultsOf(name, row));
  }

  /** Rows of a statement, by the client's own query. */
  async query(statement: string): Promise<Wire[]> {
    const answer = await this.raw(`query?query=${encodeURIComponent(statement)}`);
    const text = await answer.text();
    if (!answer.ok) throw faultIn(answer.status, text);
    const { QueryResponse } = JSON.parse(text) as { QueryResponse: Record<string, unknown> };
    const [rows] = Object.values(QueryResponse).filter(Array.isArray);
    return (rows ?? []) as Wire[];
  }

  raw(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.base}/${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: "application/json",
        "content-type": "application/json",
        ...init.headers,
      },
    });
  }

  /** The entity that a POST by hand answers with. Rejects with its fault. */
  async post<T = Wire>(path: string, body: unknown): Promise<T> {
    const answer = await this.raw(path, { method: "POST", body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw faultIn(answer.status, text);
    const parsed = JSON.parse(text) as Record<string, T>;
    const [entity] = Object.entries(parsed).filter(([name]) => name !== "time");
    return entity?.[1] as T;
  }

  /** The fault of a POST that has to be refused. */
  async refusal(path: string, body: unknown): Promise<Fault> {
    try {
      await this.post(path, body);
    } catch (error) {
      return error as Fault;
    }
    throw new Error(`${path} was not refused`);
  }
}

function faultIn(status: number, text: string): Fault {
  const { Fault } = JSON.parse(text) as {
    Fault: { type: string; Error: { code: string; element: string; Detail: string }[] };
  };
  const [first] = Fault.Error;
  return {
    status,
    type: Fault.type,
    code: first?.code ?? "",
    element: first?.element ?? "",
    detail: first?.Detail ?? "",
  };
}
