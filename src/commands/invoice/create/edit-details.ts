/** Changing details of a planned invoice at the terminal: one at a time, from a list that shows each with its present value. */
import type { Choice } from "../../../cli/prompt.ts";
import { groupedText } from "../../../domain/money/amount-words.ts";
import { plainText } from "../../../domain/money/money.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import { savePreset } from "../../../usecases/setup/presets.ts";
import { presetFrom, presetText } from "../../details/detail-flags.ts";
import { discountText } from "../../details/line-flags.ts";
import { askCustomer } from "./ask-customer.ts";
import { askTaxCode } from "./ask-tax.ts";
import { pickEntry, pickTax, pickTerm } from "./edit-entries.ts";
import { addLine, editLine } from "./edit-line.ts";
import { type DetailName, editText } from "./edit-text.ts";
import { fromNowOn } from "./from-now-on.ts";
import { detailsOf, type Session, setDetails } from "./session.ts";
import { TEXT_DETAILS } from "./text-details.ts";

/** `id` finds the row again after a change: the cursor stays where it was. */
type EditRow = { id: string; name: string; edit(): Promise<unknown> };

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
    const choices: Choice<string>[] = rows.map(({ id, name }) => ({ value: id, name }));
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

const VALUE_MAX = 48;

function row(name: string, value: string, edit: EditRow["edit"]): EditRow {
  const line = value.replaceAll("\n", " ");
  const shown = line.length > VALUE_MAX ? `${line.slice(0, VALUE_MAX - 1)}…` : line;
  return { id: name, name: `${name.padEnd(13)} ${shown || "(none)"}`, edit };
}

function lineRows(session: Session, plan: InvoicePlan): EditRow[] {
  const { extraLines } = detailsOf(session);
  const lines = session.planner.lines().map(({ position, line }) => {
    const planned = plan.lines.find((one) => one.line === position);
    const text = planned
      ? `${planned.text.split("\n")[0]}, ${groupedText(plainText(planned.quantity))} × ${planned.unitPrice ? groupedText(plainText(planned.unitPrice)) : "?"}`
      : `${line.name} (left out)`;
    return row(`Line ${position}`, text, () => editLine(session, plan, position));
  });
  const added = extraLines.map((line, index) => ({
    ...row(
      "Added line",
      `${line.text}, ${groupedText(plainText(line.quantity))} × ${groupedText(plainText(line.price))} (remove it)`,
      async () =>
        setDetails(session, { extraLines: extraLines.filter((_, other) => other !== index) }),
    ),
    id: `added ${index}`,
  }));
  const add = { id: "add", name: "Add a line", edit: () => addLine(session, plan) };
  return [...lines, ...added, add];
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

function textRow(session: Session, name: DetailName, plan: InvoicePlan): EditRow {
  const { title, shown } = TEXT_DETAILS[name];
  const value = shown(detailsOf(session), plan);
  return row(title, value, () => editText(session, name, plan));
}

/** Those that are asked for elsewhere in the list, or only where they are missing. */
const ELSEWHERE: readonly DetailName[] = ["due", "date", "discount", "rate"];

function textRows(session: Session, plan: InvoicePlan): EditRow[] {
  return (Object.keys(TEXT_DETAILS) as DetailName[])
    .filter((name) => !ELSEWHERE.includes(name))
    .map((name) => textRow(session, name, plan));
}

function bookRows(session: Session, plan: InvoicePlan): EditRow[] {
  const preferences = session.planner.preferences();
  const { tax, discount } = detailsOf(session);
  const codes = new Map(
    plan.lines.flatMap(({ taxPercent, taxCode }) =>
      taxCode ? [[plainText(taxPercent), taxCode.name] as const] : [],
    ),
  );
  return [
    row("Discount", discount ? discountText(discount) : "the deal's own", () =>
      editText(session, "discount", plan),
    ),
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
