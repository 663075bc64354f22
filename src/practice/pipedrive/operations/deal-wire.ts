/** A deal as v2 answers it (docs/pipedrive.md 3.1). `weighted_value` is not part of it (docs/pipedrive.md 14). */
import type { Call, Json } from "../call.ts";
import { dealMoney } from "../deal-money.ts";
import { optionalMembers, type WireContext } from "../entities.ts";
import type { DealRow } from "../rows.ts";
import { localDate } from "../times.ts";

export function dealWriter(call: Call, wire: WireContext): (row: DealRow) => Json {
  const zone = call.store.company().timezone_name;
  const deleted = (row: DealRow): "deleted" | string => (row.is_deleted ? "deleted" : row.status);
  return (row) => {
    const parts = call.store.partsOf(row.id);
    const { value, arr, mrr, acv } = dealMoney(row.value, parts, call.settings);
    return {
      id: Number(row.id),
      title: row.title,
      creator_user_id: row.creator_user_id,
      owner_id: row.owner_id,
      value,
      person_id: row.person_id,
      org_id: row.org_id,
      stage_id: row.stage_id,
      pipeline_id: row.pipeline_id,
      currency: row.currency,
      archive_time: row.archive_time,
      add_time: row.add_time,
      update_time: row.update_time,
      stage_change_time: row.stage_change_time,
      status: deleted(row),
      is_archived: row.is_archived,
      is_deleted: row.is_deleted,
      probability: row.probability,
      lost_reason: row.lost_reason,
      visible_to: row.visible_to,
      close_time: row.close_time,
      won_time: row.won_time,
      lost_time: row.lost_time,
      local_won_date: localDate(row.won_time, zone),
      local_lost_date: localDate(row.lost_time, zone),
      local_close_date: localDate(row.close_time, zone),
      expected_close_date: row.expected_close_date,
      label_ids: row.label_ids,
      origin: row.origin,
      origin_id: null,
      channel: null,
      channel_id: null,
      acv,
      arr,
      mrr,
      custom_fields: wire.custom(row.custom_fields),
      ...wire.labels(row.label_ids),
      ...optionalMembers(call, onRequest(call, row, parts.lines.length)),
    };
  };
}

/** Members that are only there where `include_fields` names them. */
function onRequest({ store }: Call, row: DealRow, lines: number) {
  const activities = () => ofDeal(store.activities.all(), row);
  return {
    products_count: () => lines,
    files_count: () => ofDeal(store.files.all(), row).length,
    notes_count: () => ofDeal(store.notes.all(), row).length,
    activities_count: () => activities().length,
    done_activities_count: () => activities().filter((each) => each.done).length,
    undone_activities_count: () => activities().filter((each) => !each.done).length,
    first_won_time: () => row.won_time,
    followers_count: () => 1,
    email_messages_count: () => 0,
    participants_count: () => (row.person_id === null ? 0 : 1),
    smart_bcc_email: () => `${store.company().domain}+deal${row.id}@pipedrivemail.com`,
  };
}

function ofDeal<T extends { deal_id: number | null }>(rows: T[], deal: DealRow): T[] {
  return rows.filter((row) => row.deal_id === Number(deal.id));
}
