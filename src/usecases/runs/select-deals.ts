/** Which deals a run takes, what is asked of each one's invoice, and its rows before they are planned. */
import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import { dueParts } from "../../domain/run/due-parts.ts";
import { type RunFlags, type RunRow, type RunSelection, rowName } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Ports } from "../../ports.ts";
import { knownBilling } from "../billing/known-billing.ts";
import { type Found, foundDeals, namedDeals } from "./find-deals.ts";
import { type DealsRead, readDeals } from "./pipedrive-facts.ts";
import type { Kept } from "./run-input.ts";

/** One invoice that a run is to plan. `unclear`: why it cannot be. */
type Picked = {
  dealId: DealId;
  flags: RunFlags;
  due: RunRow["dueSince"];
  isLate: boolean;
  unclear: string | null;
};

type Selected = {
  picked: Picked[];
  read: DealsRead;
  /** Deals that fit and are not won. */
  leftOut: number;
};

type SelectPorts = Pick<Ports, "pipedrive" | "ledger">;

/** Throws not_found for a deal or a filter that Pipedrive does not know. */
export async function selectDeals(
  ports: SelectPorts,
  selection: RunSelection,
  { pipedrive, quickbooks: { timeZone } }: PinnedProfile,
): Promise<Selected> {
  const { deals, named, leftOut } = selection.deals
    ? await namedDeals(ports, selection, timeZone)
    : await foundDeals(ports, selection, timeZone);
  const ids = deals.map(({ id }) => id);
  const read = await readDeals(ports.pipedrive, ids, deals);
  if (selection.due) {
    const company = pipedrive.companyId;
    return { picked: await dueNow(ports, { selection, read, named, company }), read, leftOut };
  }
  const plain = { due: null, isLate: false, unclear: null };
  return { picked: named.map((one) => ({ ...one, ...plain })), read, leftOut };
}

async function dueNow(
  { ledger }: SelectPorts,
  {
    selection: { due, late },
    read: { lines, installments },
    named,
    company,
  }: { selection: RunSelection; read: DealsRead; named: Found["named"]; company: string },
): Promise<Picked[]> {
  if (!due) return [];
  const dealIds = named.map((one) => one.dealId);
  const billing = await knownBilling(ledger, { dealIds, pipedriveCompany: company });
  const billed = (dealId: DealId) => billing.get(dealId)?.live.map(({ link }) => link.part) ?? [];
  return named.flatMap(({ dealId, flags }): Picked[] => {
    const [ownLines, ownInstallments] = [lines.get(dealId), installments.get(dealId)];
    // Some of it cannot be read: its own row says so, once it is planned.
    if (!ownLines || !ownInstallments)
      return [{ dealId, flags, due: null, isLate: false, unclear: null }];
    const facts = {
      lines: ownLines,
      installments: ownInstallments,
      ...due,
      billed: billed(dealId),
    };
    const { parts, unclear } = dueParts(facts);
    const all = parts.map((part) => ({
      dealId,
      flags: { ...flags, ...part.flags },
      due: part.due,
      isLate: part.isLate && late !== true,
      unclear: null,
    }));
    return unclear === null ? all : [{ dealId, flags, due: null, isLate: false, unclear }];
  });
}

/** What to say of a selection without a deal. */
export function nothingFits(leftOut: number): PdqbError {
  return new PdqbError("refused", "No run was planned: no deal fits.", {
    reason: leftOut === 0 ? [] : `${leftOut} fit and are not won.`,
    next: ["pdqb deals --not-invoiced"],
  });
}

/** What was selected, and what an earlier planning of the run knows of it. `earlier`: rows of the same run, for which a person may have answered something. */
export function draftRows({ picked, read }: Selected, kept: Kept[], earlier: RunRow[]): RunRow[] {
  const done = new Set(kept.map(({ row }) => rowName(row)));
  const before = new Map(earlier.map((row) => [rowName(row), row]));
  return picked
    .filter((one) => !done.has(rowName(one)))
    .map((one) => {
      const { title = "", currency = "" } = read.deals.get(one.dealId) ?? {};
      const was = before.get(rowName(one));
      return {
        ...EMPTY_ROW,
        dealId: one.dealId,
        title,
        currency,
        flags: one.flags,
        ...(was?.answered && { answered: was.answered }),
        dueSince: one.due,
        ...stateOf(one),
      };
    });
}

const EMPTY_ROW = {
  position: 0,
  part: null,
  ownerId: null,
  pipelineId: null,
  key: null,
  digest: null,
  customer: null,
  date: null,
  dueDate: null,
  totals: null,
  problems: [],
  needs: [],
  warnings: [],
  error: null,
  invoice: null,
} satisfies Partial<RunRow>;

function stateOf({ dealId, isLate, unclear }: Picked): Partial<RunRow> & Pick<RunRow, "state"> {
  if (isLate) return { state: "late" };
  if (unclear === null) return { state: "ready" };
  const code = "recurring_lines" as const;
  const next = `pdqb invoice create --deal ${dealId} --recurring <cycle>`;
  return {
    state: "problem",
    problems: [{ code, message: unclear, next }],
    needs: [{ code, thing: `deal ${dealId}`, what: unclear, next }],
  };
}
