/**
 * Writes what became of a deal's invoices back into Pipedrive, where a person chose so: only what changed since the last time, each
 * write through an intent. What fails harms no invoice, and is made up by the next run.
 */
import {
  changedValues,
  type DealWriteBack,
  dealWriteBack,
  isDue,
  type WriteBackInput,
  wish,
} from "../../domain/deal/deal-write-back.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import { invoicesByDeal } from "../../domain/ledger/ledger.ts";
import type { WritePorts } from "../../ports.ts";
import { isGone, orGone } from "../books/or-gone.ts";
import { writeBackLock } from "../writes/on-deal.ts";
import { putActivities, putFiles } from "./invoice-steps.ts";
import type { WriteBackFailure, WriteBackResult } from "./write-back-result.ts";
import { putNote, putValues } from "./write-back-steps.ts";

/** Throws nothing that Pipedrive said: it is in `failed`. Reads and writes nothing where nothing changed. `dealIds`: these alone. */
export async function writeBack(
  ports: WritePorts,
  input: WriteBackInput,
  dealIds?: DealId[],
  onDeal?: (done: number, total: number) => void,
): Promise<WriteBackResult> {
  const spent = await ports.pipedrive.tokensSpent();
  const done = { deals: 0, values: 0, notes: 0, files: 0, activities: 0 };
  const failed: WriteBackFailure[] = [];
  const told = async (): Promise<WriteBackResult> => {
    const tokens = (await ports.pipedrive.tokensSpent()) - spent;
    return { ...done, failed, tokens };
  };
  const due = await changedDeals(ports, input, dealIds);
  const hasValues = due.some((deal) => Object.keys(changedValues(deal)).length > 0);
  const gone = hasValues && (await goneFields(ports, input.choice).catch(asFailure));
  if (gone) failed.push({ dealId: null, error: gone, isFinal: false });
  if (gone && endsAll(gone)) return told();
  for (const [index, { dealId }] of due.entries()) {
    onDeal?.(index, due.length);
    try {
      // A missing field gives one error; the rest of the choice is written all the same.
      const wrote = await ports.ledger.exclusive(writeBackLock({ key: "", dealId }), () =>
        writeDeal(ports, input, dealId, { withValues: !gone }),
      );
      if (wrote.values + wrote.notes + wrote.files + wrote.activities > 0) done.deals += 1;
      for (const name of ["values", "notes", "files", "activities"] as const)
        done[name] += wrote[name];
    } catch (error) {
      const failure = asFailure(error);
      const isFinal = await isForGood(ports, dealId, failure);
      failed.push({ dealId, error: failure, isFinal });
      if (isFinal) await remember(ports, input, dealId);
      if (endsAll(failure)) break;
    }
  }
  return told();
}

/** The other deals would fail of the same. */
const endsAll = ({ kind }: PdqbError) =>
  kind === "connection" || kind === "unavailable" || kind === "interrupted";

function asFailure(error: unknown): PdqbError {
  if (error instanceof PdqbError) return error;
  throw error;
}

/** Deals whose invoices come to something else than what was written last. */
async function changedDeals(
  ports: WritePorts,
  input: WriteBackInput,
  dealIds: DealId[] | undefined,
): Promise<DealWriteBack[]> {
  const [only, ...more] = dealIds ?? [];
  const isOne = only !== undefined && more.length === 0;
  const [known, rows] = await Promise.all([
    ports.ledger.invoices(dealIds ? { dealIds } : {}),
    ports.ledger.writtenBack(isOne ? only : undefined),
  ]);
  const linked = invoicesByDeal(known);
  const written = new Map(rows.map((row) => [row.dealId, row]));
  const wanted = dealIds && new Set(dealIds);
  return [...new Set([...written.keys(), ...linked.keys()])]
    .filter((id) => wanted === undefined || wanted.has(id))
    .flatMap((id) => dealWriteBack(id, linked.get(id) ?? [], written.get(id), input) ?? [])
    .filter((deal) => isDue(deal, input.choice));
}

/** Undefined: all chosen fields are there. */
async function goneFields(
  { pipedrive }: WritePorts,
  { fields }: WriteBackInput["choice"],
): Promise<PdqbError | undefined> {
  const codes = new Set((await pipedrive.fields("deal")).map(({ code }) => code));
  const gone = Object.values(fields).filter((field) => !codes.has(field.code));
  if (gone.length === 0) return undefined;
  const names = gone.map(({ label }) => `"${label}"`).join(", ");
  return new PdqbError(
    "refused",
    `Deal fields are not written: ${names} was deleted in Pipedrive.`,
    {
      reason: "A field that was chosen for the write-back was deleted there.",
      next: ["pdqb config writeback"],
    },
  );
}

type Wrote = Pick<WriteBackResult, "values" | "notes" | "files" | "activities">;
type Put = (deal: DealWriteBack) => ReturnType<typeof putValues>;

/** Under the deal's lock: what another process wrote meanwhile is not written again. */
async function writeDeal(
  ports: WritePorts,
  input: WriteBackInput,
  dealId: DealId,
  { withValues }: { withValues: boolean },
): Promise<Wrote> {
  let [deal] = await changedDeals(ports, input, [dealId]);
  const wrote = { values: 0, notes: 0, files: 0, activities: 0 };
  const { note, activity, pdf } = input.choice;
  const steps: [keyof Wrote, isWanted: boolean, put: Put][] = [
    ["values", withValues, (now) => putValues(ports, now)],
    ["notes", note, (now) => putNote(ports, now)],
    ["files", pdf, (now) => putFiles(ports, now)],
    ["activities", activity, (now) => putActivities(ports, now, input.today)],
  ];
  for (const [name, isWanted, put] of steps)
    if (deal && isWanted) ({ count: wrote[name], deal } = await put(deal));
  return wrote;
}

/** An archived or a deleted deal takes nothing more. In which words an archived one refuses is not documented: it is asked. */
async function isForGood(
  { pipedrive }: WritePorts,
  dealId: DealId,
  error: PdqbError,
): Promise<boolean> {
  if (isGone(error)) return true;
  if (error.kind !== "refused") return false;
  const deal = await orGone(pipedrive.deal(dealId)).catch(() => null);
  return deal === undefined || (deal?.isArchived ?? false);
}

async function remember(ports: WritePorts, input: WriteBackInput, dealId: DealId): Promise<void> {
  const [deal] = await changedDeals(ports, input, [dealId]);
  if (deal) await ports.ledger.putWrittenBack({ ...deal.row, refused: wish(deal) });
}
