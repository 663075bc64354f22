/**
 * What the two service adapters share: one axios, one context per call, time-outs, the request log, and the fate of a failed request.
 * Every request runs inside `inCall`; one outside is refused, so that none goes out without its time-out.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { ServiceError, type ServiceName } from "../domain/errors.ts";
import { isLoopback } from "../domain/origin.ts";
import { hideSecrets } from "../domain/redact.ts";
import axios, {
  type AxiosError,
  type AxiosInstance,
  type InternalAxiosRequestConfig,
} from "./axios.cjs";
import {
  answerError,
  type FailedCall,
  type Headers,
  noAnswerError,
  type RetryOptions,
} from "./http/faults.ts";

/** Receives one line per request: method, host, path, status, milliseconds, trace id. Never a header, a body or a secret. */
type RequestLog = (line: string) => void;

export type HttpOptions = {
  timeoutMs: { read: number; write: number };
  log?: RequestLog;
  version: string;
  /** Returns when a request to the service may leave. */
  pace?: (service: ServiceName) => Promise<void>;
  /** The same of QuickBooks' batches, which have a limit of their own; false if that would be later than in `patienceMs`. */
  paceBatch?: (patienceMs: number) => Promise<boolean>;
  /** How reads wait between tries; the real clock and chance if not given. */
  retry?: RetryOptions;
};

/** A read is waited for 30 s; a write 130 s, since the services work on one up to 120 (PDQB_TIMEOUT changes both). */
export const DEFAULT_TIMEOUT_MS = { read: 30_000, write: 130_000 };

/** One call of an adapter, of one or more requests. */
export type Call = FailedCall & {
  http: HttpOptions;
  /** QuickBooks' `requestid` of a write. */
  requestId?: string;
  /** A text body to send as it is, whatever the SDK made of it. */
  exactBody?: string;
  /** Of the exact body; JSON unless said otherwise. */
  contentType?: string;
  signal?: AbortSignal;
};

const calls = new AsyncLocalStorage<Call>();

/** The context of the running request; throws outside of `inCall`. */
export function currentCall(): Call {
  const call = calls.getStore();
  if (!call) throw new Error("A request outside of inCall has no time-out and is not sent.");
  return call;
}

/** Runs `work` in the context of `call`. Every failure of a request leaves as a ServiceError without secrets in it. */
export async function inCall<T>(call: Call, work: () => Promise<T>): Promise<T> {
  try {
    return await calls.run(call, work);
  } catch (error) {
    throw axios.isAxiosError(error) ? toServiceError(call, error) : error;
  }
}

/** An axios of the adapter's own, for SDKs that take one and for plain requests. Every status resolves; the caller judges it. */
export function createHttp(): AxiosInstance {
  const instance = axios.create({ validateStatus: () => true });
  instrument(instance);
  return instance;
}

/** Puts context, time-out and log on an instance. Once per instance; for an SDK that knows only the default one, on that. */
export function instrument(instance: AxiosInstance): void {
  instance.interceptors.request.use(prepare);
  instance.interceptors.response.use(
    (response) => {
      noteAnswer(response.config, response);
      return response;
    },
    (error: unknown) => {
      if (axios.isAxiosError(error) && error.config) {
        if (error.response) noteAnswer(error.config, error.response);
        else logRequest(error.config, error.code ?? "failed", undefined);
      }
      throw error;
    },
  );
}

const started = new WeakMap<object, number>();

async function prepare(config: InternalAxiosRequestConfig): Promise<InternalAxiosRequestConfig> {
  const call = currentCall();
  // Before the time-out begins: waiting for one's turn is no silence of the service.
  await call.http.pace?.(call.service);
  const timeoutMs = call.http.timeoutMs[call.effect];
  config.headers.set("User-Agent", `pdqb/${call.http.version}`);
  // axios' own time-out measures silence on the socket; the signal bounds the whole request, also one that trickles.
  const whole = AbortSignal.timeout(timeoutMs);
  config.signal = call.signal ? AbortSignal.any([call.signal, whole]) : whole;
  // A followed redirect would send the token, and the write, a second time.
  config.maxRedirects = 0;
  config.maxContentLength = 100_000_000;
  if (isLoopback(requestUrl(config).origin)) config.proxy = false;
  hideSent(config);
  started.set(config, performance.now());
  return config;
}

