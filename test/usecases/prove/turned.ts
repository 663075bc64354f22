/** Each reading that the practice services can take beside the one that pdqb takes for true. */

import { pipedriveSettings } from "../../../src/practice/pipedrive/settings.ts";
import { quickbooksSettings } from "../../../src/practice/quickbooks/settings.ts";
import { ASSUMPTIONS } from "../../../src/usecases/prove/registry.ts";

export type Turn = {
  id: string;
  practice: string;
  value: string;
  /** What has to be so beside it for the experiment to be possible. */
  with?: Record<string, string>;
};

/** Values of settings that take any figure or word. */
const ANY: Record<string, string[]> = {
  "quickbooks.query_lag_seconds": ["2"],
  "quickbooks.void_word": ["Annullato"],
  "quickbooks.custom_field_length": ["60", "20"],
  "pipedrive.search_lag_seconds": ["0"],
};

const WITH: Record<string, Record<string, string>> = {
  "quickbooks.auto_generate": { "quickbooks.custom_txn_numbers": "on" },
  "quickbooks.closed_books": { "quickbooks.book_close_date": "2020-01-31" },
  "pipedrive.installments_refusal": { "pipedrive.plan": "lite" },
};

/** Needs books of the US, or a profile with an API token: tried in companies of their own. */
const ELSEWHERE = ["Q15", "P18"];

export const TURNS: Turn[] = ASSUMPTIONS.flatMap(({ id, practice, expected, others }) => {
  if (practice === undefined || ELSEWHERE.includes(id)) return [];
  const values = others === "any" ? (ANY[practice] ?? []) : others;
  const extra = WITH[practice];
  return values
    .filter((value) => value !== expected && takes(practice, value))
    .map((value) => ({ id, practice, value, ...(extra && { with: extra }) }));
});

/** A reading that the practice services cannot take is only the real service's. */
function takes(practice: string, value: string): boolean {
  const all: Record<string, { default: string; about: string }> = {
    ...quickbooksSettings,
    ...pipedriveSettings,
  };
  const about = all[practice]?.about ?? "";
  return ANY[practice] !== undefined || new RegExp(`\\b${value}\\b`).test(about);
}

/** All of them as the practice services begin. */
export const STANDARD: Record<string, string> = Object.fromEntries(
  TURNS.flatMap(({ practice, with: extra = {} }) => [practice, ...Object.keys(extra)]).map(
    (name) => {
      const all: Record<string, { default: string }> = {
        ...quickbooksSettings,
        ...pipedriveSettings,
      };
      return [name, all[name]?.default ?? ""];
    },
  ),
);
