/** What the two practice services answer with: values in, values out, so that a service knows nothing of sockets. */
import type { State } from "./state.ts";

/** One request as it arrived. Header names are lower case; `query` keeps repeated parameters; `body` is the raw bytes. */
export type Request = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
};

/** An answer. `body`: text or bytes as they go on the wire. `cost`: Pipedrive tokens; `meter`: Intuit's class of the call. Both are for the log alone. */
export type Reply = {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  cost?: number;
  meter?: { core: number; corePlus: number };
};

/** A service: pure but for its state and clock. */
export type Service = (request: Request) => Promise<Reply> | Reply;

/** The clock of the practice services, which `practice clock` may move. */
export type PracticeClock = { now(): Date };

export function jsonReply(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function htmlReply(status: number, body: string): Reply {
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

export function redirectReply(location: string): Reply {
  return { status: 302, headers: { location }, body: "" };
}

export type PracticeOptions = {
  clientId: string;
  clientSecret: string;
  apiToken: string;
  setting(name: string): string;
};

export type Surroundings = { state: State; clock: PracticeClock; options: PracticeOptions };

/** The fields of a form; undefined for a body that is none. */
export function formOf({ headers, body }: Request): URLSearchParams | undefined {
  const isForm = /^application\/x-www-form-urlencoded/i.test(headers["content-type"] ?? "");
  return isForm ? new URLSearchParams(body.toString()) : undefined;
}

/** Whether the app itself asks for tokens: by Basic, or with client_id and client_secret in the form. */
export function isClient(
  { headers }: Request,
  form: URLSearchParams | undefined,
  { clientId, clientSecret }: PracticeOptions,
): boolean {
  const [scheme = "", encoded = ""] = (headers["authorization"] ?? "").split(" ");
  const isBasic = scheme.toLowerCase() === "basic";
  const given = isBasic
    ? Buffer.from(encoded, "base64").toString()
    : `${form?.get("client_id")}:${form?.get("client_secret")}`;
  return given === `${clientId}:${clientSecret}`;
}
