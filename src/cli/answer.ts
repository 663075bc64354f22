/** How a command's answer reaches stdout: JSON, a table in one of its faces, or words. One place decides which. */
import { PdqbError } from "../domain/errors.ts";
import { type AnswerTable, type TableFace, tableOf } from "./column.ts";
import type { GlobalFlags } from "./command.ts";
import { fitLines } from "./fit.ts";
import type { Io } from "./io.ts";
import { keep, selectFields, unknownFields, writeJson } from "./json.ts";
import { jsonWithProfile, withProfile } from "./next-command.ts";
import { loadPainter, type Paint, paint } from "./paint.ts";
import { dropControls } from "./text.ts";

export type Answer = {
  /** The whole answer as a value; what `--json` prints. */
  json: unknown;
  /** The answer in words, for a terminal or a pipe, where there is no table. */
  text?(paint: Paint, width: number): string;
  /** The words are for a shell or another program, and are not broken to fit a terminal as all others are. */
  isExact?: boolean;
  table?: AnswerTable;
  /** Said on stderr when the table has no rows. */
  empty?: string;
  /** Said on stderr after the answer, not with --quiet. */
  note?: string;
  /** Names that `--fields` takes although an empty list shows none. */
  fields?: readonly string[];
};

type OutputFlags = Pick<
  GlobalFlags,
  "json" | "fields" | "quiet" | "csv" | "columns" | "effect" | "dryRun"
> &
  Partial<Pick<GlobalFlags, "profile">>;

/** Prints the answer once. Throws usage if `--fields` names what is not there, unless something has been written already. */
export async function showAnswer(io: Io, globals: OutputFlags, answer: Answer): Promise<void> {
  if (globals.json || globals.fields !== null) await showJson(io, globals, answer);
  else if (answer.table) await showTable(io, globals, answer);
  else await showText(io, globals, answer);
  if (isCutTable(globals, answer)) await say(io, "There are more: give --limit a larger number.");
  if (answer.note !== undefined && !globals.quiet)
    await say(io, withProfile(answer.note, globals.profile));
}

/** Rows alone would be taken for all there are. The JSON of a list says in `complete` whether they are. */
function isCutTable(globals: OutputFlags, { json, table }: Answer): boolean {
  if (!table || globals.quiet || globals.json || globals.fields !== null) return false;
  return typeof json === "object" && json !== null && "complete" in json && !json.complete;
}

/** A line of talk on stderr. */
export async function say(io: Io, text: string): Promise<void> {
  const painter = await loadPainter(io.errColor);
  const safe = dropControls(text);
  io.err(`${painter(io.errIsTerminal ? fitLines(safe, io.width) : safe)}\n`);
}

async function showJson(
  io: Io,
  globals: OutputFlags,
  { json: value, fields: known }: Answer,
): Promise<void> {
  const { fields } = globals;
  const json = jsonWithProfile(value, globals.profile);
  const isDone = (globals.effect === "writes" || globals.effect === "settings") && !globals.dryRun;
  if (fields === null || !isDone) return writeJson(io, json, fields, known);
  const unknown = unknownFields(json, fields, known);
  if (unknown.length === 0) return writeJson(io, selectFields(json, fields, known), null);
  // What was done must be told, whatever was asked of its telling.
  const rest = fields.filter((field) => !unknown.includes(field));
  await say(io, `--fields: there is no field "${unknown.join('", "')}".`);
  writeJson(io, rest.length === 0 ? json : keep(json, rest), null);
}

async function showTable(io: Io, globals: OutputFlags, answer: Answer): Promise<void> {
  const { table } = answer;
  if (!table) return;
  const { renderTable } = await import("./table.ts");
  const face = await faceFor(io, globals.csv);
  const { rows, columns } = await tableFor(face, globals.columns, { ...answer, table });
  const text = await renderTable(rows, columns, face);
  if (text !== "") io.out(text);
  if (table.rows.length === 0 && answer.empty !== undefined && !globals.quiet) {
    await say(io, answer.empty);
  }
}

/** For people the table as the command draws it, else one with a column for each member of the JSON value. */
async function tableFor(
  { kind }: TableFace,
  columns: string[] | null,
  { table, json, fields: known }: Answer & { table: AnswerTable },
): Promise<AnswerTable> {
  if (kind === "terminal" && columns === null) return table;
  const { chosenColumns, flatTable } = await import("./flat.ts");
  const flat = flatTable(json, { count: table.rows.length, known });
  const flatOrDrawn = flat ? tableOf(flat.rows, flat.columns) : table;
  if (columns === null) return flatOrDrawn;
  return chosenColumns(columns, kind === "terminal" ? [table, flatOrDrawn] : [flatOrDrawn]);
}

async function faceFor(io: Io, csv: boolean): Promise<TableFace> {
  if (csv) return { kind: "csv" };
  if (!io.outIsTerminal) return { kind: "tsv" };
  return { kind: "terminal", width: io.width, painter: await loadPainter(io.color) };
}

async function showText(io: Io, globals: OutputFlags, answer: Answer): Promise<void> {
  if (globals.csv) {
    throw new PdqbError("usage", "--csv: this answer has no rows.", { next: ["--json"] });
  }
  const words = answer.text?.(paint, io.width);
  const text = words && withProfile(words, globals.profile);
  if (text === undefined) return writeJson(io, answer.json, null);
  if (text === "") return;
  const painter = await loadPainter(io.color);
  const safe = dropControls(text.endsWith("\n") ? text : `${text}\n`);
  io.out(painter(io.outIsTerminal && !answer.isExact ? fitLines(safe, io.width) : safe));
}
