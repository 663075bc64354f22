/** A practice pair without sockets: requests in, answers out, over a state in memory. */
import type { CompanyName } from "../../src/practice/companies/seed-types.ts";
import { contents } from "../../src/practice/contents.ts";
import type { Reply } from "../../src/practice/http.ts";
import { openWorld } from "../../src/practice/open-world.ts";
import { openState } from "../../src/practice/state.ts";

export type Sent = { body?: string | object; headers?: Record<string, string> };
export type Answer = { status: number; headers: Record<string, string>; text: string };

/** An empty header is one that is not sent. */
const present = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));

/** Limits are off, unless a test turns them on. */
export function inProcess(company: CompanyName = "nordic") {
  const state = openState(":memory:");
  const origins = { pipedrive: "http://127.0.0.1:1", quickbooks: "http://127.0.0.1:2" };
  const world = openWorld(state, () => origins, company, contents);
  const set = (settings: Record<string, string>) => {
    for (const [name, value] of Object.entries(settings))
      if (!world.set(name, value)) throw new Error(`There is no setting ${name}`);
  };
  set({
    "quickbooks.throttles": "off",
    "pipedrive.rate_limits": "off",
    "pipedrive.daily_budget": "off",
  });
  const env = world.env();
  const realm = env["PRACTICE_REALM_ID"] ?? "";

  /** As JSON, signed in, unless `headers` say otherwise. */
  async function ask(
    service: "pipedrive" | "quickbooks",
    method: string,
    address: string,
    { body = "", headers = {} }: Sent = {},
  ): Promise<Answer> {
    const { pathname: path, searchParams: query } = new URL(address, "http://localhost");
    const token = env[`PRACTICE_${service.toUpperCase()}_ACCESS_TOKEN`];
    const reply: Reply = await world[service]({
      method,
      path,
      query,
      headers: present({
        authorization: `Bearer ${token}`,
        accept: "application/json",
        "content-type": "application/json",
        ...headers,
      }),
      body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    });
    return { status: reply.status, headers: reply.headers, text: String(reply.body) };
  }
  return { world, state, env, set, ask, base: `/v3/company/${realm}` };
}
