import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { Run, RunFlags, RunSelection } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../usecases/plan/plan-reading.ts";
import { nameFor, openRunNamed } from "../../usecases/runs/find-run.ts";
import { planRun } from "../../usecases/runs/plan-run.ts";
import { presetNamed } from "../../usecases/setup/presets.ts";
import { type Context, defineCommand } from "../context.ts";
import { createFlags } from "../details/create-flags.ts";
import { dealId } from "../details/deal-reference.ts";
import { withPreset } from "../details/detail-flags.ts";
import { toInput } from "./row-input.ts";
import { type SelectionFlags, selectionFlags, selectionOf } from "./selection-flags.ts";
import { callsOf, runJson, runText } from "./views.ts";

const EACH = { group: "Every invoice" };
const DETAILS = [
  "date",
  "terms",
  "tax",
  "taxCode",
  "memo",
  "note",
  "po",
  "customField",
  "class",
  "location",
  "cc",
  "bcc",
  "updateCustomer",
  "recurring",
  "preset",
] as const;

const details = Object.fromEntries(
  DETAILS.map((name) => [name, { ...createFlags[name], ...EACH }]),
) as Pick<typeof createFlags, (typeof DETAILS)[number]>;

export const runPlan = defineCommand({
  name: "plan",
  summary: "Plan invoices for many deals, to be reviewed and billed together",
  description: `Reads the deals in few calls, plans each as \`pdqb invoice create --dry-run\` does, and
keeps the plans. Nothing is written to either service. Without flags the newest
run that is not finished is planned again. Only won deals are taken, but for
--deals and --from.`,
  effect: "settings",
  arguments: [{ name: "run", summary: "Plan this run again", required: false }],
  flags: {
    ...selectionFlags,
    name: flag.text("Name of the run (default: its month, or the day)", { value: "name" }),
    ...details,
  },
  fields: ["run", "deals", "missing", "calls"],
  examples: [
    "pdqb run plan --won 2026-11",
    "pdqb run plan --due 2026-11",
    "pdqb run plan --from november.csv --terms 'Net 30'",
    "pdqb run plan",
  ],
  async run(context, { args: [name], flags }) {
    const { ports, connected, progress, show, globals } = context;
    const profile = await connected();
    const wanted = await wantedRun(context, profile, name, flags);
    const { run, rows } = await progress.counting(`Planning run ${wanted.name}`, (count) =>
      planRun(ports, { ...wanted, profile, toInput, save: !globals.dryRun, onProgress: count }),
    );
    const isReady = rows.some(({ state }) => state === "ready");
    await show({
      json: runJson(run, rows, await callsOf(ports)),
      text: (paint) => runText(run, rows, paint),
      ...(globals.dryRun
        ? {}
        : { note: `Next: ${isReady ? `pdqb run view ${run.name}` : `pdqb run mend ${run.name}`}` }),
    });
  },
});

type Flags = SelectionFlags & { name?: string | undefined; preset?: string | undefined };
type Wanted = {
  name: string;
  selection: RunSelection;
  flags: RunFlags;
  before: Run | undefined;
};

async function wantedRun(
  context: Context,
  profile: PinnedProfile,
  name: string | undefined,
  flags: Flags,
): Promise<Wanted> {
  const { ports, today } = context;
  const rows = flags.from === undefined ? undefined : await rowsFrom(context, profile, flags.from);
  const found = selectionOf(flags, profile, rows);
  const given = await detailsOf(context, flags);
  if (!found || name !== undefined) {
    if (found || flags.name !== undefined)
      throw new PdqbError("usage", "A run that is planned again keeps its deals and its name.", {
        next: ["pdqb run plan --won 2026-11", `pdqb run plan ${name ?? "<run>"}`],
      });
    const before = await openRunNamed(ports, name, "planned again");
    return {
      name: before.name,
      selection: before.selection,
      flags: { ...before.flags, ...given },
      before,
    };
  }
  if (flags.name !== undefined && !/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u.test(flags.name))
    throw new PdqbError("usage", `--name "${flags.name}" is not a name of a run.`, {
      reason: "It takes up to 40 letters, digits, dots, dashes and underscores.",
    });
  const { selection, month } = found;
  const named = await nameFor(ports, {
    given: flags.name,
    month,
    today: await today(),
    selection,
  });
  return { ...named, selection, flags: given };
}

async function rowsFrom({ ports, io }: Context, profile: PinnedProfile, path: string) {
  const { csvRows } = await import("./csv-rows.ts");
  const text = path === "-" ? await io.readInput() : await ports.files.read(path);
  return csvRows(text, (deal) => dealId(deal, profile));
}

/** What was given, as typed, over the preset. */
async function detailsOf(context: Context, flags: Flags): Promise<RunFlags> {
  const all: Record<string, unknown> = { ...flags };
  const own = Object.fromEntries(DETAILS.map((name) => [name, all[name]]));
  const merged =
    flags.preset === undefined
      ? own
      : withPreset(
          own,
          await presetNamed(context.ports, await context.profileName(), flags.preset),
        );
  const { preset: _preset, send: _send, ...rest } = merged as Record<string, unknown>;
  const given = Object.entries(rest).filter(
    ([, value]) => value !== undefined && value !== false && !isEmpty(value),
  );
  return Object.fromEntries(given) as RunFlags;
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
