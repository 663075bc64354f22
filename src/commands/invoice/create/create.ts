import { PartlyDone, PdqbError, type Problem } from "../../../domain/errors.ts";
import { forgettingOnRefusal } from "../../../usecases/books/books-cache.ts";
import { type Answers, noAnswers } from "../../../usecases/plan/create-input.ts";
import { openPlanner, type Planned, type Planner } from "../../../usecases/plan/plan-invoice.ts";
import type { PinnedProfile } from "../../../usecases/plan/plan-reading.ts";
import { changeSetting } from "../../../usecases/setup/change-setting.ts";
import { presetNamed } from "../../../usecases/setup/presets.ts";
import {
  type CreateResult,
  createInvoice,
  refusePlan,
} from "../../../usecases/writes/create-invoice.ts";
import { resolveOpenIntents } from "../../../usecases/writes/earlier.ts";
import { type Context, defineCommand } from "../../context.ts";
import { createFlags, createInput } from "../../details/create-flags.ts";
import { dealId } from "../../details/deal-reference.ts";
import { withPreset } from "../../details/detail-flags.ts";
import { backToPipedrive, backWarnings } from "../back.ts";
import { showCreated, showExisting, showPartly, showPlan } from "./create-answers.ts";
import { pdfOfCreated } from "./created-pdf.ts";
import { askAbout, askUpdate } from "./questions.ts";
import { reviewPlan } from "./review.ts";
import { sendCreated } from "./send-created.ts";

export const invoiceCreate = defineCommand({
  name: "create",
  summary: "Create a QuickBooks invoice from a deal, exactly once",
  effect: "writes",
  arguments: [
    { name: "deal", summary: "Its id or Pipedrive address; the same as --deal", required: false },
  ],
  flags: createFlags,
  fields: ["outcome", "invoice", "plan", "warnings"],
  examples: [
    "pdqb invoice create 123",
    "pdqb invoice create --deal 123 --dry-run",
    "pdqb invoice create --deal 123 --yes --json",
  ],
  async run(context, { args: [bare], flags }) {
    const { ports, connected, progress, globals } = context;
    if (bare !== undefined && flags.deal !== undefined)
      throw new PdqbError("usage", "Name the deal once: as an argument or with --deal.");
    const profile = await connected();
    const typed = bare ?? flags.deal;
    const deal = typed === undefined ? await searchDeal(context) : dealId(typed, profile);
    const given =
      flags.preset === undefined
        ? flags
        : withPreset(flags, await presetNamed(ports, await context.profileName(), flags.preset));
    const input = createInput(given, deal);
    if (!globals.dryRun) await resolveOpenIntents(ports, { butDeal: deal });
    const planner = await progress.during(`Reading deal ${deal}`, () =>
      openPlanner(ports, profile, input, { save: !globals.dryRun }),
    );
    const answers = noAnswers();
    let planned = await progress.during("Planning", () => planner.plan(answers));
    if (context.io.canAsk && !globals.dryRun && !globals.yes)
      planned = await askAll(context, planner, planned, answers);
    if (planned.outcome === "already_exists") return showExisting(context, profile, planned, deal);
    await checkPlan(context, planned, flags);
    if (globals.dryRun) return showPlan(context, planned, "planned");
    const settle = (next: Planned) => askAll(context, planner, next, answers);
    const reviewed = await reviewPlan(context, planner, planned, input, answers, settle);
    if (reviewed.outcome === "already_exists")
      return showExisting(context, profile, reviewed, deal);
    if (reviewed !== planned) await checkPlan(context, reviewed, { ...flags, expect: undefined });
    const { plan } = reviewed;
    if (answers.incomeAccount) {
      const { id } = answers.incomeAccount;
      await changeSetting(ports, {
        profile: await context.profileName(),
        name: "item.income-account",
        value: id,
      });
    }
    const made = await apply(context, profile, reviewed);
    const { result, sent } = (await sendCreated(context, plan, made)) ?? { result: made };
    const pdf = await pdfOfCreated(context, result.invoice, flags.pdf);
    const back = await backToPipedrive(context, profile, [plan.deal.id]);
    result.warnings.push(...backWarnings(back));
    await showCreated(context, profile, plan, result, { sent, pdf });
    const failure = sent?.failure ?? pdf?.failure;
    if (failure) throw failure;
  },
});

