import { type Column, tableOf } from "../../cli/column.ts";
import { listed } from "../../cli/flat.ts";
import { money } from "../../cli/format.ts";
import { localDay } from "../../cli/when.ts";
import { listedRows, type Run, type RunRow } from "../../domain/run/run.ts";
import { defineCommand } from "../context.ts";
import { countsOf, RUN_FIELDS, runHead, totalsOf } from "../views/run.ts";

type Listed = { run: Run; rows: RunRow[] };

const sumsOf = ({ rows }: Listed, kind: "ready" | "created") =>
  totalsOf(rows)
    .filter((one) => !one[kind].isZero())
    .map((one) => money(one[kind], one.currency))
    .join(", ");

const COLUMNS: readonly Column<Listed>[] = [
  { key: "name", title: "Run", value: ({ run }) => run.name },
  { key: "state", title: "State", value: ({ run }) => run.state },
  {
    key: "invoices",
    title: "Invoices",
    align: "right",
    value: ({ run, rows }) => String(listedRows(run, rows).length),
  },
  {
    key: "created",
    title: "Created",
    align: "right",
    value: ({ rows }) => String(countsOf(rows).created + countsOf(rows).sent),
  },
  {
    key: "amount",
    title: "Amount created",
    value: (one) => sumsOf(one, "created"),
    grow: true,
    optional: true,
  },
  {
    key: "ready",
    title: "Still ready",
    value: (one) => sumsOf(one, "ready"),
    grow: true,
    optional: true,
  },
  {
    key: "planned_by",
    title: "Planned by",
    value: ({ run }) => run.planned.by.name,
    grow: true,
    optional: true,
  },
  {
    key: "approved_by",
    title: "Approved by",
    value: ({ run }) => run.approved?.by.name ?? "",
    grow: true,
    optional: true,
  },
  {
    key: "created_at",
    title: "Planned",
    value: ({ run }) => run.createdAt,
    terminal: ({ run }) => localDay(run.createdAt),
  },
];

const ROWS = { fields: RUN_FIELDS, json: ({ run, rows }: Listed) => runHead(run, rows) };

export const runList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List runs, the newest first",
  effect: "local",
  isList: true,
  flags: {},
  examples: ["pdqb run list", "pdqb run list --json"],
  async run({ ports, connected, globals, show }) {
    await connected();
    const runs = await ports.ledger.runs();
    const limited = globals.sort === undefined ? runs.slice(0, globals.limit ?? runs.length) : runs;
    const found = await Promise.all(
      limited.map(async (run) => ({ run, rows: await ports.ledger.runRows(run.name) })),
    );
    const shown = listed(found, ROWS, globals);
    await show({
      json: {
        runs: shown.map(ROWS.json),
        complete: shown.length === runs.length,
      },
      table: tableOf(shown, COLUMNS),
      fields: ROWS.fields,
      empty: "No runs yet.",
    });
  },
});
