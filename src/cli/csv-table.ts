/** The rows of a CSV file, as spreadsheets of any country write them. */
import { PdqbError, SAME_COMMAND } from "../domain/errors.ts";

/** By commas, semicolons or tabs, whichever the header has. Throws usage for what is no CSV, and for another encoding. */
export async function csvTable(text: string): Promise<string[][]> {
  // Another encoding would put wrong letters into the books.
  if (/[\0\uFFFD]/.test(text))
    throw new PdqbError("usage", "The CSV is not encoded as UTF-8.", {
      reason: 'Save it as "CSV UTF-8", and run the command again.',
      next: [SAME_COMMAND],
    });
  const { parse, CsvError } = await import("csv-parse/sync");
  try {
    const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true };
    return parse(text, { ...options, delimiter: delimiterOf(text) });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new PdqbError("usage", "The CSV cannot be read.", {
      reason: `${error.message}. Correct the file, and run the command again.`,
      next: [SAME_COMMAND],
    });
  }
}

function delimiterOf(text: string): string {
  const [header = ""] = text.split(/\r?\n/, 1);
  return ["\t", ";"].find((one) => header.includes(one)) ?? ",";
}
