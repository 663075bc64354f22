import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Assumption } from "../../usecases/prove/assumption.ts";
import { keepFindings, proofFile } from "../../usecases/prove/keep-findings.ts";
import { chosenAssumptions } from "../../usecases/prove/registry.ts";
import { costOf, type ProofRun, runProof } from "../../usecases/prove/run-proof.ts";
import { type Context, defineCommand } from "../context.ts";
import { confirmOverLink, fileFlags, modeOf } from "../details/output-file.ts";
import { cleanProofs, MAY_STILL_COME } from "./clean.ts";
import { assumptionsAnswer, costText, resultsAnswer } from "./views.ts";

/** Asks the connected companies what the documentation of both services leaves open (docs/before-real-books.md). */
export const prove = defineCommand({
  name: "prove",
  summary: "Ask a sandbox what the services' documentation leaves open",
  description: `Runs experiments in a QuickBooks sandbox company and in a Pipedrive company
that you name, or on the practice services; never in a production company.
Everything it makes is called "pdqb proof …" and is removed at the end.`,
  effect: "writes",
  flags: {
    list: flag.switch("List the assumptions and ask nothing"),
    service: flag.choice("Only assumptions about one service", ["quickbooks", "pipedrive"]),
    only: flag.text("Only these assumptions", { value: "Q7,P12" }),
    long: flag.switch("Also those that wait, such as half an hour for a request id"),
    pipedriveCompany: flag.text("The Pipedrive company to write to, by its name", {
      value: "name",
    }),
    keep: flag.switch("Leave what was made, until prove --clean"),
    clean: flag.switch("Remove what an earlier proof left behind"),
    output: flag.text("Write the results to a file, without any names", { value: "file" }),
    ...fileFlags,
  },
  examples: [
    "pdqb prove --list",
    "pdqb prove --output proof.json",
    "pdqb prove --service quickbooks --only Q35,Q43",
    "pdqb prove --clean",
  ],
  async run(context, { flags }) {
    const { globals, show, progress, sending, ports } = context;
    const only = (flags.only ?? "")
      .split(",")
      .map((id) => id.trim())
      .filter(Boolean);
    const assumptions = chosenAssumptions({
      ...{ service: flags.service, only },
      long: flags.long || flags.list,
    });
    // A name that was mistyped is refused here as everywhere.
    await context.profileName();
    if (flags.list) return show(assumptionsAnswer(assumptions));
    const profile = await context.connected();
    refuseRealBooks(profile, assumptions);
    if (flags.clean) return cleanProofs(context);
    const cost = costOf(assumptions);
    if (globals.dryRun)
      return show({
        json: { outcome: "planned", cost },
        text: () => `${costText(cost, assumptions.length, profile)}\n`,
      });
    if (flags.output !== undefined) await confirmOverLink(context, flags.output, flags);
    await agreed(context, { profile, assumptions, named: flags.pipedriveCompany });
    const run = await progress.counting("Asking", (count) =>
      sending(() =>
        runProof(ports, {
          ...{ assumptions, keep: flags.keep, step: sending, progress: count },
          usesToken: profile.pipedrive.method === "token",
        }),
      ),
    );
    await keepFindings(ports, await context.profileName(), run.results);
    if (flags.output !== undefined) {
      const text = `${JSON.stringify(proofFile(profile, run.results), undefined, 2)}\n`;
      await ports.files.replace(flags.output, text, modeOf(flags));
    }
    await show(resultsAnswer(run, assumptions));
    finish(run, flags.keep);
  },
});

/** No flag changes it. */
function refuseRealBooks(profile: PinnedProfile, assumptions: readonly Assumption[]): void {
  if (profile.environment !== "production") return;
  const asksBooks = assumptions.some(({ service }) => service === "quickbooks");
  throw new PdqbError("refused", "Nothing is tried out in a production company.", {
    reason: `${asksBooks ? profile.quickbooks.companyName : profile.pipedrive.companyName} belongs to a profile with real books.`,
    next: ["pdqb connect quickbooks --environment sandbox --profile sandbox"],
  });
}

/** The Pipedrive company has no environment: the operator names it. */
async function agreed(
  { ask, globals, say }: Context,
  {
    profile,
    assumptions,
    named,
  }: { profile: PinnedProfile; assumptions: readonly Assumption[]; named: string | undefined },
): Promise<void> {
  const company = profile.pipedrive.companyName;
  await say(costText(costOf(assumptions), assumptions.length, profile));
  const writesDeals = assumptions.some(({ service }) => service === "pipedrive");
  if (profile.environment !== "practice" && writesDeals) {
    const given =
      named ??
      (await ask.text(`Deals will be made in Pipedrive. Type the company's name (${company})`, {
        flag: "--pipedrive-company <name>",
      }));
    if (given.trim() !== company)
      throw new PdqbError("refused", "Nothing was asked: that is not the connected company.", {
        reason: `The profile is connected to ${company}.`,
        next: ["pdqb prove --service quickbooks"],
      });
  }
  await ask.confirmOrStop("Begin?", { flag: "--yes", given: globals.yes });
}

function finish(run: ProofRun, keep: boolean): void {
  const { results, left, stopped, uncleaned, settled } = run;
  const isLeft = left.length > 0 || uncleaned !== null;
  const clean = isLeft || keep || !settled ? ["pdqb prove --clean"] : [];
  const found = foundText(results);
  if (stopped !== null)
    throw new PdqbError("partial", `Stopped after ${results.length} assumptions.`, {
      reason: [
        stopped.message,
        isLeft ? NOT_REMOVED : keep ? "What was made is left." : "What was made is removed.",
        ...(settled ? [] : [MAY_STILL_COME]),
      ],
      next: [...clean, "pdqb prove"],
    });
  if (found !== "" || isLeft)
    throw new PdqbError("partial", found || NOT_REMOVED, {
      ...(isLeft && { reason: uncleaned?.message ?? NOT_REMOVED }),
      next: [...clean, "pdqb config list"],
    });
}

const NOT_REMOVED = "Not everything that was made could be removed.";

/** `2 assumptions do not hold in this company, 1 is unclear.`; empty where there are none. */
function foundText(results: ProofRun["results"]): string {
  const count = (of: string) => results.filter(({ outcome }) => outcome === of).length;
  const assumptions = (number: number) => `${number} assumption${number === 1 ? "" : "s"}`;
  const [others, unclear] = [count("other"), count("unclear")];
  const isUnclear = unclear === 1 ? "is unclear" : "are unclear";
  if (others === 0) return unclear > 0 ? `${assumptions(unclear)} ${isUnclear}.` : "";
  const more = unclear > 0 ? `, ${unclear} ${isUnclear}` : "";
  return `${assumptions(others)} ${others === 1 ? "does" : "do"} not hold in this company${more}.`;
}
