/** The file that `pdqb prove --output` wrote, as the practice services take it. */
import { PdqbError } from "../../domain/errors.ts";
import { isRow, rowAt, rowsAt, textAt } from "./rows.ts";

/** Settings of the practice services by name. Throws usage for a file that is not a proof, or holds none. */
export function practiceSettingsOf(text: string, path: string): Record<string, string> {
  const settings = rowsAt(parsed(text), "results").flatMap((result) => {
    const setting = rowAt(rowAt(result, "setting"), "practice");
    const name = textAt(setting, "name");
    const value = textAt(setting, "value");
    return /^[a-z_0-9.]+$/.test(name) && /^[\p{L}\p{N}_.,:-]{1,40}$/u.test(value)
      ? [[name, value] as const]
      : [];
  });
  if (settings.length > 0) return Object.fromEntries(settings);
  throw new PdqbError("usage", `${path} is not a result file of pdqb prove.`, {
    reason: "It was not written by pdqb prove --output, or nothing could be tested.",
    next: ["pdqb prove --output proof.json"],
  });
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isRow(value) && value.version === 1 ? value : undefined;
  } catch {
    return undefined;
  }
}
