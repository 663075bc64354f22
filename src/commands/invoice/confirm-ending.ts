/** What stands against voiding or deleting is said at once; what is left is confirmed by a person. */
import { clean } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { EndingPlan } from "../../usecases/invoices/plan-ending.ts";
import type { Context } from "../context.ts";
import { tellAhead } from "./each.ts";
import { endingLine } from "./show-ending.ts";

/** Throws refused with the problems of all invoices at once. */
export function refuseEndings(plans: EndingPlan[], past: string): void {
  const problems = plans.flatMap((plan) => plan.problems);
  if (problems.length === 0) return;
  const names = plans
    .filter((plan) => plan.problems.length > 0)
    .map(({ known }) => invoiceName(known.invoice));
  throw new PdqbError("refused", `Invoice ${names.join(", ")} not ${past}.`, {
    reason: problems.map(({ message }) => message),
    next: [...new Set(problems.map(({ next }) => next))],
  });
}

/** What cannot be taken back is confirmed by typing the number, of several by how many they are. */
export async function confirmEnding(
  context: Context,
  profile: PinnedProfile,
  plans: EndingPlan[],
): Promise<void> {
  const { ask, globals } = context;
  const [{ ending = "void", known } = {}] = plans;
  await tellAhead(context, plans.map(endingLine));
  if (globals.yes) return;
  const company = `${profile.quickbooks.companyName} (${profile.environment})`;
  const word = plans.length === 1 && known ? invoiceName(known.invoice) : String(plans.length);
  const answer = await ask.text(
    `This cannot be undone. To ${ending} it in ${clean(company)}, type ${plans.length === 1 ? "its number" : "how many they are"} (${clean(word)})`,
    { flag: "--yes" },
  );
  if (answer.trim() === word) return;
  throw new PdqbError(
    "interrupted",
    "Cancelled: the number you typed does not match. Nothing was sent.",
  );
}
