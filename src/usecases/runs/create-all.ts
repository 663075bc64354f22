/** Creates the invoices of a run, several at a time; one that fails stops no other, and what all would fail of stops the run. */
import { grouped } from "../../domain/grouped.ts";
import type { Again, Order, RowOutcome, Stop } from "../../domain/run/applied.ts";
import type { RunRow } from "../../domain/run/run.ts";
import type { WritePorts } from "../../ports.ts";
import { createInvoice } from "../writes/create-invoice.ts";
import { billedRow, isMadeBy } from "./billed-rows.ts";
import { eachOf } from "./over.ts";
import { openRowWork } from "./row-work.ts";
import type { ApplyInput } from "./run-input.ts";
import { planOfRow, sendRow } from "./send-row.ts";

type CreateAllInput = Pick<ApplyInput, "send" | "limits" | "sending" | "onRow" | "onProgress"> & {
  run: string;
  pipedriveCompany: string;
  /** Of the whole run. */
  rows: RunRow[];
  orders: Order[];
  /** Plans a deal once more. */
  again(row: RunRow): Promise<Again>;
};

/** As many requests as QuickBooks takes at once. */
const WIDTH = 8;

/** Throws bugs alone. */
export async function createAll(
  ports: WritePorts,
  input: CreateAllInput,
): Promise<{ outcomes: RowOutcome[]; stop: Stop | null }> {
  const { run, send, orders, rows } = input;
  const work = openRowWork(ports, input);

  async function createOne(order: Order): Promise<void> {
    if (!work.mayCreate(order.row)) return;
    const done = await work.unlessStopped(order.row, async () => {
      const row = await createRow(ports, order, input);
      return send ? sendRow(ports, row, order.plan) : { row };
    });
    if (!done || isUntouched(done.row)) work.giveBack(order.row);
    input.onProgress?.(work.outcomes.length, orders.length);
  }

  const byDeal = [...grouped(orders, ({ row }) => row.dealId).values()];
  await eachOf(byDeal, WIDTH, async ([first, ...others]) => {
    if (first) await createOne(first);
    // What an earlier part has billed counts for the plans of the others.
    for (const { row } of others) {
      if (work.stop()) return;
      const again = await input.again(row);
      if (again.order) await createOne(again.order);
      else await work.unlessStopped(row, async () => again);
    }
  });
  if (send) await sendUnsent(rows.filter(isUnsent));

  /** Created by an earlier call that was stopped before sending. */
  async function sendUnsent(unsent: RunRow[]): Promise<void> {
    await eachOf(unsent, WIDTH, async (row) => {
      if (work.stop()) return;
      const plan = await planOfRow(ports, run, row);
      if (plan) await work.unlessStopped(row, () => sendRow(ports, row, plan));
    });
  }

  return { outcomes: work.outcomes, stop: work.stop() };
}

/** As `invoice create` does. Throws what that throws. */
async function createRow(
  ports: WritePorts,
  { row, plan, remember }: Order,
  { run, pipedriveCompany }: Pick<CreateAllInput, "run" | "pipedriveCompany">,
): Promise<RunRow> {
  const order = { plan, remember, pipedriveCompany };
  const { outcome, invoice, warnings } = await createInvoice(ports, order);
  const isOwn =
    outcome === "created" || (await isMadeBy(ports.ledger, run, row.key ?? "", invoice.id));
  return {
    ...billedRow(row, invoice),
    state: isOwn ? "created" : "billed",
    warnings: [...plan.warnings, ...warnings],
  };
}

const isUnsent = ({ state }: RunRow) => state === "created";

/** What may have been created counts. */
const isUntouched = ({ invoice, state }: RunRow) => invoice === null && state !== "in_doubt";
