/** What an operation gets and gives: values only. */
import type { Reply, Request } from "../http.ts";
import type { UserRow } from "./rows.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

export type QueryValue = string | number | boolean | number[];
export type Query = Record<string, QueryValue>;

export type Json = Record<string, unknown>;

export type Call = {
  request: Request;
  store: Store;
  settings: Settings;
  user: UserRow;
  now: Date;
  /** Path parameters, checked. */
  path: Record<string, string>;
  query: Query;
  /** The checked body; `{}` without one. */
  body: Json;
};

/** `data` goes into the envelope; `reply` is for what has none, as a file. */
export type Answer =
  | { data: unknown; additional?: unknown; extra?: Json; status?: number }
  | { reply: Reply };

type Handler = (call: Call) => Answer;
/** Handlers under the operation ids of the definitions. */
export type Handlers = Record<string, Handler>;
