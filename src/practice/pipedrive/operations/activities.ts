/** Activities (docs/pipedrive.md 7.5): the person comes from `participants`; there is no writable `person_id`. */
import { invalid, notFound } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { numbered } from "../entities.ts";
import { cursorPage } from "../paging.ts";
import type { ActivityRow } from "../rows.ts";
import { isDate, v2Time } from "../times.ts";
import { ACTIVITY_TYPES } from "./activity-types.ts";

export const activityHandlers: Handlers = {
  "v2:getActivities": (call) => cursorPage(call, list(call), toWire),
  "v2:getActivity": (call) => ({ data: toWire(find(call)) }),
  "v2:addActivity": (call) => {
    const now = v2Time(call.now);
    const blank: ActivityRow = {
      id: String(call.store.next("activities")),
      add_time: now,
      update_time: now,
      is_deleted: false,
      owner_id: Number(call.user.id),
      creator_user_id: Number(call.user.id),
      subject: "Call",
      type: "call",
      deal_id: null,
      org_id: null,
      due_date: now.slice(0, 10),
      due_time: null,
      duration: null,
      busy: false,
      done: false,
      marked_as_done_time: null,
      note: null,
      public_description: null,
      priority: null,
      participants: [],
    };
    return { data: put(call, blank) };
  },
  "v2:updateActivity": (call) => ({ data: put(call, find(call)) }),
  "v2:deleteActivity": (call) => {
    const row = find(call);
    call.store.activities.put({ ...row, is_deleted: true, update_time: v2Time(call.now) });
    return { data: { id: Number(row.id) } };
  },
};

function find(call: Call): ActivityRow {
  const row = call.store.activities.get(String(Number(call.path.id)));
  if (!row || row.is_deleted) throw notFound();
  return row;
}

function list(call: Call): ActivityRow[] {
  const { query } = call;
  const ids = query.ids as number[] | undefined;
  const equal = (["owner_id", "deal_id", "org_id", "done"] as const).filter(
    (name) => query[name] !== undefined,
  );
  return call.store.activities
    .all()
    .filter(
      (row) =>
        !row.is_deleted &&
        (!ids || ids.includes(Number(row.id))) &&
        equal.every((name) => row[name] === query[name]) &&
        (query.person_id === undefined || primaryOf(row) === query.person_id) &&
        (query.updated_since === undefined || row.update_time >= String(query.updated_since)) &&
        (query.updated_until === undefined || row.update_time < String(query.updated_until)),
    );
}

const primaryOf = (row: ActivityRow): number | null =>
  (row.participants.find((each) => each.primary) ?? row.participants[0])?.person_id ?? null;

const toWire = (row: ActivityRow): Json => ({
  ...numbered(row),
  person_id: primaryOf(row),
  lead_id: null,
  project_id: null,
  location: null,
});

function put(call: Call, before: ActivityRow): Json {
  const { body, store } = call;
  if (body.person_id !== undefined) throw invalid("person_id", "is not allowed");
  if (typeof body.due_date === "string" && !isDate(body.due_date)) {
    throw invalid("due_date", "must be a date");
  }
  const isKnownType = ACTIVITY_TYPES.some(([key]) => key === body.type);
  if (body.type !== undefined && !isKnownType) throw invalid("type", "does not exist");
  if (body.deal_id !== undefined && !store.deals.get(String(body.deal_id))) {
    throw invalid("deal_id", "does not exist");
  }
  const now = v2Time(call.now);
  const row: ActivityRow = { ...before, ...(body as Partial<ActivityRow>), update_time: now };
  row.marked_as_done_time = row.done ? (before.marked_as_done_time ?? now) : null;
  store.activities.put(row);
  return toWire(row);
}
