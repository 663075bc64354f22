/** What has to be so, and agreed to, before a proof begins. */
import { PdqbError } from "../../domain/errors.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Claim, WholeCost } from "../../usecases/prove/assumption.ts";
import type { Context } from "../context.ts";
import { costText } from "./views.ts";

/** No flag changes it. */
export function refuseRealBooks(profile: PinnedProfile, assumptions: readonly Claim[]): void {
  if (profile.environment !== "production") return;
  const asksBooks = assumptions.some(({ service }) => service === "quickbooks");
  throw new PdqbError("refused", "pdqb prove does not run against a production company.", {
    reason: `${asksBooks ? profile.quickbooks.companyName : profile.pipedrive.companyName} belongs to a profile with real books.`,
    next: ["pdqb connect quickbooks --environment sandbox --profile sandbox"],
  });
}

/** Shows what it creates and costs, and asks. A Pipedrive company has no environment, so the operator types its name. */
export async function confirmProof(
  { ask, confirmed, say }: Context,
  {
    profile,
    assumptions,
    cost,
    named,
  }: {
    profile: PinnedProfile;
    assumptions: readonly Claim[];
    cost: WholeCost;
    named: string | undefined;
  },
): Promise<void> {
  const company = profile.pipedrive.companyName;
  await say(costText(cost, assumptions.length, profile));
  const writesDeals = assumptions.some(({ service }) => service === "pipedrive");
  if (profile.environment !== "practice" && writesDeals) {
    const given =
      named ??
      (await ask.text(
        `This creates deals in Pipedrive. To confirm, type the company's name (${company})`,
        {
          flag: "--pipedrive-company <name>",
        },
      ));
    if (given.trim() !== company)
      throw new PdqbError(
        "refused",
        "Cancelled: that is not the connected Pipedrive company. Nothing was sent.",
        {
          reason: `The profile is connected to ${company}.`,
          next: ["pdqb prove --service quickbooks"],
        },
      );
  }
  await confirmed("Start the proof?");
}
