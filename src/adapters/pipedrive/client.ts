/**
 * Calls to one Pipedrive company, through the official client's factories over an axios of our own: only so are status, headers
 * and a time-out to be had (dependencies: the API classes reject with the bare body). Loaded with the first call.
 */
import { PdqbError, ServiceError } from "../../domain/errors.ts";
import type { PipedriveSecret } from "../../domain/settings.ts";
import {
  type Call,
  createHttp,
  currentCall,
  type HttpOptions,
  inCall,
  retryRead,
  unreadableError,
} from "../http.ts";
import { errorFor } from "./faults.ts";
import type { TokenSource } from "./tokens.ts";
import { asObject, asText, type Json } from "./wire.ts";

const GENERAL_ORIGIN = "https://api.pipedrive.com";
/** Pages of 500: no list that pdqb reads whole is longer. */
const PAGES_MAX = 200;

type V1 = typeof import("pipedrive/v1");
type V2 = typeof import("pipedrive/v2");
/** What a factory of the client takes. */
type Access<Configuration> = readonly [
  configuration: Configuration,
  basePath: undefined,
  http: ReturnType<typeof createHttp>,
];

export type Client = {
  /** A read by v2; `run` gets the module and what its factories take. */
  read<T>(
    run: (api: V2, access: Access<InstanceType<V2["Configuration"]>>) => Promise<unknown>,
    parse: (data: unknown) => T,
  ): Promise<T>;
  readV1<T>(
    run: (api: V1, access: Access<InstanceType<V1["Configuration"]>>) => Promise<unknown>,
    parse: (data: unknown) => T,
  ): Promise<T>;
  /** Rows of a list, page by page, until `limit`. `complete` is false if there were more. */
  pages<T>(
    run: (
      api: V2,
      access: Access<InstanceType<V2["Configuration"]>>,
      page: { limit: number; cursor?: string },
    ) => Promise<unknown>,
    parse: (row: unknown) => T,
    limit?: number,
  ): Promise<{ rows: T[]; complete: boolean }>;
};

export type ClientOptions = { origin: string | null; tokens: TokenSource; http: HttpOptions };

export function openClient({ origin, tokens, http }: ClientOptions): Client {
  const instance = createHttp();
  instance.interceptors.response.use((response) => {
    if (response.status >= 200 && response.status < 300) return response.data;
    const call = currentCall();
    throw errorFor(call, response.status, response.data);
  });

  function settings(secret: PipedriveSecret, version: "v1" | "v2") {
    const base = origin ?? (secret.method === "oauth" ? secret.apiDomain : GENERAL_ORIGIN);
    const path = version === "v1" && base === GENERAL_ORIGIN ? "/v1" : `/api/${version}`;
    const access =
      secret.method === "oauth" ? { accessToken: secret.accessToken } : { apiKey: secret.apiToken };
    return { ...access, basePath: `${base}${path}` };
  }

  /** A 401 of an access token that looked fresh is renewed and repeated once. */
  async function withAccess(run: (secret: PipedriveSecret) => Promise<unknown>): Promise<Json> {
    return retryRead(async () => {
      const call: Call = { service: "pipedrive", effect: "read", http };
      const attempt = (secret: PipedriveSecret) => inCall(call, () => run(secret));
      const secret = await tokens.access();
      let body: unknown;
      try {
        body = await attempt(secret);
      } catch (error) {
        const isStale = error instanceof ServiceError && error.status === 401;
        if (!isStale || secret.method === "token") throw error;
        body = await attempt(await tokens.renew(secret));
      }
      const envelope = asObject(body);
      if (envelope?.success === true) return envelope;
      throw unreadableError(call, {
        status: call.answer?.status ?? 200,
        traceId: call.answer?.traceId,
        what: "something that is not its own form of answer",
      });
    }, http.retry);
  }

  const readEnvelope: (run: Parameters<Client["read"]>[0]) => Promise<Json> = async (run) => {
    const { default: api } = await import("pipedrive/v2");
    return withAccess((secret) =>
      run(api, [new api.Configuration(settings(secret, "v2")), undefined, instance]),
    );
  };

  return {
    read: async (run, parse) => parsed(parse, (await readEnvelope(run)).data),
    async readV1(run, parse) {
      const { default: api } = await import("pipedrive/v1");
      const envelope = await withAccess((secret) =>
        run(api, [new api.Configuration(settings(secret, "v1")), undefined, instance]),
      );
      return parsed(parse, envelope.data);
    },
    async pages(run, parse, limit = Number.POSITIVE_INFINITY) {
      const rows: ReturnType<typeof parse>[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const size = Math.min(500, limit - rows.length);
        const envelope = await readEnvelope((api, access) =>
          run(api, access, { limit: size, ...(cursor === undefined ? {} : { cursor }) }),
        );
        for (const row of listOf(envelope.data)) rows.push(parsed(parse, row));
        cursor = asText(asObject(envelope.additional_data)?.next_cursor) ?? undefined;
        if (cursor === undefined) return { rows, complete: true };
        if (rows.length >= limit) return { rows, complete: false };
      }
      return { rows, complete: false };
    },
  };
}

/** A list, or the items of a search. */
function listOf(data: unknown): unknown[] {
  if (Array.isArray(data)) return data;
  const items = asObject(data)?.items;
  return Array.isArray(items) ? items.map((hit) => asObject(hit)?.item) : [];
}

/** A row that cannot be understood is said to be so, with nothing done. */
function parsed<T>(parse: (value: unknown) => T, value: unknown): T {
  try {
    return parse(value);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new PdqbError("unavailable", "Pipedrive sent something that cannot be understood.", {
      reason: cause.message,
      retry: false,
    });
  }
}
