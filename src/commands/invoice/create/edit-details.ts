/** Changing details of a planned invoice at the terminal: one at a time, from a list that shows each with its present value. */
import type { Choice } from "../../../cli/prompt.ts";
import { plainText } from "../../../domain/money/money.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import type { Answers, CreateInput } from "../../../usecases/plan/create-input.ts";
import type { Planner } from "../../../usecases/plan/plan-invoice.ts";
import { savePreset } from "../../../usecases/setup/presets.ts";
import type { Context } from "../../context.ts";
import { discountText, presetFrom, presetText } from "../../details/detail-flags.ts";
import { addLine, editLine } from "./edit-line.ts";
import { type DetailName, editText, TEXT_DETAILS } from "./edit-text.ts";
import { askCustomer } from "./questions.ts";

/** `undefined`: back. An edit changes `details` and returns. */
type Edit = (details: Details) => Promise<void>;

/** What is asked of the invoice as it stands: the flags, with the changes over them. */
type Details = CreateInput;

/** Ends when the operator goes back to the invoice; what was changed is in `answers.details`. */
export async function editDetails(
  context: Context,
  planner: Planner,
  plan: InvoicePlan,
  input: CreateInput,
  answers: Answers,
): Promise<void> {
  const details: Details = { ...input, ...answers.details };
  let now = plan;
  for (;;) {
    const edit = await context.ask.select<Edit | null>(
      "What is to change?",
      rows(context, planner, now, details, answers),
      { flag: "the flags of pdqb invoice create --help" },
    );
    if (edit === null) return;
    await edit(details);
    answers.details = details;
    const next = await planner.plan(answers);
    if (next.outcome === "planned") now = next.plan;
  }
}

function rows(
  context: Context,
  planner: Planner,
  plan: InvoicePlan,
  details: Details,
  answers: Answers,
): Choice<Edit | null>[] {
  const row = (name: string, value: string, edit: Edit): Choice<Edit> => ({
    value: edit,
    name: `${name.padEnd(13)} ${value || "(none)"}`,
  });
  const texts = (Object.keys(TEXT_DETAILS) as DetailName[]).map((name) => {
    const { title, shown } = TEXT_DETAILS[name];
    return row(title, shown(details, plan), (one) => editText(context, name, one, plan));
  });
  const lines = planner.lines().map(({ position, line }) => {
    const planned = plan.lines.find((one) => one.line === position);
    const now = planned
      ? `${planned.text.split("\n")[0]}, ${plainText(planned.quantity)} × ${planned.unitPrice ? plainText(planned.unitPrice) : "?"}`
      : `${line.name} (left out)`;
    return row(`Line ${position}`, now, (one) => editLine(context, position, line, one));
  });
  const added = details.extraLines.map((line, index) =>
    row(
      "Added line",
      `${line.text}, ${plainText(line.quantity)} × ${plainText(line.price)}`,
      async (one) => {
        one.extraLines = one.extraLines.filter((_, at) => at !== index);
      },
    ),
  );
  const preset = presetFrom(details);
  return [
    { value: null, name: "Back to the invoice" },
    row("Customer", plan.customer?.name ?? "", async (one) => {
      answers.customer = await askCustomer(context, planner);
      // Another one than the flags named, and under its own name.
      one.customer = undefined;
      one.newCustomer = undefined;
      delete answers.newCustomerName;
    }),
    ...texts,
    row("Term", plan.term?.name ?? "", (one) => pickTerm(context, planner, one)),
    ...(planner.preferences().classes === "off"
      ? []
      : [row("Class", plan.class?.name ?? "", (one) => pickEntry(context, planner, one, "class"))]),
    ...(planner.preferences().locations
      ? [
          row("Location", plan.location?.name ?? "", (one) =>
            pickEntry(context, planner, one, "location"),
          ),
        ]
      : []),
    row("Prices are", details.tax ?? "as in Pipedrive", (one) => pickTax(context, one)),
    row("Discount", details.discount ? discountText(details.discount) : "the deal's own", (one) =>
      editText(context, "discount", one, plan),
    ),
    ...lines,
    ...added.map((one) => ({ ...one, name: `${one.name} (take it away)` })),
    { value: (one: Details) => addLine(context, one), name: "Add a line" },
    ...(answers.details && Object.keys(preset).length > 0
      ? [{ value: () => keepAsPreset(context, details), name: "Save these details as a preset" }]
      : []),
  ];
}

const NONE = "(none)";
const KEEP = Symbol("keep");

async function pickTerm({ ask }: Context, planner: Planner, details: Details): Promise<void> {
  const picked = await ask.select<string | typeof KEEP>(
    "Which term?",
    [
      { value: KEEP, name: "Back, as it is" },
      ...planner.terms().map(({ id, name }) => ({ value: id, name })),
    ],
    { flag: "--terms <term>" },
  );
  if (picked === KEEP) return;
  details.terms = picked;
  // A date or days given before would beat the term.
  details.due = undefined;
}

async function pickEntry(
  { ask }: Context,
  planner: Planner,
  details: Details,
  what: "class" | "location",
): Promise<void> {
  const entries = what === "class" ? await planner.classes() : await planner.locations();
  const picked = await ask.search<string | undefined | typeof KEEP>(
    `Which ${what}? (type to search)`,
    async (term) => [
      { value: KEEP, name: "Back, as it is" },
      { value: undefined, name: NONE },
      ...entries
        .filter(({ name }) => !term || name.toLowerCase().includes(term.toLowerCase()))
        .map(({ id, name }) => ({ value: id, name })),
    ],
    { flag: `--${what} <${what}>` },
  );
  if (picked !== KEEP) details[what] = picked;
}

async function pickTax({ ask }: Context, details: Details): Promise<void> {
  const picked = await ask.select<CreateInput["tax"] | typeof KEEP>(
    "How are the prices meant?",
    [
      { value: KEEP, name: "Back, as it is" },
      { value: undefined, name: "As in Pipedrive" },
      { value: "exclusive", name: "Without tax: it comes on top" },
      { value: "inclusive", name: "With tax in them" },
      { value: "none", name: "Free of tax" },
    ],
    { flag: "--tax exclusive|inclusive|none" },
  );
  if (picked !== KEEP) details.tax = picked;
}

async function keepAsPreset(context: Context, details: Details): Promise<void> {
  const name = await context.ask.text("Name of the preset (empty: back):", {
    flag: "pdqb preset save <name>",
    validate: (text) =>
      /^[\w.-]{0,40}$/.test(text) || "Letters, digits, dots, dashes, underscores.",
  });
  if (name === "") return;
  const preset = presetFrom(details);
  await savePreset(context.ports, await context.profileName(), name, preset);
  await context.say(`Preset ${name} is saved: ${presetText(preset)}`);
}
