import { flag, under } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { parseDecimal } from "../../domain/money/money.ts";
import type { RunLimits } from "../../domain/run/limits.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { openRunNamed } from "../../usecases/runs/find-run.ts";
import { defineCommand } from "../context.ts";
import { applyShownRun } from "../details/apply-run.ts";

type Flags = { send: boolean; maxInvoices: number | undefined; maxTotal: string[] };

export const runApply = defineCommand({
  name: "apply",
  summary: "Create the invoices of a run, each exactly once",
  description: `Reads the deals once more. What is no longer as it was reviewed is left out and
listed. Stopped for whatever reason, the same command goes on where it stopped.`,
  effect: "writes",
  arguments: [
    { name: "run", summary: "Default: the newest that is not finished", required: false },
  ],
  flags: {
    send: flag.switch("E-mail each invoice if QuickBooks' totals match the plan"),
    ...under("Limits", {
      maxInvoices: flag.integer("Stop before creating more than this many invoices", {
        value: "n",
      }),
      maxTotal: flag.repeatable("Stop before creating more than this: 50000, or '50000 EUR'", {
        value: "amount",
      }),
    }),
    jsonLines: flag.switch("Print a JSON object for each deal as it happens"),
  },
  fields: ["run", "deals", "missing", "calls"],
  examples: [
    "pdqb run apply 2026-11",
    "pdqb run apply 2026-11 --send",
    "pdqb run apply --max-total '50000 EUR' --yes --json",
  ],
  async run(context, { args: [name], flags }) {
    const { globals, connected, ports } = context;
    if (flags.jsonLines && globals.json)
      throw new PdqbError("usage", "--json and --json-lines cannot be combined.", {
        next: [linesCommand(name, flags, globals.yes)],
      });
    const limits = limitsOf(flags.maxInvoices, flags.maxTotal);
    const profile = await connected();
    const run = await openRunNamed(ports, name, "applied");
    const { send, jsonLines } = flags;
    await applyShownRun(context, profile, run, { send, limits, jsonLines });
  },
});

/** As typed, without --json. */
function linesCommand(name: string | undefined, flags: Flags, yes: boolean): string {
  const { send, maxInvoices, maxTotal } = flags;
  const words = [
    ...(name === undefined ? [] : [shellWord(name)]),
    ...(send ? ["--send"] : []),
    ...(maxInvoices === undefined ? [] : [`--max-invoices ${maxInvoices}`]),
    ...maxTotal.map((amount) => `--max-total ${shellWord(amount)}`),
    ...(yes ? ["--yes"] : []),
  ];
  return ["pdqb run apply", ...words, "--json-lines"].join(" ");
}

function limitsOf(invoices: number | undefined, totals: string[]): RunLimits {
  if (invoices !== undefined && invoices < 1)
    throw new PdqbError("usage", "--max-invoices must be at least 1.", {
      next: ["--max-invoices 1"],
    });
  return {
    invoices,
    totals: totals.map((text) => {
      const [, number = "", currency = null] =
        /^(\d[\d,']*(?:\.\d+)?)\s*([A-Za-z]{3})?$/.exec(text.trim()) ?? [];
      const amount = parseDecimal(number.replace(/[,']/g, ""));
      if (amount === undefined)
        throw new PdqbError("usage", `--max-total must be an amount; got "${text}".`, {
          next: ["--max-total 50000", "--max-total '50000 EUR'"],
        });
      return { amount, currency: currency?.toUpperCase() ?? null };
    }),
  };
}
