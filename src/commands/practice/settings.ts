import type { Column } from "../../cli/column.ts";
import { flag } from "../../cli/command.ts";
import { listAnswer } from "../../cli/flat.ts";
import { PdqbError } from "../../domain/errors.ts";
import { practiceSettingsOf } from "../../usecases/prove/read-proof-file.ts";
import { defineCommand } from "../context.ts";

type Row = { name: string; value: string; default: string; about: string };

const COLUMNS: readonly Column<Row>[] = [
  { key: "name", title: "Setting", value: ({ name }) => name },
  { key: "value", title: "Value", value: ({ value }) => value, grow: "last" },
  {
    key: "about",
    title: "What it decides",
    value: ({ about }) => about,
    grow: true,
    optional: true,
  },
];

const ROWS = {
  columns: COLUMNS,
  fields: ["name", "value", "default", "about"],
  json: (row: Row) => row,
};

export const practiceSettings = defineCommand({
  name: "settings",
  aliases: ["set"],
  summary: "Show or change how the practice services behave where the real ones are not documented",
  effect: "local",
  isList: true,
  arguments: [
    { name: "name", summary: "A setting", required: false },
    { name: "value", summary: "Its new value", required: false },
  ],
  flags: {
    from: flag.text("Behave as the real services did in the results of pdqb prove", {
      value: "file",
    }),
  },
  examples: [
    "pdqb practice settings",
    "pdqb practice settings quickbooks.void_with_payment unlink",
    "pdqb practice settings --from proof.json",
  ],
  async run({ ports, globals, show }, { args: [name, value], flags: { from } }) {
    if (name !== undefined && value === undefined)
      throw new PdqbError("usage", `${name} needs a value.`, { next: ["pdqb practice settings"] });
    const proven =
      from === undefined ? undefined : practiceSettingsOf(await ports.files.read(from), from);
    const change = name === undefined ? proven : { ...proven, [name]: value };
    const said = (await ports.practice.steer("settings", change)) as Record<
      string,
      Omit<Row, "name">
    >;
    const all = Object.entries(said).map(([one, rest]) => ({ name: one, ...rest }));
    const asked = all.filter((row) => !name || row.name === name);
    await show(listAnswer("settings", asked, ROWS, globals));
  },
});
