import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Assumption } from "../../usecases/prove/assumption.ts";
import { keepFindings, proofFile } from "../../usecases/prove/keep-findings.ts";
import { chosenAssumptions } from "../../usecases/prove/registry.ts";
import { costOf, type ProofRun, runProof } from "../../usecases/prove/run-proof.ts";
import { type Context, defineCommand } from "../context.ts";
import { cleanProofs } from "./clean.ts";
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
      await ports.files.replace(flags.output, new TextEncoder().encode(text));
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

function finish({ results, left, stopped }: ProofRun, keep: boolean): void {
  const others = results.filter(({ outcome }) => outcome === "other" || outcome === "unclear");
  const clean = left.length > 0 || keep ? ["pdqb prove --clean"] : [];
  if (stopped !== null)
    throw new PdqbError("partial", `Stopped after ${results.length} assumptions.`, {
      reason: [
        stopped.message,
        left.length > 0
          ? "Not all that was made could be removed."
          : keep
            ? ""
            : "What was made is removed.",
      ].filter(Boolean),
      next: [...clean, "pdqb prove"],
    });
  if (others.length > 0 || left.length > 0)
    throw new PdqbError("partial", messageOf(others.length, left.length), {
      next: [...clean, "pdqb config list"],
    });
}

function messageOf(others: number, left: number): string {
  if (others === 0) return `${left} things could not be removed.`;
  const rest = left > 0 ? `, and ${left} things could not be removed` : "";
  return `${others} ${others === 1 ? "assumption does" : "assumptions do"} not hold in this company${rest}.`;
}
