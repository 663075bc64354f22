/**
 * Names in queries. QuickBooks' query parser refuses characters beyond Latin-1 (4000, lexical error), so none is sent: each becomes
 * `%` in a LIKE. Where too little of the name is left, the whole list is read. What comes back may be more than was asked for, so
 * every caller compares it exactly.
 */
import { PdqbError } from "../../domain/errors.ts";
import { BATCH_MAX } from "./batch.ts";
import type { Client } from "./client.ts";
import { quoted } from "./query-words.ts";

const PAGE_SIZE = 1000;
/** Lists of over 100,000 entries are not looked through for one name. */
const PAGES_MAX = 100;
/** A pattern with fewer letters and digits would fit half the list. */
const LEFT_MIN = 3;
/** A batch answers with at most 1,000 objects in all, so one that has as many may have been cut. */
const BATCH_ROWS_MAX = 1000;

/** Line breaks and the like would not survive a query either. */
const UNSENDABLE = /[^ -\u00ff]+/gu;

type Listed = "Customer" | "Vendor" | "Employee" | "Item";
/** Of a query; null: too little is left of the name, so only the whole list can tell. */
export type Condition = string | null;

/** Whether a query can carry the text as it is. */
export const isSendable = (text: string) => composed(text).search(UNSENDABLE) < 0;

export function equalTo(property: string, text: string): Condition {
  const name = composed(text);
  return isSendable(name) ? `${property} = ${quoted(name)}` : fitting(property, name);
}

export function containing(property: string, text: string): Condition {
  return fitting(property, `%${composed(text).replaceAll("%", "")}%`);
}

/** `pattern` with `%` for anything, of which there is no escape. */
export function fitting(property: string, pattern: string): Condition {
  const sent = likeText(pattern);
  const left = sent.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return isSendable(pattern) || left >= LEFT_MIN ? `${property} like ${quoted(sent)}` : null;
}

export function likeText(text: string): string {
  return composed(text).replace(UNSENDABLE, "%").replace(/%{2,}/g, "%");
}

/** QuickBooks compares text without regard to case. */
export function same(value: string | null, wanted: string | undefined): boolean {
  return value !== null && wanted !== undefined && comparable(value) === comparable(wanted);
}

export function includes(value: string | null, part: string): boolean {
  return value !== null && comparable(value).includes(comparable(part));
}

const composed = (text: string) => text.normalize("NFC");
const comparable = (text: string) => composed(text).toLowerCase();

/** Several queries may find the same one. */
export function distinct<T extends { id: string }>(found: T[]): T[] {
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

export function bounded(limit: number): number {
  return Math.max(1, Math.min(PAGE_SIZE, Math.trunc(limit)));
}

export type NameQueries = {
  /** Rows that fit any of the conditions, each once, perhaps with others, inactive ones among them. `also`: of every query. */
  find(entity: Listed, conditions: Condition[], also: string): Promise<unknown[]>;
};

export function nameQueries(client: Client): NameQueries {
  const lists = new Map<Listed, { writes: number; rows: Promise<unknown[]> }>();

  /** Read once for many names; a write of ours may have changed it. */
  function wholeList(entity: Listed): Promise<unknown[]> {
    const known = lists.get(entity);
    if (known?.writes === client.writes()) return known.rows;
    const rows = readWhole(client, entity);
    rows.catch(() => lists.delete(entity));
    lists.set(entity, { writes: client.writes(), rows });
    return rows;
  }

  return {
    async find(entity, conditions, also) {
      const sent = [...new Set(conditions)];
      const rows: unknown[] = [];
      for (let from = 0; from < sent.length; from += BATCH_MAX) {
        const queries: Record<string, string> = {};
        for (const [index, condition] of sent.slice(from, from + BATCH_MAX).entries()) {
          if (condition === null) return wholeList(entity);
          queries[`q${index}`] =
            `select * from ${entity} where ${condition} and ${also} maxresults ${PAGE_SIZE}`;
        }
        const found = Object.values(await client.batch(queries)).flat();
        if (found.length >= BATCH_ROWS_MAX) return wholeList(entity);
        rows.push(...found);
      }
      return rows;
    },
  };
}

async function readWhole(client: Client, entity: Listed): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    const start = page * PAGE_SIZE + 1;
    const where = `where Active in (true,false) orderby Id startposition ${start} maxresults ${PAGE_SIZE}`;
    const found = await client.query(`${entity}s`, where);
    rows.push(...found);
    if (found.length < PAGE_SIZE) return rows;
  }
  throw new PdqbError("refused", `QuickBooks has over 100,000 entries in its ${entity} list.`, {
    reason:
      "A name without letters of the Latin alphabet cannot be asked for, and so long a list is not read through.",
    next: [
      `pdqb ${entity === "Item" ? "product" : "customer"} search "<part of the name in Latin letters>"`,
    ],
  });
}
