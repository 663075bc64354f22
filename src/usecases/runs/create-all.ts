/** Creates the invoices of a run, several at a time; one that fails stops no other, and what all would fail of stops the run. */

import type { Again, Order, RowOutcome, Stop } from "../../domain/run/applied.ts";
import type { RunRow } from "../../domain/run/run.ts";
import type { WritePorts } from "../../ports.ts";
import { createInvoice } from "../writes/create-invoice.ts";
import { billedRow, isMadeBy } from "./billed-rows.ts";
import { eachOf } from "./over.ts";
import { failedRow } from "./row-error.ts";
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
    const done = await work.unlessStopped(async () => {
      const made = await createRow(ports, order, input);
      return send && !made.failure ? sendRow(ports, made.row, order.plan) : made;
    });
    if (!done || isUntouched(done.row)) work.giveBack(order.row);
    input.onProgress?.(work.outcomes.length, orders.length);
  }

  await eachOf(byDeal(orders), WIDTH, async ([first, ...others]) => {
    if (first) await createOne(first);
    // What an earlier part has billed counts for the plans of the others.
    for (const { row } of others) {
      if (work.stop()) return;
      const again = await input.again(row);
      if (again.order) await createOne(again.order);
      else await work.unlessStopped(async () => again);
    }
  });
  if (send) await sendUnsent(rows.filter(isUnsent));

  /** Created by an earlier call that was stopped before sending. */
  async function sendUnsent(unsent: RunRow[]): Promise<void> {
    await eachOf(unsent, WIDTH, async (row) => {
      if (work.stop()) return;
      const plan = await planOfRow(ports, run, row);
      if (plan) await work.unlessStopped(() => sendRow(ports, row, plan));
    });
  }

  return { outcomes: work.outcomes, stop: work.stop() };
}

/** As `invoice create` does. Throws bugs alone. */
async function createRow(
  ports: WritePorts,
  { row, plan, remember }: Order,
  { run, pipedriveCompany }: Pick<CreateAllInput, "run" | "pipedriveCompany">,
): Promise<RowOutcome> {
  try {
    const order = { plan, remember, pipedriveCompany };
    const { outcome, invoice, warnings } = await createInvoice(ports, order);
    const isOwn =
      outcome === "created" || (await isMadeBy(ports.ledger, run, row.key ?? "", invoice.id));
    return {
      row: {
        ...billedRow(row, invoice),
        state: isOwn ? "created" : "billed",
        warnings: [...plan.warnings, ...warnings],
      },
    };
  } catch (error) {
    return failedRow(error, row);
  }
}

const isUnsent = ({ state }: RunRow) => state === "created";

/** What may have been created counts. */
const isUntouched = ({ invoice, state }: RunRow) => invoice === null && state !== "in_doubt";

function byDeal(orders: Order[]): Order[][] {
  const groups = new Map<number, Order[]>();
  for (const order of orders) {
    const group = groups.get(order.row.dealId);
    if (group) group.push(order);
    else groups.set(order.row.dealId, [order]);
  }
  return [...groups.values()];
}
