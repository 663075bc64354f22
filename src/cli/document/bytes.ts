/** Which face a document has: by the end of the file's name. */
import { PdqbError } from "../../domain/errors.ts";
import { withoutKnownSecrets } from "../../domain/redact.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { Part, PdqbDocument } from "./document.ts";

/** The file's bytes, by the end of its name: .html, .xlsx or .csv. Throws usage for another, or where `table` names no part. */
export async function documentBytes(
  document: PdqbDocument,
  path: string,
  table?: string,
): Promise<Uint8Array> {
  const [, kind] = /\.(html|xlsx|csv)$/i.exec(path) ?? [];
  switch (kind?.toLowerCase()) {
    case "html":
      return withoutSecrets(await (await import("./page.ts")).pageOf(document));
    case "xlsx":
      return (await import("./workbook.ts")).workbookOf(document);
    case "csv":
      return withoutSecrets(await csvOf(onePart(document, table)));
    default:
      throw new PdqbError(
        "usage",
        `--output "${path}": the name has to end in .html, .xlsx or .csv.`,
        { next: [`--output ${shellWord(`${path.replace(/\.[a-z]*$/i, "")}.html`)}`] },
      );
  }
}

const withoutSecrets = (text: string) => Buffer.from(withoutKnownSecrets(text), "utf8");

function onePart({ parts }: PdqbDocument, name: string | undefined): Part {
  const [only, ...more] = parts;
  const part =
    name === undefined && more.length === 0 ? only : parts.find((one) => one.name === name);
  if (part) return part;
  const names = parts.map((one) => one.name).join(", ");
  throw new PdqbError(
    "usage",
    name === undefined
      ? "A CSV file holds one table: --table says which."
      : `There is no table "${name}".`,
    { reason: `The tables are ${names}.`, next: [`--table ${only?.name}`] },
  );
}

async function csvOf({ rows, columns, totals = 0 }: Part): Promise<string> {
  const { renderTable } = await import("../table.ts");
  const own = totals === 0 ? rows : rows.slice(0, -totals);
  return renderTable(own, withCurrencies(columns), { kind: "csv" });
}

/** A CSV has no format: the currency of the amounts stands in a column of its own, unless there is one already. */
function withCurrencies(columns: Part["columns"]): Part["columns"] {
  const [amount] = columns.filter(({ currency }) => currency !== undefined);
  if (!amount?.currency || columns.some(({ key }) => key === "currency")) return columns;
  const { currency } = amount;
  return [...columns, { key: "currency", title: "Currency", kind: "text", value: currency }];
}
