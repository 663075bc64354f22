/** The official client, pointed at a practice Pipedrive; what it gets is held against the definitions as it comes. */
import { createRequire } from "node:module";
import type { AxiosInstance, AxiosStatic } from "axios";
import { practiceBooks } from "../../support/practice.ts";
import { steer } from "../../support/practice-control.mjs";
import { Home } from "../../support/run.ts";
import { judge } from "./judge.ts";

const load = createRequire(import.meta.url);

type Body = { success: boolean; data: never; additional_data?: { next_cursor?: string | null } };
type Api = Record<string, (args?: object) => Promise<Body>> & { axios: AxiosInstance };

export class PipedriveSdk {
  /** Operations that answered well. */
  readonly answered = new Set<string>();
  /** Answers that are not as defined. */
  readonly faults: string[] = [];
  readonly home = new Home();
  origin = "";
  #token = "";

  async start(settings: Record<string, string> = {}): Promise<void> {
    const started = await this.home.run("practice start");
    if (started.code !== 0) throw new Error(started.stderr);
    const books = await practiceBooks(this.home);
    await books.set({
      "pipedrive.rate_limits": "off",
      "pipedrive.search_lag_seconds": "0",
      ...settings,
    });
    const env = (await this.home.json("practice env")) as unknown as Record<string, string>;
    this.origin = env.PDQB_PIPEDRIVE_ORIGIN ?? "";
    this.#token = env.PRACTICE_PIPEDRIVE_ACCESS_TOKEN ?? "";
  }

  async stop(): Promise<void> {
    await this.home.run("practice stop");
    this.home.discard();
  }

  /** One call of the client, such as `call("v2", "DealsApi", "getDeal", { id: 123 })`. Rejects with the body of a refusal. */
  async call<T = Record<string, never>>(
    version: "v1" | "v2",
    api: string,
    method: string,
    args: object = {},
  ): Promise<T> {
    const answer = await this.body(version, api, method, args);
    return answer.data as T;
  }

  body(version: "v1" | "v2", api: string, method: string, args: object = {}): Promise<Body> {
    const module = load(`pipedrive/${version}`) as Record<
      string,
      new (
        ...given: unknown[]
      ) => Api
    > & {
      Configuration: new (options: object) => unknown;
    };
    const basePath = `${this.origin}/api/${version}`;
    const configuration = new module.Configuration({ accessToken: this.#token, basePath });
    const Client = module[api];
    if (!Client) throw new Error(`The client has no ${api}`);
    const client = new Client(configuration);
    // The client makes an axios of its own and keeps the body alone: the adapter is where the whole answer is seen.
    const http = load("axios") as AxiosStatic;
    const send = http.getAdapter("http");
    client.axios.defaults.adapter = async (config) => {
      const answer = await send(config);
      this.#hold(config.method ?? "get", config.url ?? "", answer.status, answer.data);
      return answer;
    };
    const work = client[method];
    if (!work) throw new Error(`${api} has no ${method}`);
    return work.call(client, args);
  }

  #hold(method: string, url: string, status: number, text: unknown): void {
    if (status >= 300) return;
    const isJson = typeof text === "string" && text.startsWith("{");
    const verdict = judge(method, url, status, isJson ? JSON.parse(text) : text);
    if (!verdict) return;
    this.answered.add(verdict.id);
    if (isJson) for (const fault of verdict.faults) this.faults.push(`${verdict.id}: ${fault}`);
  }

  /** A request by hand: what the client would not send. */
  raw(path: string, init: RequestInit & { token?: string } = {}): Promise<Response> {
    const { token = this.#token, ...rest } = init;
    return fetch(`${this.origin}${path}`, {
      ...rest,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...rest.headers,
      },
    });
  }

  control(path: string, body: unknown): Promise<Response> {
    return steer(this.home.path, path, { method: "POST", body: JSON.stringify(body) });
  }
}
