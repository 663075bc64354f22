/**
 * Calls to one Pipedrive company, through the official client's factories over an axios of our own: only so are status, headers
 * and a time-out to be had (dependencies: the API classes reject with the bare body). Loaded with the first call.
 */
import { PdqbError, ServiceError } from "../../domain/errors.ts";
import { checkedOrigin } from "../../domain/origin.ts";
import type { PipedriveSecret } from "../../domain/settings.ts";
import { unreadableError } from "../http/faults.ts";
import { retryRead } from "../http/retry.ts";
import { type Call, createHttp, currentCall, type HttpOptions, inCall } from "../http.ts";
import { errorFor } from "./faults.ts";
import { type RunV1, type RunV2, type SentTo, type Signed, signedV1, signedV2 } from "./signed.ts";
import type { TokenSource } from "./tokens.ts";
import { asObject, asText, type Json } from "./wire.ts";

/** Pages of 500: no list that pdqb reads whole is longer. */
const PAGES_MAX = 200;

/** What a call costs of the company's daily tokens (docs/pipedrive.md 9), where it is not the price of its kind. */
type Price = { cost?: number };
/**
 * What becomes of a row that cannot be read, which otherwise ends the reading. `skips`: it is left out and told of, for lists to look at or
 * to choose from. `unreadable` gets it instead, for whom asks once more by itself for what is missing.
 */
type Listing = Price & { skips?: boolean; unreadable?: (row: unknown) => void };

export type Client = {
  /** A read by v2 (1 token); `run` gets the module and what its factories take. */
  read<T>(run: RunV2, parse: (data: unknown) => T, price?: Price): Promise<T>;
  /** 2 tokens. */
  readV1<T>(run: RunV1, parse: (data: unknown) => T, price?: Price): Promise<T>;
  /** One attempt (5 tokens), repeated only after a 401. */
  write<T>(run: RunV2, parse: (data: unknown) => T): Promise<WrittenTo<T>>;
  /** 10 tokens. */
  writeV1<T>(run: RunV1, parse: (data: unknown) => T): Promise<WrittenTo<T>>;
  /** Tells of something that could not be read and was left out. */
  skip(what: string): void;
  /** Tokens that this run has cost so far. */
  tokensSpent(): number;
  /** Rows of a list, page by page (10 tokens each), until `limit`. `complete` is false if there were more. */
  pages<T>(...asked: PagesAsked<T>): Promise<{ rows: T[]; complete: boolean }>;
};

type PagesAsked<T> = [
  run: (...page: [...Parameters<RunV2>, { limit: number; cursor?: string }]) => Promise<unknown>,
  parse: (row: unknown) => T,
  limit?: number,
  listing?: Listing,
];

type WrittenTo<T> = { value: T; traceId: string | undefined };

export type ClientOptions = {
  origin: string | null;
  tokens: TokenSource;
  http: HttpOptions;
  /** Told of each row of a list that could not be read. */
  skipped?: (what: string) => void;
};

/** What a client keeps between its calls. */
type Connection = Omit<ClientOptions, "origin"> & SentTo & { spent: number };

export function openClient(options: ClientOptions): Client {
  const instance = createHttp();
  instance.interceptors.response.use((response) => {
    if (response.status >= 200 && response.status < 300) return response.data;
    const call = currentCall();
    throw errorFor(call, response.status, response.data);
  });
  const origin = checkedOrigin(options.origin, "pipedrive");
  const connection: Connection = { ...options, origin, instance, spent: 0 };
  return {
    skip: (what) => connection.skipped?.(what),
    tokensSpent: () => connection.spent,
    read: async (run, parse, { cost = 1 } = {}) =>
      parsed(parse, (await reading(connection, await signedV2(connection, run), cost)).data),
    readV1: async (run, parse, { cost = 2 } = {}) =>
      parsed(parse, (await reading(connection, await signedV1(connection, run), cost)).data),
    write: async (run, parse) => writing(connection, await signedV2(connection, run), parse, 5),
    writeV1: async (run, parse) => writing(connection, await signedV1(connection, run), parse, 10),
    pages: (...asked) => pages(connection, ...asked),
  };
}

/** A 401 of an access token that looked fresh is renewed and repeated once. */
async function withAccess(
  connection: Connection,
  call: Call,
  run: Signed,
  cost: number,
): Promise<Json> {
  const attempt = (secret: PipedriveSecret) => {
    connection.spent += cost;
    return inCall(call, () => run(secret));
  };
  const secret = await connection.tokens.access();
  let body: unknown;
  try {
    body = await attempt(secret);
  } catch (error) {
    const isStale = error instanceof ServiceError && error.status === 401;
    if (!isStale || secret.method === "token") throw error;
    body = await attempt(await connection.tokens.renew(secret));
  }
  const envelope = asObject(body);
  if (envelope?.success === true) return envelope;
  // Of a read the answer itself is proof enough, where it does not say that it failed.
  if (envelope?.data && envelope.success !== false && call.effect === "read") return envelope;
  throw unreadableError(call, {
    status: call.answer?.status ?? 200,
    traceId: call.answer?.traceId,
    what: "something that is not its own form of answer",
  });
}

function reading(connection: Connection, run: Signed, cost: number): Promise<Json> {
  const { http } = connection;
  return retryRead(
    () => withAccess(connection, { service: "pipedrive", effect: "read", http }, run, cost),
    http.retry,
  );
}

/** An answer that cannot be read leaves open whether it was done. */
async function writing<T>(
  connection: Connection,
  run: Signed,
  parse: (data: unknown) => T,
  cost: number,
): Promise<WrittenTo<T>> {
  const call: Call = { service: "pipedrive", effect: "write", http: connection.http };
  const { data } = await withAccess(connection, call, run, cost);
  try {
    return { value: parse(data), traceId: call.answer?.traceId };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { status = 200, traceId } = call.answer ?? {};
    throw unreadableError(call, { status, traceId, what: error.message });
  }
}

async function pages<T>(
  connection: Connection,
  ...[run, parse, limit = Number.POSITIVE_INFINITY, listing = {}]: PagesAsked<T>
): Promise<{ rows: T[]; complete: boolean }> {
  const { cost = 10, skips = false, unreadable } = listing;
  const tell = unreadable ?? ((_row: unknown, why: string) => connection.skipped?.(`${why}.`));
  const rows: T[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < PAGES_MAX; count += 1) {
    const size = Math.min(500, limit - rows.length);
    const page = { limit: size, ...(cursor === undefined ? {} : { cursor }) };
    const signed = await signedV2(connection, (api, access) => run(api, access, page));
    const envelope = await reading(connection, signed, cost);
    for (const row of listOf(envelope.data)) {
      const isPicky = !skips && !unreadable;
      const value = isPicky ? { read: parsed(parse, row) } : orSkipped(parse, row, tell);
      if (value) rows.push(value.read);
    }
    cursor = asText(asObject(envelope.additional_data)?.next_cursor) ?? undefined;
    if (cursor === undefined) return { rows, complete: true };
    if (rows.length >= limit) return { rows, complete: false };
  }
  return { rows, complete: false };
}

function orSkipped<T>(
  parse: (row: unknown) => T,
  row: unknown,
  tell: (row: unknown, why: string) => void,
): { read: T } | undefined {
  try {
    return { read: parse(row) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // One that belongs to nothing that was asked for is no row that could be left out.
    parsed((one) => tell(one, error.message), row);
    return undefined;
  }
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
      isAboutOne: true,
    });
  }
}
