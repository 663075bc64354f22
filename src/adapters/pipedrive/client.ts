/**
 * Calls to one Pipedrive company, through the official client's factories over an axios of our own: only so are status, headers
 * and a time-out to be had (dependencies: the API classes reject with the bare body). Loaded with the first call.
 */
import { PdqbError, ServiceError } from "../../domain/errors.ts";
import { checkedOrigin } from "../../domain/origin.ts";
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

export const GENERAL_ORIGIN = "https://api.pipedrive.com";
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

type RunV1 = (api: V1, access: Access<InstanceType<V1["Configuration"]>>) => Promise<unknown>;
type RunV2 = (api: V2, access: Access<InstanceType<V2["Configuration"]>>) => Promise<unknown>;

/** What a call costs of the company's daily tokens (docs/pipedrive.md 9), where it is not the price of its kind. */
type Price = { cost?: number };
/** `skips`: a row that cannot be read is left out, and told of: for lists to look at or to choose from. */
type Listing = Price & { skips?: boolean };

export type Client = {
  /** A read by v2 (1 token); `run` gets the module and what its factories take. */
  read<T>(run: RunV2, parse: (data: unknown) => T, price?: Price): Promise<T>;
  /** 2 tokens. */
  readV1<T>(run: RunV1, parse: (data: unknown) => T, price?: Price): Promise<T>;
  /** One attempt (5 tokens), repeated only after a 401. */
  write<T>(run: RunV2, parse: (data: unknown) => T): Promise<WrittenTo<T>>;
  /** 10 tokens. */
  writeV1<T>(run: RunV1, parse: (data: unknown) => T): Promise<WrittenTo<T>>;
  /** Tokens that this run has cost so far. */
  tokensSpent(): number;
  /** Rows of a list, page by page (10 tokens each), until `limit`. `complete` is false if there were more. */
  pages<T>(
    run: (
      api: V2,
      access: Access<InstanceType<V2["Configuration"]>>,
      page: { limit: number; cursor?: string },
    ) => Promise<unknown>,
    parse: (row: unknown) => T,
    limit?: number,
    listing?: Listing,
  ): Promise<{ rows: T[]; complete: boolean }>;
};

type WrittenTo<T> = { value: T; traceId: string | undefined };

/** A request that only wants to be signed. */
type Signed = (secret: PipedriveSecret) => Promise<unknown>;

export type ClientOptions = {
  origin: string | null;
  tokens: TokenSource;
  http: HttpOptions;
  /** Told of each row of a list that could not be read. */
  skipped?: (what: string) => void;
};

export function openClient({ tokens, http, ...options }: ClientOptions): Client {
  const origin = checkedOrigin(options.origin, "pipedrive");
  const instance = createHttp();
  let spent = 0;
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
  async function withAccess(call: Call, run: Signed, cost: number): Promise<Json> {
    const attempt = (secret: PipedriveSecret) => {
      spent += cost;
      return inCall(call, () => run(secret));
    };
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
  }

  const signedV1 = async (run: RunV1): Promise<Signed> => {
    const { default: api } = await import("pipedrive/v1");
    return (secret) =>
      run(api, [new api.Configuration(settings(secret, "v1")), undefined, instance]);
  };
  const signedV2 = async (run: RunV2): Promise<Signed> => {
    const { default: api } = await import("pipedrive/v2");
    return (secret) =>
      run(api, [new api.Configuration(settings(secret, "v2")), undefined, instance]);
  };
  const reading = (run: Signed, cost: number): Promise<Json> =>
    retryRead(
      () => withAccess({ service: "pipedrive", effect: "read", http }, run, cost),
      http.retry,
    );

  /** An answer that cannot be read leaves open whether it was done. */
  async function writing<T>(run: Signed, parse: (data: unknown) => T, cost: number) {
    const call: Call = { service: "pipedrive", effect: "write", http };
    const { data } = await withAccess(call, run, cost);
    try {
      return { value: parse(data), traceId: call.answer?.traceId };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const { status = 200, traceId } = call.answer ?? {};
      throw unreadableError(call, { status, traceId, what: error.message });
    }
  }

  function orSkipped<T>(parse: (row: unknown) => T, row: unknown): { read: T } | undefined {
    try {
      return { read: parse(row) };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      options.skipped?.(`${error.message}.`);
      return undefined;
    }
  }

  return {
    tokensSpent: () => spent,
    read: async (run, parse, { cost = 1 } = {}) =>
      parsed(parse, (await reading(await signedV2(run), cost)).data),
    readV1: async (run, parse, { cost = 2 } = {}) =>
      parsed(parse, (await reading(await signedV1(run), cost)).data),
    write: async (run, parse) => writing(await signedV2(run), parse, 5),
    writeV1: async (run, parse) => writing(await signedV1(run), parse, 10),
    async pages(run, parse, limit = Number.POSITIVE_INFINITY, { cost = 10, skips = false } = {}) {
      const rows: ReturnType<typeof parse>[] = [];
      let cursor: string | undefined;
      for (let count = 0; count < PAGES_MAX; count += 1) {
        const size = Math.min(500, limit - rows.length);
        const page = { limit: size, ...(cursor === undefined ? {} : { cursor }) };
        const signed = await signedV2((api, access) => run(api, access, page));
        const envelope = await reading(signed, cost);
        for (const row of listOf(envelope.data)) {
          const value = skips ? orSkipped(parse, row) : { read: parsed(parse, row) };
          if (value) rows.push(value.read);
        }
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
