/** A planned run, shown before anything of it is billed. */
import { fitLines } from "../../cli/fit.ts";
import { loadPainter, paint } from "../../cli/paint.ts";
import type { Run, RunRow } from "../../domain/run/run.ts";
import type { PlannedRun } from "../../usecases/runs/run-input.ts";
import type { Context } from "../context.ts";
import { callsOf, runJson } from "../views/run.ts";
import { changesJson, changesText, runText } from "../views/run-text.ts";

/** As the answer. */
export async function showRun(
  { show, ports }: Context,
  { run, rows, changes }: PlannedRun,
  { outcome, note }: { outcome?: string; note?: string } = {},
): Promise<void> {
  await show({
    json: {
      ...(outcome && { outcome }),
      ...runJson(run, rows, await callsOf(ports)),
      ...(changes && { changes: changesJson(changes) }),
    },
    text: (paint) => runText(run, rows, paint) + (changes ? changesText(run, changes, paint) : ""),
    ...(note !== undefined && { note }),
  });
}

/** Ahead of the question whether it is to be billed. */
export async function showAhead({ io, globals }: Context, run: Run, rows: RunRow[]): Promise<void> {
  const isAsked = io.canAsk && !globals.yes;
  if (!isAsked && (globals.quiet || globals.json)) return;
  const painter = await loadPainter(io.errColor);
  const text = runText(run, rows, paint);
  io.err(painter(io.errIsTerminal ? fitLines(text, io.width) : text));
}
