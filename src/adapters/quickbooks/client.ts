/**
 * node-quickbooks under control: it does one request at a time and knows only the shared axios, so interceptors and the call's
 * context add what it lacks (time-out, `requestid`, exact body) and turn every fault into a ServiceError.
 * Loaded with the first call.
 */
import { PdqbError, ServiceError } from "../../domain/errors.ts";
import axios from "../axios.cjs";
import {
  type Answer,
  type Call,
  currentCall,
  type HttpOptions,
  inCall,
  instrument,
  isLoopback,
  retryRead,
  unreadableError,
} from "../http.ts";
import { errorOf, faultError, jsonFault } from "./faults.ts";
import { batchItems, queryRows, UnexpectedAnswer } from "./wire.ts";

/** Production and sandbox hosts (reference 2). */
const HOSTS = {
  production: "https://quickbooks.api.intuit.com",
  sandbox: "https://sandbox-quickbooks.api.intuit.com",
};

export type Done = (error: unknown, data?: unknown) => void;

/** The part of the SDK that is used; its own types declare another export than it has, and other arguments. */
export interface Sdk {
  endpoint: string;
  batch(items: { bId: string; Query: string }[], done: Done): void;
  changeDataCapture(entities: string, since: string, done: Done): void;
  createCustomer(entity: object, done: Done): void;
  createInvoice(entity: object, done: Done): void;
  createItem(entity: object, done: Done): void;
  findAccounts(criteria: string, done: Done): void;
  findCustomers(criteria: string, done: Done): void;
  findInvoices(criteria: string | { count: true }, done: Done): void;
  findItems(criteria: string, done: Done): void;
  getCompanyInfo(id: string, done: Done): void;
  getInvoice(id: string, done: Done): void;
  getPreferences(done: Done): void;
}

type SdkClass = new (
  key: string,
  secret: string,
  token: string,
  tokenSecret: false,
  realm: string,
  sandbox: boolean,
  debug: false,
  minorversion: "75",
  oauth: "2.0",
  refreshToken: "",
) => Sdk;

/** Where the access token comes from. `renew` is called with the one that was refused. */
export type TokenSource = {
  access(): Promise<string>;
  renew(refused: string): Promise<string>;
};

type Run = (sdk: Sdk, done: Done) => void;

export type Client = {
  /** A read, repeated within bounds. `parse` throws on a body that it does not expect. `metered`: how many reads Intuit counts. */
  read<T>(run: Run, parse: (body: unknown) => T, metered?: number): Promise<T>;
  /** One attempt. `body` goes out to the byte; the answer's trace id comes beside the value. */
  write<T>(
    request: { requestId: string; body: string },
    run: Run,
    parse: (body: unknown) => T,
  ): Promise<{ value: T; traceId: string | undefined }>;
  /** Rows of one query, unparsed; at most 1,000. */
  query(find: "Accounts" | "Customers" | "Invoices" | "Items", where: string): Promise<unknown[]>;
  /** Rows of each query by its name: one request, each query metered. */
  batch<K extends string>(queries: Record<K, string>): Promise<Record<K, unknown[]>>;
  usage(): { calls: number; metered: number };
};

export type ClientOptions = {
  realm: string;
  environment: "production" | "sandbox" | "practice";
  /** A loopback origin that stands for all hosts; null for the real ones. */
  origin: string | null;
  tokens: TokenSource;
  http: HttpOptions;
};

/** Batch items in one request (reference 13.1). */
const BATCH_MAX = 30;

export function openClient(options: ClientOptions): Client {
  const endpoint = `${apiOrigin(options)}/v3/company/`;
  const realm = checkedId(options.realm);
  const usage = { calls: 0, metered: 0 };

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
        run(sdk, (error, data) => (error ? reject(error) : resolve(data)));
      });
      try {
        return parse(body);
      } catch (error) {
        if (!(error instanceof UnexpectedAnswer)) throw error;
        const answer = answerOf(call);
        throw unreadableError(call, { ...answer, what: error.message });
      }
    });
  }

  /** A 401 is renewed and repeated once, also for a write: nothing was done, and the repetition has the same `requestid`. */
  async function withToken<T>(call: Call, run: Run, parse: (body: unknown) => T): Promise<T> {
    const token = await options.tokens.access();
    try {
      return await attempt(call, token, run, parse);
    } catch (error) {
      if (!isStaleToken(error)) throw error;
      return await attempt(call, await options.tokens.renew(token), run, parse);
    }
  }

  const client: Client = {
    async read(run, parse, metered = 1) {
      return retryRead(async () => {
        const call: Call = { service: "quickbooks", effect: "read", http: options.http };
        const value = await withToken(call, run, parse);
        usage.metered += metered;
        return value;
      }, options.http.retry);
    },
    async write(request, run, parse) {
      const call: Call = {
        service: "quickbooks",
        effect: "write",
        http: options.http,
        requestId: request.requestId,
        exactBody: request.body,
      };
      const value = await withToken(call, run, parse);
      return { value, traceId: call.answer?.traceId };
    },
    async query(find, where) {
      const entity = find.slice(0, -1);
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
      return client.read(
        (sdk, done) => sdk.batch(items, done),
        (body) => rowsByName(names, body),
        names.length,
      );
    },
    usage: () => ({ ...usage }),
  };
  return client;
}

