import { flag } from "../../cli/command.ts";
import { defineCommand } from "../context.ts";
import { confirmOverLink, fileFlags, modeOf } from "../details/output-file.ts";
import { confirmProof, refuseRealBooks } from "./agree.ts";
import { cleanProofs, endProof } from "./end.ts";
import { assumptionsAnswer, costText, resultsAnswer } from "./views.ts";

/** Asks the connected companies what the documentation of both services leaves open (docs/before-real-books.md). */
export const prove = defineCommand({
  name: "prove",
  summary: "Find out in a sandbox what the services' documentation leaves open",
  description: `Runs experiments in a QuickBooks sandbox company and in a Pipedrive company
that you name, or on the practice services; never in a production company.
Everything it creates is named "pdqb proof …" and is removed at the end.`,
  effect: "writes",
  flags: {
    list: flag.switch("List the assumptions without testing them"),
    service: flag.choice("Only assumptions about this service", ["quickbooks", "pipedrive"]),
    only: flag.text("Only these assumptions", { value: "Q7,P12" }),
    long: flag.switch("Include the experiment that takes half an hour"),
    pipedriveCompany: flag.text("Name of the connected Pipedrive company, to confirm it", {
      value: "name",
    }),
    keep: flag.switch("Keep what was created, until prove --clean"),
    clean: flag.switch("Remove what an earlier proof left behind"),
    output: flag.text("Write the results to a file, without names", { value: "file" }),
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
    const { chosenAssumptions } = await import("../../usecases/prove/registry.ts");
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
    const { costOf, runProof } = await import("../../usecases/prove/run-proof.ts");
    const cost = costOf(assumptions);
    if (globals.dryRun)
      return show({
        json: { outcome: "planned", cost },
        text: () => `${costText(cost, assumptions.length, profile)}\n`,
      });
    if (flags.output !== undefined) await confirmOverLink(context, flags.output, flags);
    await confirmProof(context, { profile, assumptions, cost, named: flags.pipedriveCompany });
    const run = await progress.counting("Testing", (count) =>
      sending(() =>
        runProof(ports, {
          ...{ assumptions, keep: flags.keep, step: sending, progress: count },
          usesToken: profile.pipedrive.method === "token",
        }),
      ),
    );
    const { keepFindings, proofFile } = await import("../../usecases/prove/keep-findings.ts");
    await keepFindings(ports, await context.profileName(), run.results);
    if (flags.output !== undefined) {
      const text = `${JSON.stringify(proofFile(profile, run.results), undefined, 2)}\n`;
      await ports.files.replace(flags.output, text, modeOf(flags));
    }
    await show(resultsAnswer(run, assumptions));
    endProof(run, { keep: flags.keep, of: assumptions.length });
  },
});
