import type { DatabaseSync } from "@photostructure/sqlite";

export type Database = InstanceType<typeof DatabaseSync>;
/** What SQLite takes for a `?`. */
export type Value = string | number | null;