function noteAnswer(
  config: InternalAxiosRequestConfig,
  response: { status: number; headers: unknown },
): void {
  const headers = plainHeaders(response.headers);
  const traceId = headers.intuit_tid ?? headers["x-correlation-id"];
  currentCall().answer = { status: response.status, headers, traceId };
  logRequest(config, String(response.status), traceId);
}

/** Members of the query that help to read the log and are never secret. */
const LOGGED_QUERY = ["operation", "requestid", "include", "limit", "start"];

function logRequest(
  config: InternalAxiosRequestConfig,
  result: string,
  traceId: string | undefined,
): void {
  const { log } = currentCall().http;
  if (!log) return;
  const url = requestUrl(config);
  const query = LOGGED_QUERY.flatMap((name) => {
    const value = url.searchParams.get(name) ?? (config.params as Record<string, unknown>)?.[name];
    return value === undefined || value === null ? [] : [`${name}=${value}`];
  }).join("&");
  const ms = Math.round(performance.now() - (started.get(config) ?? performance.now()));
  const path = `${url.host}${url.pathname}${query && `?${query}`}`;
  const method = (config.method ?? "get").toUpperCase();
  log(`${method} ${path} ${result} ${ms} ms${traceId ? ` ${traceId}` : ""}`);
}

function requestUrl(config: InternalAxiosRequestConfig): URL {
  return new URL(config.url ?? "", config.baseURL);
}

function plainHeaders(headers: unknown): Headers {
  const result: Headers = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (typeof value === "string") result[name.toLowerCase()] = value;
  }
  return result;
}

function toServiceError(
  call: Call,
  error: Pick<AxiosError, "code" | "cause" | "response" | "config">,
): ServiceError {
  // An answer that the adapter did not judge itself, such as a redirect; a success whose body broke off is none.
  if (error.response && error.response.status >= 300 && call.answer)
    return answerError(call, call.answer);
  if (call.signal?.aborted)
    return new ServiceError("interrupted", "Stopped before an answer came.", {
      service: call.service,
      fate: "unclear",
    });
  return noAnswerError(call, {
    code: error.code === "ERR_CANCELED" ? "ETIMEDOUT" : error.code,
    connecting: isConnectFault(error.cause),
    timedOut: ["ERR_CANCELED", "ECONNABORTED", "ETIMEDOUT"].includes(error.code ?? ""),
    isPractice: error.config !== undefined && isLoopback(requestUrl(error.config).origin),
  });
}

/** Of one address, or of each of several that were tried for a name. */
function isConnectFault(cause: unknown): boolean {
  if (cause instanceof AggregateError)
    return cause.errors.length > 0 && cause.errors.every(isConnectFault);
  return cause instanceof Error && "syscall" in cause && cause.syscall === "connect";
}

const FORM_MEMBERS = ["refresh_token", "client_secret", "code", "token"];

/** Remembers tokens and secrets of a request that is about to leave. */
function hideSent({ headers, data }: InternalAxiosRequestConfig): void {
  const [scheme = "", credential = ""] = String(headers.get("Authorization") ?? "").split(" ");
  const secrets = [credential, String(headers.get("x-api-token") ?? "")];
  if (/^basic$/i.test(scheme)) {
    secrets.push(Buffer.from(credential, "base64").toString("utf8").split(":")[1] ?? "");
  }
  if (/form-urlencoded/.test(String(headers.get("Content-Type") ?? ""))) {
    const form = new URLSearchParams(String(data));
    secrets.push(...FORM_MEMBERS.flatMap((name) => form.getAll(name)));
  }
  hideSecrets(...secrets);
}
