/**
 * Calls to the books of one company: a token for each, reads repeated within bounds, writes once, a 401 renewed once,
 * and the count of what was asked.
 */
import { ServiceError } from "../../domain/errors.ts";
import { type Call, type HttpOptions, inCall, retryRead, unreadableError } from "../http.ts";
import { apiOrigin } from "./api-origin.ts";
import { BATCH_MAX, countsOf, isOutOfBatches, paceBatch, rowsByName } from "./batch.ts";
import { answerOf } from "./faults.ts";
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

export function openClient(options: ClientOptions): Client {
  const endpoint = `${apiOrigin(options)}/v3/company/`;
  const realm = checkedId(options.realm);
  const usage = { calls: 0, metered: 0 };
  let writes = 0;
  let skewMs: number | null = null;

  async function attempt<T>(
    call: Call,
    token: string,
    run: Run,
    parse: (body: unknown) => T,
  ): Promise<T> {
    const QuickBooks = await loadSdk();
    return inCall(call, async () => {
      const sdk = new QuickBooks("", "", token, false, realm, false, false, "75", "2.0", "");
      sdk.endpoint = endpoint;
      usage.calls++;
      // Nothing but resolve and reject in the callback: the SDK calls it again with whatever it throws.
      const body = await new Promise<unknown>((resolve, reject) => {
        run(sdk, (error, data) => (error ? reject(sdkError(call, error)) : resolve(data)));
      });
      const told = Date.parse(call.answer?.headers.date ?? "");
      if (!Number.isNaN(told)) skewMs = told - options.now().getTime();
      try {
        return parse(body);
      } catch (error) {
        if (!(error instanceof UnexpectedAnswer)) throw error;
        const answer = answerOf(call);
        throw unreadableError(call, { ...answer, what: error.what });
      }
    });
  }

  /** A 401 is renewed and repeated once, also for a write: nothing was done, and the repetition has the same `requestid`. */
  async function withToken<T>(
    call: Call,
    run: Run,
    parse: (body: unknown) => T,
    turn?: () => Promise<void>,
  ): Promise<T> {
    const token = await options.tokens.access();
    await turn?.();
    try {
      return await attempt(call, token, run, parse);
    } catch (error) {
      if (!isStaleToken(error)) throw error;
      const fresh = await options.tokens.renew(token);
      await turn?.();
      return await attempt(call, fresh, run, parse);
    }
  }

  /** Undefined where no batch may leave now. */
  async function inOneRequest<T>(
    items: { bId: string; Query: string }[],
    parse: (body: unknown) => T,
  ): Promise<T | undefined> {
    try {
      return await client.read((sdk, done) => sdk.batch(items, done), parse, {
        metered: items.length,
        givesUpAt: isOutOfBatches,
        turn: () => paceBatch(options.http, items.length),
      });
    } catch (error) {
      if (isOutOfBatches(error)) return undefined;
      throw error;
    }
  }

  const client: Client = {
    async read(run, parse, { metered = 1, givesUpAt = () => false, turn } = {}) {
      const work = async () => {
        const call: Call = { service: "quickbooks", effect: "read", http: options.http };
        const value = await withToken(call, run, parse, turn);
        usage.metered += metered;
        return value;
      };
      return retryRead(work, { ...options.http.retry, givesUpAt });
    },
    async write(request, run, parse) {
      writes++;
      const call: Call = {
        service: "quickbooks",
        effect: "write",
        http: options.http,
        requestId: request.requestId,
        exactBody: request.body,
        ...(request.contentType === undefined ? {} : { contentType: request.contentType }),
      };
      const value = await withToken(call, run, parse);
      return { value, traceId: call.answer?.traceId };
    },
    async query(find, where) {
      const entity = find.replace(/(?<=ss)es$|s$/, "");
      return client.read(
        (sdk, done) => sdk[`find${find}`](where, done),
        (body) => queryRows(body, entity),
      );
    },
    async batch<K extends string>(queries: Record<K, string>) {
      const names = Object.keys(queries) as K[];
      if (names.length > BATCH_MAX) throw new RangeError(`${names.length} items in one batch`);
      if (names.length === 0) return {} as Record<K, unknown[]>;
      const items = names.map((bId) => ({ bId, Query: queries[bId] }));
      const rows = await inOneRequest(items, (body) => rowsByName(queries, body));
      if (rows) return rows;
      const result = {} as Record<K, unknown[]>;
      for (const name of names) result[name] = await single(client, queries[name]);
      return result;
    },
    async counts(queries) {
      const items = queries.map((Query, index) => ({ bId: String(index), Query }));
      return inOneRequest(items, (body) => countsOf(queries.length, body));
    },
    skip: (what) => options.skipped?.(`QuickBooks answered with ${what}.`),
    usage: () => ({ ...usage }),
    writes: () => writes,
    skewMs: () => skewMs,
  };
  return client;
}

/** The SDK reads members of an answer without asking whether they are there: its TypeError says that it could not read it. */
function sdkError(call: Call, error: unknown): unknown {
  if (!(error instanceof TypeError) || !call.answer) return error;
  return unreadableError(call, { ...answerOf(call), what: "something that cannot be read" });
}

/** A statement of a batch as a request of its own. */
function single(client: Client, statement: string): Promise<unknown[]> {
  const [, entity, rest] = /^select \* from (\w+) (.*)$/s.exec(statement) ?? [];
  if (!entity || !rest) throw new Error(`Not a query of a batch: ${statement}`);
  return client.query(`${entity}s` as List, rest);
}

/** 401 with 100, 120 or 130 is about the realm or the person and is not cured by a new token (docs/quickbooks.md 12.2). */
function isStaleToken(error: unknown): boolean {
  return (
    error instanceof ServiceError &&
    error.status === 401 &&
    !error.codes.some((code) => ["100", "120", "130"].includes(code))
  );
}