/** Items come in any order, and a fault of one is inside HTTP 200 (reference 8.2). */
function rowsByName<K extends string>(names: K[], body: unknown): Record<K, unknown[]> {
  const items = batchItems(body);
  const call = currentCall();
  const result = {} as Record<K, unknown[]>;
  for (const name of names) {
    const item = items.find((candidate) => candidate.bId === name);
    if (!item) throw new UnexpectedAnswer("a batch without an answer to each of its items");
    const fault = jsonFault(item);
    if (fault) throw errorOf(call, answerOf(call), fault);
    result[name] = queryRows(item);
  }
  return result;
}

function answerOf(call: Call): Answer {
  return call.answer ?? { status: 0, headers: {}, traceId: undefined };
}

/** 401 with 100, 120 or 130 is about the realm or the person and is not cured by a new token (reference 12.2). */
function isStaleToken(error: unknown): boolean {
  return (
    error instanceof ServiceError &&
    error.status === 401 &&
    !error.codes.some((code) => ["100", "120", "130"].includes(code))
  );
}

function apiOrigin(options: ClientOptions): string {
  const { origin, environment } = options;
  if (origin === null) {
    if (environment !== "practice") return HOSTS[environment];
    throw new PdqbError("usage", "The practice books need an address on this machine.", {
      reason: "PDQB_QUICKBOOKS_ORIGIN is not set, and the profile has none.",
      next: ["pdqb practice start"],
    });
  }
  if (!isLoopback(origin)) {
    throw new PdqbError("usage", "PDQB_QUICKBOOKS_ORIGIN may only name this machine.", {
      reason: "Real tokens never go to an address that stands for QuickBooks.",
      next: ["unset PDQB_QUICKBOOKS_ORIGIN"],
    });
  }
  return new URL(origin).origin;
}

/** The SDK pastes ids into paths: only digits may get there. */
export function checkedId(id: string): string {
  if (/^\d{1,20}$/.test(id)) return id;
  throw new PdqbError("usage", `"${id.slice(0, 40)}" is not an id of QuickBooks.`, {
    reason: "QuickBooks' ids are digits only.",
  });
}

/** A value in a query (reference 7): quoted, with quote and backslash escaped. */
export function quoted(value: string): string {
  return `'${value.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
}

let sdkClass: Promise<SdkClass> | undefined;

function loadSdk(): Promise<SdkClass> {
  sdkClass ??= import("node-quickbooks").then((module) => {
    instrument(axios);
    controlDefaultAxios();
    return module.default as unknown as SdkClass;
  });
  return sdkClass;
}

/** Once per process, after `instrument`, whose answer handler therefore comes first. */
function controlDefaultAxios(): void {
  axios.interceptors.request.use((config) => {
    const call = currentCall();
    config.headers.set("Accept", "application/json");
    if (call.requestId !== undefined) {
      config.params = { ...config.params, requestid: call.requestId };
    }
    if (call.exactBody !== undefined) {
      config.data = call.exactBody;
      config.headers.set("Content-Type", "application/json");
      config.transformRequest = [(data: unknown) => data];
    }
    // The text as it came: a fault may be XML, and axios would hide a JSON text that was cut.
    config.transformResponse = [(text: unknown) => text];
    return config;
  });
  axios.interceptors.response.use(
    (response) => {
      const call = currentCall();
      const raw = String(response.data ?? "");
      let body: unknown;
      try {
        body = JSON.parse(raw);
      } catch {
        const fault = faultError(call, answerOf(call), raw);
        if (fault.codes.length > 0) throw fault;
        throw unreadableError(call, { ...answerOf(call), what: describe(raw) });
      }
      if (jsonFault(body)) throw faultError(call, answerOf(call), raw);
      response.data = body;
      return response;
    },
    (error: unknown) => {
      // A success whose body broke off is as good as no answer.
      if (!axios.isAxiosError(error) || !error.response || error.response.status < 300) throw error;
      const call = currentCall();
      throw faultError(call, answerOf(call), String(error.response.data ?? ""));
    },
  );
}

function describe(raw: string): string {
  if (raw.trim() === "") return "an empty body";
  return raw.trimStart().startsWith("<") ? "a page instead of data" : "data that is cut or garbled";
}