/** Throws refused for a plan that is not the one that was reviewed, has problems, or has warnings where `--strict` refuses them. */
async function checkPlan(
  context: Context,
  planned: Extract<Planned, { outcome: "planned" }>,
  { expect, strict }: { expect?: string | undefined; strict?: boolean },
): Promise<void> {
  const { plan } = planned;
  if (expect !== undefined && expect !== plan.digest) {
    throw new PdqbError(
      "refused",
      "Invoice not created: the plan is not the one that was reviewed.",
      {
        reason: `Its digest is ${plan.digest} now: the deal or something else that it rests on has changed.`,
        next: [`pdqb invoice create --deal ${plan.deal.id} --dry-run`],
      },
    );
  }
  const isStrict = strict && plan.warnings.length > 0;
  if (plan.problems.length === 0 && !isStrict) return;
  await showPlan(context, planned, context.globals.dryRun ? "planned" : "refused");
  if (plan.problems.length > 0) throw refusePlan(plan);
  throw new PdqbError(
    "refused",
    "Invoice not created: the plan has warnings, and --strict refuses them.",
  );
}

/** Without --deal: the operator searches one by its title. */
async function searchDeal({ io, ask, ports }: Context): Promise<number> {
  if (!io.canAsk)
    throw new PdqbError("usage", "Which deal?", {
      next: ["pdqb invoice create --deal <deal>", "pdqb deals --not-invoiced"],
    });
  return ask.search(
    "Which deal? (type its title)",
    async (term) => {
      const rows =
        term && term.length >= 2
          ? await ports.pipedrive.searchDeals(term, 30)
          : (await ports.pipedrive.deals({ status: "won", limit: 30 })).deals;
      return rows.map((deal) => ({
        value: deal.id,
        name: `${deal.id}  ${deal.title}${deal.organizationName ? `, ${deal.organizationName}` : ""} (${deal.status})`,
      }));
    },
    { flag: "--deal <deal>", remote: true },
  );
}

/** The order in which a person is asked: who, what, by which tax, and only then what is odd about it. */
const ASKED_ABOUT = [
  "no_customer",
  "unlinked_customer",
  "inactive_customer",
  "name_taken",
  "unlinked_item",
  "unlinked_tax",
  "several_tax_codes",
  "replaces_voided",
  "possible_duplicate",
];

/** Asks until nothing is left that a question can mend. An answered problem that comes back is not asked about again. */
async function askAll(
  context: Context,
  planner: Planner,
  first: Planned,
  answers: Answers,
): Promise<Planned> {
  let planned = first;
  const asked = new Set<string>();
  const name = ({ code, line, percent }: Problem) => `${code} ${line ?? percent ?? ""}`;
  while (planned.outcome === "planned") {
    const { problems, warnings } = planned.plan;
    // A code for all customers may be another one for this customer: asked once, then remembered.
    const unsure = warnings
      .filter(({ code, percent }) => code === "several_tax_codes" && percent !== undefined)
      .map((one): Problem => ({ ...one, code: "several_tax_codes", next: "" }));
    const open = [...problems, ...unsure].filter(
      (one) => ASKED_ABOUT.includes(one.code) && !asked.has(name(one)),
    );
    const [next] = open.sort(
      (one, other) => ASKED_ABOUT.indexOf(one.code) - ASKED_ABOUT.indexOf(other.code),
    );
    if (!next) break;
    asked.add(name(next));
    if (await askAbout(context, planner, next, answers)) planned = await planner.plan(answers);
  }
  return (await askUpdate(context, planned, answers)) ? planner.plan(answers) : planned;
}

/** Sends the plan, so that Ctrl-C waits for the answer. What was made before a failure is told on stdout. */
async function apply(
  context: Context,
  profile: PinnedProfile,
  { plan, remember }: Extract<Planned, { outcome: "planned" }>,
): Promise<CreateResult> {
  const { ports, sending } = context;
  const pipedriveCompany = profile.pipedrive.companyId;
  try {
    return await sending(() =>
      forgettingOnRefusal(ports, () => createInvoice(ports, { plan, remember, pipedriveCompany })),
    );
  } catch (error) {
    if (error instanceof PartlyDone) await showPartly(context, plan, error);
    throw error;
  }
}
