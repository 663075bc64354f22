/** Deals: single, lists, archived ones, writes (docs/pipedrive.md 3.1, 3.2, 7.1). `weighted_value` is not part of one (docs/pipedrive.md 14). */
import { archived, invalid, notFound } from "../answers.ts";
import type { Answer, Call, Handlers, Json } from "../call.ts";
import { dealMoney } from "../deal-money.ts";
import { cursorPage } from "../paging.ts";
import { BLANK_DEAL, type DealRow } from "../rows.ts";
import { isMoment, localDate, v1Time, v2Time } from "../times.ts";
import { crud, isKept, type Kind, listed, writerOf } from "./crud.ts";

const STATUSES = ["open", "won", "lost"];
const MOMENTS = ["close_time", "won_time", "lost_time", "archive_time"];

const deals: Kind<DealRow> = {
  owner: "deal",
  table: (store) => store.deals,
  filters: ["owner_id", "person_id", "org_id", "pipeline_id", "stage_id"],
  blank({ store, body, user }) {
    const pipelineId = Number(body.pipeline_id ?? store.pipelines.all()[0]?.id ?? 1);
    const firstStage = store.stages.all().find((stage) => stage.pipeline_id === pipelineId);
    return {
      ...BLANK_DEAL,
      creator_user_id: Number(user.id),
      pipeline_id: pipelineId,
      stage_id: Number(firstStage?.id ?? 1),
      currency: store.company().currency,
    };
  },
  complete(call, before, sent) {
    if (before.is_archived && sent.is_archived !== false) throw archived();
    // PATCH cannot delete (docs/pipedrive.md 2.2).
    if (sent.is_deleted === true) throw invalid("is_deleted", "use DELETE to delete a deal");
    check(call, sent);
    return timesOf(before, sent, v2Time(call.now));
  },
  wire({ store, settings }) {
    const zone = store.company().timezone_name;
    return (row) => ({
      ...dealMoney(row.value, store.partsOf(row.id), settings),
      status: row.is_deleted ? "deleted" : row.status,
      local_won_date: localDate(row.won_time, zone),
      local_lost_date: localDate(row.lost_time, zone),
      local_close_date: localDate(row.close_time, zone),
      origin_id: null,
      channel: null,
      channel_id: null,
    });
  },
};

export const dealHandlers: Handlers = {
  ...crud("Deal", deals),
  "v2:getDeals": (call) => list(call, (row) => !row.is_archived),
  "v2:getArchivedDeals": (call) => list(call, (row) => row.is_archived),
};

function list(call: Call, isListed: (row: DealRow) => boolean): Answer {
  const rows = call.query.filter_id === undefined ? byParameters(call) : bySavedFilter(call);
  return cursorPage(call, rows.filter(isListed), writerOf(call, deals));
}

/** Without `status` all but the deleted; `deleted` means those of the last 30 days. */
function byParameters(call: Call): DealRow[] {
  const asked = call.query.status;
  const statuses = asked === undefined ? undefined : new Set(String(asked).split(","));
  return listed(call, deals).filter((row) => {
    if (row.is_deleted) return statuses?.has("deleted") === true && isKept(row, call.now);
    return statuses?.has(row.status) ?? true;
  });
}

/** A saved filter makes all other filters be ignored. */
function bySavedFilter({ store, query }: Call): DealRow[] {
  const filter = store.filters.get(String(query.filter_id));
  if (!filter) throw notFound();
  const wanted = Object.entries(filter.where) as [keyof DealRow, unknown][];
  return store.deals
    .all()
    .filter((row) => !row.is_deleted && wanted.every(([name, value]) => row[name] === value));
}

/** Status, stage and archive move their times (docs/pipedrive.md 7.1). */
function timesOf(before: DealRow, sent: Json, now: string): Partial<DealRow> {
  const times: Partial<DealRow> = {};
  if (sent.stage_id !== undefined && sent.stage_id !== before.stage_id)
    times.stage_change_time = now;
  if (sent.is_archived !== undefined)
    times.archive_time = sent.is_archived ? String(sent.archive_time ?? now) : null;
  if (sent.status === undefined || sent.status === before.status) return times;
  const close = String(sent.close_time ?? sent.won_time ?? sent.lost_time ?? now);
  return {
    ...times,
    won_time: sent.status === "won" ? String(sent.won_time ?? close) : null,
    lost_time: sent.status === "lost" ? String(sent.lost_time ?? close) : null,
    close_time: sent.status === "open" ? null : close,
  };
}

function check({ store }: Call, sent: Json): void {
  if (sent.title === "") throw invalid("title", "must not be empty");
  if (sent.status !== undefined && !STATUSES.includes(String(sent.status)))
    throw invalid("status", `must be one of: ${STATUSES.join(", ")}`);
  for (const name of MOMENTS) {
    const moment = sent[name];
    if (typeof moment === "string" && !isMoment(moment))
      throw invalid(name, "must be a time like 2026-10-02T07:41:00Z");
  }
  const references = {
    owner_id: store.users,
    person_id: store.persons,
    org_id: store.organizations,
    pipeline_id: store.pipelines,
    stage_id: store.stages,
  };
  for (const [name, table] of Object.entries(references)) {
    const id = sent[name];
    if (id !== undefined && !table.get(String(id))) throw invalid(name, "does not exist");
  }
  const { currency } = sent;
  if (currency !== undefined && !store.currencies.all().some((each) => each.code === currency))
    throw invalid("currency", "does not exist");
}

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
