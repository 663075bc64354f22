/**
 * Calls to the books of one company: a token for each, reads repeated within bounds, writes once, a 401 renewed once,
 * and the count of what was asked.
 */

import { unreadableError } from "../http/faults.ts";
import { retryRead } from "../http/retry.ts";
import { type Call, type HttpOptions, inCall } from "../http.ts";
import { apiOrigin } from "./api-origin.ts";
import { BATCH_MAX, countsOf, isOutOfBatches, paceBatch, rowsByName } from "./batch.ts";
import { answerOf, isStaleToken } from "./faults.ts";
import { checkedId } from "./query-words.ts";
import { type Done, loadSdk, type Sdk } from "./sdk.ts";
import { queryRows, type Skip, UnexpectedAnswer } from "./wire.ts";

/** Where the access token comes from. `renew` is called with the one that was refused. */
export type TokenSource = {
  access(): Promise<string>;
  renew(refused: string): Promise<string>;
};

type Run = (sdk: Sdk, done: Done) => void;
/** A list as the SDK's `find…` methods name it. */
type List = {
  [Name in keyof Sdk]: Name extends `find${infer Rest}` ? Rest : never;
}[keyof Sdk];

type ReadOptions = {
  /** How many reads Intuit counts; 1 if not given. */
  metered?: number;
  /** A failure for which the caller has another way. */
  givesUpAt?: (error: unknown) => boolean;
  /** Awaited before each request of the read; throws where it must not leave. */
  turn?: () => Promise<void>;
};

export type Client = {
  /** A read, repeated within bounds. `parse` throws on a body that it does not expect. */
  read<T>(run: Run, parse: (body: unknown) => T, options?: ReadOptions): Promise<T>;
  /** One attempt. `body` goes out to the byte; the answer's trace id comes beside the value. */
  write<T>(
    request: { requestId: string; body: string; contentType?: string },
    run: Run,
    parse: (body: unknown) => T,
  ): Promise<{ value: T; traceId: string | undefined }>;
  /** Rows of one query, unparsed; at most 1,000. */
  query(find: List, where: string): Promise<unknown[]>;
  /**
   * Rows of each query (`select * from X where …`) by its name: one request, each query metered. Batches have a limit of
   * their own (docs/quickbooks.md 13.1): beyond it the queries go one by one.
   */
  batch<K extends string>(queries: Record<K, string>): Promise<Record<K, unknown[]>>;
  /** How many fit each query (`select count(*) from X where …`): one request. Undefined where no batch may leave now. */
  counts(queries: readonly string[]): Promise<number[] | undefined>;
  usage(): { calls: number; metered: number };
  /** For rows of a list that cannot be read. */
  skip: Skip;
  /** Writes sent so far: what was read before the last of them may be out of date. */
  writes(): number;
  /** How far the service's clock was ahead of this machine's at the last answer, in milliseconds; null before the first. */
  skewMs(): number | null;
};

export type ClientOptions = {
  realm: string;
  environment: "production" | "sandbox" | "practice";
  /** A loopback origin that stands for all hosts; null for the real ones. */
  origin: string | null;
  tokens: TokenSource;
  http: HttpOptions;
  now: () => Date;
  /** Told of each row of a list that could not be read. */
  skipped?: (what: string) => void;
};

/** What a client keeps between its calls. */
type Connection = {
  options: ClientOptions;
  endpoint: string;
  realm: string;
  usage: { calls: number; metered: number };
  writes: number;
  skewMs: number | null;
};

export function openClient(options: ClientOptions): Client {
  const connection: Connection = {
    options,
    endpoint: `${apiOrigin(options)}/v3/company/`,
    realm: checkedId(options.realm),
    usage: { calls: 0, metered: 0 },
    writes: 0,
    skewMs: null,
  };
  return {
    read: (run, parse, read) => reading(connection, run, parse, read),
    write: (request, run, parse) => writing(connection, request, run, parse),
    query: (find, where) => rowsOf(connection, find, where),
    batch: (queries) => batch(connection, queries),
    counts(queries) {
      const items = queries.map((Query, index) => ({ bId: String(index), Query }));
      return inOneRequest(connection, items, (body) => countsOf(queries.length, body));
    },
    skip: (what) => options.skipped?.(`QuickBooks answered with ${what}.`),
    usage: () => ({ ...connection.usage }),
    writes: () => connection.writes,
    skewMs: () => connection.skewMs,
  };
}

async function reading<T>(
  connection: Connection,
  run: Run,
  parse: (body: unknown) => T,
  { metered = 1, givesUpAt = () => false, turn }: ReadOptions = {},
): Promise<T> {
  const { http } = connection.options;
  const work = async () => {
    const call: Call = { service: "quickbooks", effect: "read", http };
    const value = await withToken(connection, { call, run, parse, turn });
    connection.usage.metered += metered;
    return value;
  };
  return retryRead(work, { ...http.retry, givesUpAt });
}

