/** Writing deals: only given members change; status, stage and archive move their times (docs/pipedrive.md 7.1). */
import { invalid, Refusal } from "../answers.ts";
import type { Call, Json } from "../call.ts";
import { writeCustomFields } from "../custom-fields.ts";
import { newEntity, writableEntity } from "../entities.ts";
import type { DealRow } from "../rows.ts";
import { isMoment, v2Time } from "../times.ts";

const STATUSES = ["open", "won", "lost"];
const MOMENTS = ["close_time", "won_time", "lost_time", "archive_time"];

export function addDeal(call: Call): DealRow {
  const { store, body } = call;
  const pipelineId = Number(body.pipeline_id ?? store.pipelines.all()[0]?.id ?? 1);
  const firstStage = store.stages.all().find((stage) => stage.pipeline_id === pipelineId);
  const blank: DealRow = {
    ...newEntity(call),
    id: String(store.next("deals")),
    title: "",
    creator_user_id: Number(call.user.id),
    person_id: null,
    org_id: null,
    pipeline_id: pipelineId,
    stage_id: Number(firstStage?.id ?? 1),
    value: 0,
    currency: store.company().currency,
    status: "open",
    stage_change_time: null,
    close_time: null,
    won_time: null,
    lost_time: null,
    lost_reason: null,
    expected_close_date: null,
    probability: null,
    label_ids: [],
    is_archived: false,
    archive_time: null,
    origin: "API",
  };
  return put(call, blank);
}

export function updateDeal(call: Call): DealRow {
  const row = writableEntity(call, call.store.deals);
  const isUnarchive = call.body.is_archived === false;
  if (row.is_archived && !isUnarchive) {
    throw new Refusal(400, "Archived deals cannot be edited", { code: "ERR_DEAL_ARCHIVED" });
  }
  return put(call, row);
}

function put(call: Call, before: DealRow): DealRow {
  const { custom_fields: customFields, is_deleted: isDeleted, ...sent } = call.body;
  // PATCH cannot delete (docs/pipedrive.md 2.2).
  if (isDeleted === true) throw invalid("is_deleted", "use DELETE to delete a deal");
  check(call, sent);
  const now = v2Time(call.now);
  const row: DealRow = {
    ...before,
    ...(sent as Partial<DealRow>),
    ...timesOf(before, sent, now),
    custom_fields: writeCustomFields(
      before.custom_fields,
      customFields as Json | undefined,
      "deal",
      call,
    ),
    update_time: now,
  };
  call.store.deals.put(row);
  return row;
}

function timesOf(before: DealRow, sent: Json, now: string): Partial<DealRow> {
  const times: Partial<DealRow> = {};
  if (sent.stage_id !== undefined && sent.stage_id !== before.stage_id) {
    times.stage_change_time = now;
  }
  if (sent.is_archived !== undefined) {
    times.archive_time = sent.is_archived ? String(sent.archive_time ?? now) : null;
  }
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
  if (sent.status !== undefined && !STATUSES.includes(String(sent.status))) {
    throw invalid("status", `must be one of: ${STATUSES.join(", ")}`);
  }
  for (const name of MOMENTS) {
    const moment = sent[name];
    if (typeof moment === "string" && !isMoment(moment)) {
      throw invalid(name, "must be a time like 2026-10-02T07:41:00Z");
    }
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
  const currency = sent.currency;
  if (currency !== undefined && !store.currencies.all().some((each) => each.code === currency)) {
    throw invalid("currency", "does not exist");
  }
}
