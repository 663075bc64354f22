import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { defineCommand } from "../context.ts";
import { modeFlag, modeOf } from "../details/output-file.ts";
import { historyView } from "../views/history.ts";

export const historyExport = defineCommand({
  name: "export",
  summary: "Export the whole history with its hashes, one JSON object per line",
  description: `Keep it elsewhere: its hashes prove later what the ledger said.`,
  effect: "local",
  flags: {
    output: flag.text("File to write, or - for stdout", { value: "path" }),
    mode: modeFlag,
  },
  examples: [
    "pdqb history export --output history.jsonl",
    "pdqb history export --output - > history.jsonl",
  ],
  async run({ ports, connected, show, io }, { flags: { output = "-", mode } }) {
    await connected();
    if (output !== "-" && (await ports.files.kind(output)) !== "nothing")
      throw new PdqbError("refused", `There is a file ${output} already.`, {
        next: ["pdqb history export --output <another path>"],
      });
    const lines: string[] = [];
    let rows = 0;
    for await (const page of ports.ledger.historyPages()) {
      const text = page.map((row) => `${JSON.stringify(historyView(row))}\n`).join("");
      rows += page.length;
      if (output === "-") io.out(text);
      else lines.push(text);
    }
    if (output === "-") return;
    await ports.files.replace(output, lines.join(""), modeOf({ mode }));
    await show({
      json: { path: output, rows },
      text: () => `${counted(rows, "row")} written to ${clean(output)}.\n`,
    });
  },
});
