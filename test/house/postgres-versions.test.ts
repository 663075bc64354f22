// What PostgreSQL has had since 13 is enough for a shared ledger: none of its later words stands in a statement of ours.
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const STORAGE = new URL("../../src/adapters/storage/", import.meta.url);

/** From the release notes of 14 to 17: https://www.postgresql.org/docs/release/ */
const LATER =
  /\b(merge into|nulls not distinct|date_bin|string_to_table|multirange|unistr|bit_count|search (?:breadth|depth) first|regexp_(?:count|like|substr|instr)|any_value|is json|json_(?:arrayagg|objectagg|table|scalar|serialize)|random_normal|security_invoker|merge_action|transaction_timeout|without overlaps)\b/i;

it("of PostgreSQL newer than 13 nothing is used", () => {
  const files = ["postgres/", "ledger/"].flatMap((folder) =>
    readdirSync(new URL(folder, STORAGE)).map((name) => new URL(`${folder}${name}`, STORAGE)),
  );
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((file) => LATER.exec(readFileSync(file, "utf8"))?.[0] ?? []);
  expect(found).toEqual([]);
});
