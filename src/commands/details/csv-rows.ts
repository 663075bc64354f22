/** Rows of `run plan --from`: a header with `deal` and any flag of `invoice create` that describes one invoice. */
import { csvTable } from "../../cli/csv-table.ts";
import { expectedDate, isDate, readDate } from "../../cli/date-flags.ts";
import { longFlag } from "../../cli/global-flags.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { PdqbError, SAME_COMMAND } from "../../domain/errors.ts";
import { type RunFlags, type RunSelection, rowName } from "../../domain/run/run.ts";
import { textFault } from "../../domain/text-rule.ts";
import { type CreateFlags, createFlags } from "./create-flags.ts";
import { createInput } from "./create-input.ts";

type Rows = NonNullable<RunSelection["deals"]>;

/** What a run or a person decides, and not a row. */
const NOT_OF_A_ROW = ["deal", "send", "pdf", "expect", "strict", "preset"];
const COLUMNS = new Map(
  Object.keys(createFlags)
    .filter((name) => !NOT_OF_A_ROW.includes(name))
    .map((name) => [longFlag(name).slice(2), name as keyof typeof createFlags]),
);

/** What the cells are read with. */
type Reading = { today: CalendarDate; dealIdOf(text: string): number };

/** Commas, semicolons or tabs. Throws usage with every fault, each with its row, before anything is planned. */
export async function csvRows(text: string, { today, dealIdOf }: Reading): Promise<Rows> {
  const table = await csvTable(text);
  const [header, ...lines] = table;
  if (!header || lines.length === 0)
    throw badFile(
      header ? "The CSV has a header and no rows." : "The CSV is empty.",
      "It takes a header with the column deal, and a row for each invoice.",
    );
  const columns = columnsOf(header);
  const faults: string[] = [];
  const rows = lines.flatMap((cells, index) => {
    try {
      return [rowOf(columns, cells, { today, dealIdOf })];
    } catch (error) {
      if (!(error instanceof PdqbError)) throw error;
      faults.push(`Row ${index + 2}: ${error.message}`);
      return [];
    }
  });
  faults.push(...twice(rows));
  if (faults.length === 0) return rows;
  throw badFile("No run was planned: some rows cannot be used.", ...faults);
}

/** The same command again, once the file is corrected. */
const badFile = (message: string, ...reason: string[]) =>
  new PdqbError("usage", message, {
    reason: [...reason, "Correct the file, and run the command again."],
    next: [SAME_COMMAND],
  });

type Column = "deal" | keyof typeof createFlags;

function columnsOf(header: string[]): Column[] {
  const names = header.map((name) => name.toLowerCase().replaceAll("_", "-").replace(/^--/, ""));
  const unknown = names.filter((name) => name !== "deal" && !COLUMNS.has(name));
  if (unknown.length > 0)
    throw badFile(
      `The CSV has an unknown column: "${unknown.join('", "')}".`,
      `It takes deal, and ${[...COLUMNS.keys()].join(", ")}.`,
    );
  const again = names.find((name, index) => names.indexOf(name) !== index);
  if (again !== undefined) throw badFile(`The CSV has the column "${again}" twice.`);
  if (!names.includes("deal")) throw badFile('The CSV has no column "deal".');
  return names.map((name) => (name === "deal" ? "deal" : (COLUMNS.get(name) as Column)));
}

function rowOf(columns: Column[], cells: string[], { today, dealIdOf }: Reading) {
  if (cells.length > columns.length)
    throw new PdqbError("usage", `it has ${cells.length} cells, the header ${columns.length}.`);
  const flags: RunFlags = {};
  let deal = "";
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (column === "deal") deal = cell;
    else if (cell !== "") setFlag(flags, column, cellOf(column, cell, today));
  }
  if (deal === "") throw new PdqbError("usage", "it names no deal.");
  const dealId = dealIdOf(deal);
  // Whatever a flag refuses is refused here, with its row.
  createInput(flags as Partial<CreateFlags>, dealId);
  return { dealId, flags };
}

function cellOf(
  name: keyof typeof createFlags,
  cell: string,
  today: CalendarDate,
): RunFlags[string] {
  const flag = createFlags[name];
  const { kind, rule, choices, optionalValue } = flag;
  const column = longFlag(name).slice(2);
  const wrong = (what: string) =>
    new PdqbError("usage", `column "${column}" must be ${what}; got "${cell}".`);
  if (kind === "switch" || (optionalValue && YES_OR_NO.test(cell))) {
    if (!YES_OR_NO.test(cell)) throw wrong("yes or no");
    return /^(yes|true)$/i.test(cell);
  }
  if (choices && !choices.includes(cell)) throw wrong(choices.join(" or "));
  if (isDate(flag)) {
    const date = readDate(flag, cell, today);
    if (date === undefined) throw wrong(expectedDate(flag));
    return date;
  }
  const fault = textFault(cell, rule);
  if (fault !== undefined) throw new PdqbError("usage", `column "${column}" ${fault}.`);
  if (kind === "repeatable") return cell.split(/\s*;\s*|\n/).filter((one) => one !== "");
  return cell;
}

const YES_OR_NO = /^(yes|true|no|false)$/i;

/** A switch that is off is as good as not there. */
function setFlag(flags: RunFlags, name: string, value: RunFlags[string]): void {
  if (value !== false) flags[name] = value;
}

/** A deal may stand there for several parts, and for each of them once. */
function twice(rows: Rows): string[] {
  const names = rows.map(rowName);
  return rows.flatMap(({ dealId }, index) => {
    const first = names.indexOf(names[index] ?? "");
    return first === index
      ? []
      : [`Row ${index + 2}: deal ${dealId} stands in row ${first + 2} too.`];
  });
}
