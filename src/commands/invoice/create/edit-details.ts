/** Changing details of a planned invoice at the terminal: one at a time, from a list that shows each with its present value. */
import { plainText } from "../../../domain/money/money.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import { savePreset } from "../../../usecases/setup/presets.ts";
import { presetFrom, presetText } from "../../details/detail-flags.ts";
import { askCustomer } from "./ask-customer.ts";
import { askTaxCode } from "./ask-line.ts";
import { pickEntry, pickTax, pickTerm } from "./edit-entries.ts";
import { lineRows } from "./edit-line.ts";
import { discountRow, textRow, textRows } from "./edit-text.ts";
import { detailsOf, type EditRow, fromNowOn, row, type Session, setDetails } from "./session.ts";

const BACK = "back";

/** Ends when the operator goes back to the invoice; what was changed is in the answers. */
export async function editDetails(session: Session, plan: InvoicePlan): Promise<void> {
  const { context, planner, answers } = session;
  let now = plan;
  let at = BACK;
  for (;;) {
    const rows = [
      ...lineRows(session, now),
      ...dateRows(session, now),
      ...customerRows(session, now),
      ...textRows(session, now),
      ...bookRows(session, now),
      ...presetRows(session),
    ];
    const choices = rows.map(({ id, name }) => ({ value: id, name }));
    at = await context.ask.select<string>(
      "What is to change?",
      [{ value: BACK, name: "Back to the invoice" }, ...choices],
      { flag: "the flags of pdqb invoice create --help", default: at, escape: BACK },
    );
    const row = rows.find(({ id }) => id === at);
    if (!row) return;
    await row.edit();
    const next = await planner.plan(answers);
    if (next.outcome === "planned") now = next.plan;
  }
}

function dateRows(session: Session, plan: InvoicePlan): EditRow[] {
  return [
    ...(["due", "date"] as const).map((name) => textRow(session, name, plan)),
    row("Term", plan.term?.name ?? "", () => pickTerm(session)),
  ];
}

function customerRows(session: Session, plan: InvoicePlan): EditRow[] {
  return [row("Customer", plan.customer?.name ?? "", () => editCustomer(session))];
}

function bookRows(session: Session, plan: InvoicePlan): EditRow[] {
  const { preferences } = session.planner.facts();
  const { tax } = detailsOf(session);
  const codes = new Map(
    plan.lines.flatMap(({ taxPercent, taxCode }) =>
      taxCode ? [[plainText(taxPercent), taxCode.name] as const] : [],
    ),
  );
  return [
    discountRow(session, plan),
    row("Prices are", tax ?? "as in Pipedrive", () => pickTax(session)),
    ...[...codes].map(([percent, code]) =>
      row(`Tax ${percent} %`, code, () => editTaxCode(session, percent)),
    ),
    ...(preferences.classes === "off"
      ? []
      : [row("Class", plan.class?.name ?? "", () => pickEntry(session, "class"))]),
    ...(preferences.locations
      ? [row("Location", plan.location?.name ?? "", () => pickEntry(session, "location"))]
      : []),
  ];
}

async function editTaxCode(session: Session, percent: string): Promise<void> {
  const code = await askTaxCode(session, percent, "Back, as it is");
  if (code) session.answers.taxCodes.set(percent, code);
}

/** Another one than the flags named, and under its own name. Of one in the books it is asked for how long. */
async function editCustomer(session: Session): Promise<void> {
  const { answers, context } = session;
  const chosen = await askCustomer(session, { stop: "Back, as it is" });
  if (chosen === null) return;
  answers.customer = chosen;
  answers.isCustomerOnce = "id" in chosen && !(await fromNowOn(context, `Bill "${chosen.name}"`));
  setDetails(session, { customer: undefined, newCustomer: undefined });
  delete answers.newCustomerName;
}

function presetRows(session: Session): EditRow[] {
  const isChanged = session.answers.details !== undefined;
  if (!isChanged || Object.keys(presetFrom(detailsOf(session))).length === 0) return [];
  return [
    {
      id: "preset",
      name: "Save these details as a preset",
      edit: () => keepAsPreset(session),
    },
  ];
}

async function keepAsPreset(session: Session): Promise<void> {
  const { context } = session;
  const name = await context.ask.text("Name of the preset (empty: back):", {
    flag: "pdqb preset save <name>",
    validate: (text) =>
      /^[\w.-]{0,40}$/.test(text) || "Letters, digits, dots, dashes, underscores.",
  });
  if (name === "") return;
  const preset = presetFrom(detailsOf(session));
  await savePreset(context.ports, await context.profileName(), name, preset);
  await context.say(`Preset ${name} is saved: ${presetText(preset)}`);
}