async function writing<T>(
  connection: Connection,
  { requestId, body, contentType }: Parameters<Client["write"]>[0],
  run: Run,
  parse: (body: unknown) => T,
): Promise<{ value: T; traceId: string | undefined }> {
  connection.writes++;
  const call: Call = {
    service: "quickbooks",
    effect: "write",
    http: connection.options.http,
    requestId,
    exactBody: body,
    ...(contentType === undefined ? {} : { contentType }),
  };
  const value = await withToken(connection, { call, run, parse });
  return { value, traceId: call.answer?.traceId };
}

type Request<T> = {
  call: Call;
  run: Run;
  parse: (body: unknown) => T;
  turn?: (() => Promise<void>) | undefined;
};

/** A 401 is renewed and repeated once, also for a write: nothing was done, and the repetition has the same `requestid`. */
async function withToken<T>(connection: Connection, request: Request<T>): Promise<T> {
  const { tokens } = connection.options;
  const token = await tokens.access();
  await request.turn?.();
  try {
    return await attempt(connection, request, token);
  } catch (error) {
    if (!isStaleToken(error)) throw error;
    const fresh = await tokens.renew(token);
    await request.turn?.();
    return await attempt(connection, request, fresh);
  }
}

async function attempt<T>(
  connection: Connection,
  { call, run, parse }: Request<T>,
  token: string,
): Promise<T> {
  const QuickBooks = await loadSdk();
  const { realm, endpoint, usage, options } = connection;
  return inCall(call, async () => {
    const sdk = new QuickBooks("", "", token, false, realm, false, false, "75", "2.0", "");
    sdk.endpoint = endpoint;
    usage.calls++;
    // Nothing but resolve and reject in the callback: the SDK calls it again with whatever it throws.
    const body = await new Promise<unknown>((resolve, reject) => {
      run(sdk, (error, data) => (error ? reject(sdkError(call, error)) : resolve(data)));
    });
    const told = Date.parse(call.answer?.headers.date ?? "");
    if (!Number.isNaN(told)) connection.skewMs = told - options.now().getTime();
    try {
      return parse(body);
    } catch (error) {
      if (!(error instanceof UnexpectedAnswer)) throw error;
      const answer = answerOf(call);
      throw unreadableError(call, { ...answer, what: error.what, isAboutOne: true });
    }
  });
}

function rowsOf(connection: Connection, find: List, where: string): Promise<unknown[]> {
  const entity = find.replace(/(?<=ss)es$|s$/, "");
  return reading(
    connection,
    (sdk, done) => sdk[`find${find}`](where, done),
    (body) => queryRows(body, entity),
  );
}

async function batch<K extends string>(
  connection: Connection,
  queries: Record<K, string>,
): Promise<Record<K, unknown[]>> {
  const names = Object.keys(queries) as K[];
  if (names.length > BATCH_MAX) throw new RangeError(`${names.length} items in one batch`);
  if (names.length === 0) return {} as Record<K, unknown[]>;
  const items = names.map((bId) => ({ bId, Query: queries[bId] }));
  const rows = await inOneRequest(connection, items, (body) => rowsByName(queries, body));
  if (rows) return rows;
  const result = {} as Record<K, unknown[]>;
  for (const name of names) result[name] = await single(connection, queries[name]);
  return result;
}

/** Undefined where no batch may leave now. */
async function inOneRequest<T>(
  connection: Connection,
  items: { bId: string; Query: string }[],
  parse: (body: unknown) => T,
): Promise<T | undefined> {
  try {
    return await reading(connection, (sdk, done) => sdk.batch(items, done), parse, {
      metered: items.length,
      givesUpAt: isOutOfBatches,
      turn: () => paceBatch(connection.options.http, items.length),
    });
  } catch (error) {
    if (isOutOfBatches(error)) return undefined;
    throw error;
  }
}

/** A statement of a batch as a request of its own. */
function single(connection: Connection, statement: string): Promise<unknown[]> {
  const [, entity, rest] = /^select \* from (\w+) (.*)$/s.exec(statement) ?? [];
  if (!entity || !rest) throw new Error(`Not a query of a batch: ${statement}`);
  return rowsOf(connection, `${entity}s` as List, rest);
}

/** The SDK reads members of an answer without asking whether they are there: its TypeError says that it could not read it. */
function sdkError(call: Call, error: unknown): unknown {
  if (!(error instanceof TypeError) || !call.answer) return error;
  return unreadableError(call, { ...answerOf(call), what: "something that cannot be read" });
}
