/**
 * Merging two deals (https://pipedrive.readme.io/docs/merging-two-deals): the one of `merge_with_id` stays and wins every
 * conflict, the one of the path goes, and what hangs on it moves over.
 */
import { invalid, notFound } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { dealMoney } from "../deal-money.ts";
import type { DealRow } from "../rows.ts";
import { v1Time, v2Time } from "../times.ts";

export const dealMergeHandlers: Handlers = {
  "v1:mergeDeals": (call) => {
    const from = alive(call, call.path.id);
    if (!from) throw notFound();
    const into = alive(call, call.body.merge_with_id);
    if (!into || into.id === from.id) throw invalid("merge_with_id", "must be another deal");
    return { data: toWire(call, merge(call, from, into), from) };
  },
};

function alive({ store }: Call, id: unknown): DealRow | undefined {
  const row = store.deals.get(String(Number(id)));
  return row && !row.is_deleted ? row : undefined;
}

function merge(call: Call, from: DealRow, into: DealRow): DealRow {
  const { store } = call;
  const now = v2Time(call.now);
  const [given, own] = [store.partsOf(from.id), store.partsOf(into.id)];
  store.parts.put({
    id: into.id,
    lines: [...own.lines, ...given.lines].map((line, at) => ({ ...line, order_nr: at + 1 })),
    discounts: [...own.discounts, ...given.discounts],
    installments: [...own.installments, ...given.installments],
  });
  store.parts.delete(from.id);
  for (const table of [store.notes, store.files, store.activities])
    for (const row of table.all())
      if (row.deal_id === Number(from.id)) table.put({ ...row, deal_id: Number(into.id) } as never);
  store.deals.put({ ...from, is_deleted: true, update_time: now });
  const merged: DealRow = {
    ...into,
    person_id: into.person_id ?? from.person_id,
    org_id: into.org_id ?? from.org_id,
    expected_close_date: into.expected_close_date ?? from.expected_close_date,
    lost_reason: into.lost_reason ?? from.lost_reason,
    probability: into.probability ?? from.probability,
    label_ids: [...new Set([...into.label_ids, ...from.label_ids])],
    custom_fields: { ...from.custom_fields, ...filled(into.custom_fields) },
    update_time: now,
  };
  store.deals.put(merged);
  return merged;
}

const filled = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ""));

/** In the form of v1. */
function toWire({ store, settings }: Call, row: DealRow, from: DealRow): Json {
  const { title, creator_user_id, person_id, org_id, stage_id, pipeline_id } = row;
  const { currency, status } = row;
  const time = (moment: string | null) => (moment === null ? null : v1Time(moment));
  return {
    ...{ id: Number(row.id), title, creator_user_id, user_id: row.owner_id, person_id, org_id },
    ...{ stage_id, pipeline_id, currency, status, active: status === "open", deleted: false },
    value: dealMoney(row.value, store.partsOf(row.id), settings).value,
    add_time: time(row.add_time),
    update_time: time(row.update_time),
    won_time: time(row.won_time),
    lost_time: time(row.lost_time) ?? "",
    close_time: time(row.close_time),
    products_count: store.partsOf(row.id).lines.length,
    merge_what_id: Number(from.id),
  };
}
