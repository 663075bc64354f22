/** A run by its name, and the name of a new one. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { Run, RunSelection, RunState } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";

type FindPorts = Pick<Ports, "ledger">;

const isOpen = ({ state }: Run) => state !== "finished" && state !== "cancelled";

/** Without a name the newest that is not finished. Throws not_found; refused for a run of another pair of companies. */
export async function runNamed({ ledger }: FindPorts, name: string | undefined): Promise<Run> {
  if (name === undefined) {
    const newest = (await ledger.runs()).find(isOpen);
    if (newest) return newest;
    throw new PdqbError("not_found", "There is no unfinished run.", {
      next: ["pdqb run plan --won <YYYY-MM>", "pdqb run list"],
    });
  }
  const run = await ledger.run(name);
  if (run) return run;
  if (await ledger.isRunElsewhere(name))
    throw new PdqbError("refused", `Run ${name} belongs to another pair of companies.`, {
      reason: "This profile is connected to other companies than those it was planned for.",
      next: [`pdqb run view ${name} --profile <name>`],
    });
  throw new PdqbError("not_found", `There is no run ${name}.`, { next: ["pdqb run list"] });
}

/** What another pdqb does with a run in a moment is waited for; what takes minutes is not. */
const TURN_MS = 3_000;

/** Planning, changing and applying of one run come one after the other. Throws unavailable while another pdqb is at it. */
export function inTurn<T>({ ledger }: FindPorts, name: string, work: () => Promise<T>): Promise<T> {
  const busy = async (holder = "another pdqb") => inUse(name, holder, await ledger.run(name));
  return ledger.exclusive(`run/${name}`, work, { waitMs: TURN_MS, busy });
}

/** Who began to apply it may be somebody before the holder: both are said. */
function inUse(name: string, holder: string, run: Run | undefined): PdqbError {
  const begun = run?.state === "applying" && run.applied;
  return new PdqbError("unavailable", `Nothing was done: run ${name} is being worked on.`, {
    reason: [
      `It is in use by ${holder}.`,
      ...(begun ? [`${begun.by.name}, ${begun.by.system}, began to apply it at ${begun.at}.`] : []),
    ],
    next: [`pdqb run view ${name}`],
  });
}

/** Throws refused for a run that is over. `what`: what is to be done with it. */
export async function openRunNamed(
  ports: FindPorts,
  name: string | undefined,
  what: string,
): Promise<Run> {
  const run = await runNamed(ports, name);
  if (isOpen(run)) return run;
  const state: RunState = run.state;
  throw new PdqbError("refused", `Run ${run.name} is ${state} and cannot be ${what}.`, {
    next: [`pdqb run view ${run.name}`],
  });
}

/** The run as it is now, for planning it again. `before`: as it was when it was asked for. Throws refused where it is over, or new. */
export async function runPlannedAgain(
  ports: FindPorts,
  { name, before }: { name: string; before?: Run | undefined },
): Promise<Run | undefined> {
  const now = await ports.ledger.run(name);
  if (now && !before) throw plannedMeanwhile(now);
  return now && openRunNamed(ports, name, "planned again");
}

function plannedMeanwhile({ name }: Run): PdqbError {
  return new PdqbError("refused", `Run ${name} was planned by another pdqb at this moment.`, {
    next: [`pdqb run view ${name}`, `pdqb run plan ${name}`],
  });
}

type NewName = { name: string; before: Run | undefined };

/**
 * What was given, else the month if it was planned for one, else the day and a letter. A run of the same name and selection that is
 * not over is planned again; another one keeps its name, and the new one gets a letter.
 */
export async function nameFor(
  { ledger }: FindPorts,
  {
    given,
    month,
    today,
    selection,
  }: {
    given: string | undefined;
    month: string | undefined;
    today: CalendarDate;
    selection: RunSelection;
  },
): Promise<NewName> {
  const wanted = given ?? month;
  if (wanted !== undefined) {
    const there = await ledger.run(wanted);
    if (!there) return { name: wanted, before: undefined };
    if (isOpen(there) && isSame(there.selection, selection)) return { name: wanted, before: there };
    if (given !== undefined)
      throw new PdqbError("usage", `There is a run ${given} already.`, {
        reason: isOpen(there)
          ? "It was planned for other deals."
          : `It is ${there.state}, and is kept.`,
        next: [
          `--name ${await freeName(ledger, given)}`,
          ...(isOpen(there) ? [`pdqb run plan ${given}`] : []),
        ],
      });
  }
  const first = wanted === undefined ? 0 : 1;
  return { name: await freeName(ledger, wanted ?? today, first), before: undefined };
}

/** The day or month, and the first letter that is free: `2026-11b`; behind z comes aa. `first`: 0 from a on, 1 from b on. */
async function freeName(ledger: FindPorts["ledger"], base: string, first = 1): Promise<string> {
  const taken = new Set((await ledger.runs()).map(({ name }) => name));
  for (let at = first; ; at += 1) {
    const name = `${base}${lettersOf(at)}`;
    if (!taken.has(name)) return name;
  }
}

/** As the columns of a spreadsheet. */
function lettersOf(at: number): string {
  const letter = String.fromCharCode("a".charCodeAt(0) + (at % 26));
  return at < 26 ? letter : `${lettersOf(Math.floor(at / 26) - 1)}${letter}`;
}

/** `--late` may be added to a run. */
function isSame(one: RunSelection, other: RunSelection): boolean {
  const plain = ({ late: _late, ...rest }: RunSelection) =>
    JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  return plain(one) === plain(other);
}
