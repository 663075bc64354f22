/** Which deals a list or a run takes, as typed. */
import { type FlagValues, flag, under } from "../../cli/command.ts";
import type { DealConditions } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { Ports } from "../../ports.ts";
import { monthOf } from "./typed-period.ts";

/** Takes an id or a name: `ownerId` makes the one of the other. */
export const ownerFlag = flag.text("Deals of this Pipedrive user", { value: "id|name" });

/** The flag as it stands in a command that is proposed. */
export const ownerWords = (owner: string | undefined) =>
  owner === undefined ? "" : ` --owner ${shellWord(owner)}`;

export const conditionFlags = under("Which deals", {
  won: flag.text("Deals won in this month", { value: "YYYY-MM" }),
  wonSince: flag.date("Deals won on or after this day", { looksBack: true }),
  wonUntil: flag.date("Deals won on or before this day", { looksBack: true }),
  owner: ownerFlag,
  organization: flag.text("Deals of this organization", { value: "id|name" }),
  pipeline: flag.text("Deals of this pipeline", { value: "id|name" }),
  stage: flag.integer("Deals of this stage", { value: "id" }),
  filter: flag.integer("Deals of a filter saved in Pipedrive", { value: "id" }),
});

export type ConditionFlags = Partial<FlagValues<typeof conditionFlags>>;

type PipedrivePort = Pick<Ports, "pipedrive">;

/** Throws usage for what contradicts itself, not_found for a name that Pipedrive does not have. */
export async function conditionsOf(
  ports: PipedrivePort,
  flags: ConditionFlags,
): Promise<DealConditions> {
  const { owner, organization, pipeline, stage, filter } = flags;
  const won = wonIn(flags);
  return {
    ...(won && { won }),
    ...(owner !== undefined && { ownerId: await ownerId(ports, owner) }),
    ...(organization !== undefined && {
      organizationId: await idOf(ports, "organization", organization),
    }),
    ...(pipeline !== undefined && { pipelineId: await idOf(ports, "pipeline", pipeline) }),
    ...(stage !== undefined && { stageId: stage }),
    ...(filter !== undefined && { filterId: filter }),
  };
}

export const ownerId = (ports: PipedrivePort, owner: string) => idOf(ports, "owner", owner);

async function idOf(
  { pipedrive }: PipedrivePort,
  kind: "owner" | "organization" | "pipeline",
  text: string,
): Promise<number> {
  const { idNamed } = await import("../../usecases/invoices/find-named.ts");
  return idNamed(pipedrive, kind, text);
}

/** A month and days narrow each other. */
function wonIn({ won, wonSince, wonUntil }: ConditionFlags): DealConditions["won"] {
  const month = won === undefined ? undefined : monthOf("--won", won);
  const since =
    [month?.since, wonSince]
      .filter((day) => day !== undefined)
      .sort()
      .at(-1) ?? null;
  const [until = null] = [month?.until, wonUntil].filter((day) => day !== undefined).sort();
  if (since === null && until === null) return undefined;
  if (since === null || until === null || since <= until) return { since, until };
  if (month)
    throw new PdqbError("usage", `No day of ${won} is left by --won-since and --won-until.`, {
      next: [`--won-since ${month.since} --won-until ${month.until}`],
    });
  throw new PdqbError("usage", "--won-until is before --won-since.", {
    next: [`--won-since ${until} --won-until ${since}`],
  });
}
