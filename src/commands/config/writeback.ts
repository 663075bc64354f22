import { type Column, tableOf } from "../../cli/column.ts";
import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import type { FieldDefinition } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import {
  NO_WRITE_BACK,
  RESULT_FIELDS,
  RESULTS,
  type Result,
  type WriteBackChoice,
} from "../../domain/invoice/write-back-choice.ts";
import {
  type FieldChoice,
  fieldChoice,
  fittingFields,
  makeField,
  storeWriteBack,
} from "../../usecases/setup/choose-write-back.ts";
import { type Context, defineCommand } from "../context.ts";

const field = (what: string) =>
  flag.text(`Deal field for ${what}; new creates one, none turns it off`, {
    value: "field",
    group: "Deal fields",
  });
const SWITCHES = ["note", "pdf", "activity"] as const;
const ON_OFF = ["on", "off"] as const;

export const configWriteback = defineCommand({
  name: "writeback",
  summary: "Choose what sales sees of invoices in Pipedrive",
  description: `Off by default. What you choose is written after a create, a void, a delete and a
refresh, but only where it changed. It costs 5 tokens of Pipedrive's daily budget for
the fields of a deal, 10 for its note, 10 for a PDF and 5 for an activity, plus
look-ups the first time.`,
  effect: "writes",
  flags: {
    number: field("the invoice number"),
    status: field("its status"),
    amount: field("its total"),
    balance: field("its open balance"),
    due: field("its due date"),
    link: field("its address in QuickBooks"),
    newFields: flag.switch("All six; missing fields are created", {
      group: "Deal fields",
    }),
    note: flag.choice("One pinned note on the deal, kept up to date", ON_OFF),
    pdf: flag.choice("The PDF of each invoice as a file of the deal", ON_OFF),
    activity: flag.choice("An activity when an invoice becomes overdue", ON_OFF),
    off: flag.switch("Turn write-back off"),
  },
  examples: [
    "pdqb config writeback",
    "pdqb config writeback --new-fields --note on --yes",
    "pdqb config writeback --off",
  ],
  async run(context, { flags }) {
    const { ports, profile, profileName, connected, io, globals, confirmed } = context;
    const before = (await profile()).writeBack ?? NO_WRITE_BACK;
    const { off, newFields, ...parts } = flags;
    if (off && (newFields || Object.values(parts).some((given) => given !== undefined)))
      throw new PdqbError("usage", "--off turns everything off: it stands alone.");
    if (off) {
      await storeWriteBack(ports, await profileName(), NO_WRITE_BACK);
      return showChoice(context, NO_WRITE_BACK);
    }
    const typed = RESULTS.flatMap((result) => {
      const text = flags[result] ?? (flags.newFields ? "new" : undefined);
      return text === undefined ? [] : [{ result, text }];
    });
    const isAsking = io.canAsk && typed.length === 0 && SWITCHES.every((one) => !flags[one]);
    if (!isAsking && typed.length === 0 && SWITCHES.every((one) => !flags[one]))
      return showChoice(context, before);
    await connected();
    const definitions =
      isAsking || typed.length > 0
        ? await context.progress.during("Reading the fields", () => ports.pipedrive.fields("deal"))
        : [];
    const choices = isAsking
      ? await askFields(context, before, definitions)
      : new Map(typed.map(({ result, text }) => [result, fieldChoice(result, text, definitions)]));
    const switches = isAsking ? await askSwitches(context, before) : switchesOf(before, flags);
    const toMake = [...choices].flatMap(([result, one]) => ("make" in one ? [result] : []));
    if (!globals.dryRun && toMake.length > 0)
      await confirmed(
        `Make ${toMake.length} deal fields in Pipedrive (${toMake.map((one) => RESULT_FIELDS[one].name).join(", ")})?`,
      );
    const fields = { ...before.fields };
    for (const [result, one] of choices) {
      if ("none" in one) delete fields[result];
      else
        fields[result] =
          "field" in one
            ? one.field
            : globals.dryRun
              ? fieldToMake(result)
              : await context.sending(() => makeField(ports, result));
    }
    const choice = { fields, ...switches };
    await storeWriteBack(ports, await profileName(), choice);
    await showChoice(context, choice, toMake);
  },
});

type Switches = Pick<WriteBackChoice, (typeof SWITCHES)[number]>;

function switchesOf(
  before: WriteBackChoice,
  flags: { [S in keyof Switches]?: "on" | "off" | undefined },
): Switches {
  const value = (name: keyof Switches) =>
    flags[name] === undefined ? before[name] : flags[name] === "on";
  return { note: value("note"), pdf: value("pdf"), activity: value("activity") };
}

async function askFields(
  { ask }: Context,
  before: WriteBackChoice,
  definitions: FieldDefinition[],
): Promise<Map<Result, FieldChoice>> {
  const choices = new Map<Result, FieldChoice>();
  for (const result of RESULTS) {
    const now = before.fields[result];
    const fitting = fittingFields(result, definitions);
    const text = await ask.select<string>(
      `Where does the invoice's ${result} go?`,
      [
        { value: "keep", name: `Keep: ${now ? clean(now.label) : "nowhere"}` },
        { value: "new", name: `A field "${RESULT_FIELDS[result].name}", made if it is missing` },
        ...fitting.map(({ code, label }) => ({ value: `deal.${code}`, name: clean(label) })),
        { value: "none", name: "Nowhere" },
      ],
      { flag: `--${result} <field>` },
    );
    if (text !== "keep") choices.set(result, fieldChoice(result, text, definitions));
  }
  return choices;
}

async function askSwitches({ ask }: Context, before: WriteBackChoice): Promise<Switches> {
  const yes = (message: string, name: keyof Switches) =>
    ask.confirm(message, { flag: `--${name} on`, default: before[name] });
  return {
    note: await yes("Keep one pinned note on each deal?", "note"),
    pdf: await yes("Put each invoice's PDF among the deal's files?", "pdf"),
    activity: await yes("Make an activity when an invoice becomes overdue?", "activity"),
  };
}

/** Stands in a dry run for the field that would be made. */
const fieldToMake = (result: Result) => {
  const { name, type } = RESULT_FIELDS[result];
  return { code: "(new)", label: `${name} (new)`, type };
};

function requestsOf(toMake: Result[]) {
  return toMake.map((result) => ({
    service: "pipedrive",
    method: "POST",
    path: "/api/v2/dealFields",
    body: { field_name: RESULT_FIELDS[result].name, field_type: RESULT_FIELDS[result].type },
  }));
}

type Row = { part: string; goes: string };
const COLUMNS: readonly Column<Row>[] = [
  { key: "part", title: "Part", value: ({ part }) => part },
  { key: "goes", title: "Goes to", value: ({ goes }) => goes, grow: true },
];

/** `toMake`: fields that a dry run left to be made. */
async function showChoice(
  { show, globals }: Context,
  choice: WriteBackChoice,
  toMake: Result[] = [],
): Promise<void> {
  const { fields, ...switches } = choice;
  await show({
    json: {
      ...(globals.dryRun && { outcome: "planned", plan: { requests: requestsOf(toMake) } }),
      writeback: {
        fields: Object.fromEntries(RESULTS.map((result) => [result, fields[result] ?? null])),
        ...switches,
      },
    },
    table: tableOf(
      [
        ...RESULTS.map((result) => ({ part: result, goes: fields[result]?.label ?? "nowhere" })),
        ...SWITCHES.map((name) => ({ part: name, goes: switches[name] ? "on" : "off" })),
      ],
      COLUMNS,
    ),
    ...(globals.dryRun && { note: "Dry run: nothing was made or changed." }),
  });
}
