import { type Column, tableOf } from "../../cli/column.ts";
import { flag } from "../../cli/command.ts";
import { clean, truncate } from "../../cli/format.ts";
import type { FieldDefinition, FieldSources } from "../../domain/deal/deal.ts";
import {
  type FieldMapping,
  MAPPING_TARGETS,
  type MappingTarget,
} from "../../domain/deal/mapping.ts";
import {
  mappingChange,
  readDefinitions,
  recentSources,
  storeMapping,
} from "../../usecases/setup/map-fields.ts";
import { type Context, defineCommand } from "../context.ts";

const TITLES: Record<MappingTarget, string> = {
  to: "To",
  address: "Address",
  shipTo: "Ship to",
  email: "E-mail",
  taxId: "Tax ID",
  due: "Due",
  memo: "Memo",
  po: "PO number",
  terms: "Terms",
};
const field = (what: string) =>
  flag.text(`Field for ${what}`, { value: "field", group: "Mapping" });

export const configFields = defineCommand({
  name: "fields",
  summary: "Choose which Pipedrive fields fill an invoice",
  description:
    "A field is organization.<code or label>, person.… or deal.…; none unmaps it.\nWithout flags at a terminal it asks, with the value of a recent deal beside each.",
  effect: "settings",
  flags: {
    to: field("the customer's name"),
    address: field("the billing address"),
    shipTo: field("the ship-to address"),
    email: field("the e-mail address"),
    taxId: field("the customer's tax ID"),
    due: flag.text("Due: a number of days, or a field", { value: "days|field", group: "Mapping" }),
    memo: field("the message to the customer"),
    po: field("the PO number"),
    terms: field("the term, by its name"),
  },
  examples: ["pdqb config fields", 'pdqb config fields --po "deal.PO number" --due 30'],
  async run(context, { flags }) {
    const { ports, profile, profileName, globals, show, io, connected } = context;
    const given = MAPPING_TARGETS.filter((target) => flags[target] !== undefined);
    const name = await profileName();
    let mapping = (await profile()).mapping;
    if (given.length > 0) {
      const isPlain = given.every(
        (target) => flags[target] === "none" || /^\d+$/.test(flags[target] ?? ""),
      );
      if (!isPlain) await connected();
      const definitions = isPlain ? [] : await readDefinitions(ports);
      const changes = new Map(
        given.map(
          (target) => [target, mappingChange(target, flags[target] ?? "", definitions)] as const,
        ),
      );
      mapping = await storeMapping(ports, name, changes);
    } else if (io.canAsk) {
      await connected();
      mapping = await askAll(context, name, mapping);
    }
    await show({
      json: {
        ...(globals.dryRun && { outcome: "planned" }),
        mapping: Object.fromEntries(
          MAPPING_TARGETS.map((target) => [jsonName(target), sourceJson(mapping[target])]),
        ),
      },
      table: tableOf(
        MAPPING_TARGETS.map((target) => ({ target, mapping })),
        COLUMNS,
      ),
      ...(globals.dryRun && { note: "Dry run: the mapping stays as it was." }),
    });
  },
});

const JSON_NAMES: Partial<Record<MappingTarget, string>> = { taxId: "tax_id", shipTo: "ship_to" };
const jsonName = (target: MappingTarget) => JSON_NAMES[target] ?? target;

function sourceJson(source: FieldMapping[MappingTarget]) {
  if (source === undefined) return null;
  return "days" in source
    ? { days: source.days }
    : { owner: source.owner, code: source.code, label: source.label };
}

function sourceText(source: FieldMapping[MappingTarget]): string {
  if (source === undefined) return "none";
  return "days" in source
    ? `${source.days} days after the date`
    : `${source.owner}.${source.label}`;
}

const COLUMNS: readonly Column<{ target: MappingTarget; mapping: FieldMapping }>[] = [
  {
    key: "target",
    title: "Part",
    value: ({ target }) => jsonName(target),
    terminal: ({ target }) => TITLES[target],
  },
  {
    key: "source",
    title: "Comes from",
    value: ({ target, mapping }) => sourceText(mapping[target]),
    grow: true,
  },
];

/** One question for each part; what is chosen is stored at the end, so Ctrl-C changes nothing. */
async function askAll(
  { ports, ask, progress }: Context,
  name: string,
  mapping: FieldMapping,
): Promise<FieldMapping> {
  const [definitions, recent] = await progress.during("Reading the fields", () =>
    Promise.all([readDefinitions(ports), recentSources(ports)]),
  );
  const changes = new Map<MappingTarget, FieldMapping[MappingTarget]>();
  for (const target of MAPPING_TARGETS) {
    const now = sourceText(mapping[target]);
    const keep = { value: KEEP, name: `Keep: ${now}` };
    const choice = await ask.search<string>(
      `${TITLES[target]}${recent.dealId === null ? "" : ` (values of deal ${recent.dealId})`}`,
      async (term) => [
        ...(term ? [] : [keep]),
        ...(target === "due" && term && /^\d{1,3}$/.test(term)
          ? [{ value: term, name: `${term} days after the date` }]
          : []),
        ...definitions
          .filter((one) => fits(one, term))
          .map((one) => ({
            value: `${one.owner}.${one.code}`,
            name: choiceName(one, recent.sources),
          })),
        { value: "none", name: "None" },
      ],
      { flag: `--${jsonName(target).replace("_", "-")} <field>` },
    );
    if (choice !== KEEP) changes.set(target, mappingChange(target, choice, definitions));
  }
  return storeMapping(ports, name, changes);
}

const KEEP = "(keep)";

function fits({ owner, label }: FieldDefinition, term: string | undefined): boolean {
  return !term || `${owner}.${label}`.toLowerCase().includes(term.toLowerCase());
}

function choiceName({ owner, code, label }: FieldDefinition, sources: FieldSources): string {
  const value = sources[owner][code]?.text;
  return `${owner}.${label}${value ? `: ${truncate(clean(value), 40)}` : ""}`;
}
