/**
 * What else hangs on deals: files by multipart upload with a file name (v1, docs/pipedrive.md 7.4), and activities, whose person comes
 * from `participants`: there is no writable `person_id` (docs/pipedrive.md 7.5).
 */
import { invalid, notFound, Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import type { SentFile } from "../gateway/read-body.ts";
import { cursorPage, startPage } from "../paging.ts";
import type { ActivityRow, FileRow } from "../rows.ts";
import { isDate, v1Time, v2Time } from "../times.ts";
import { numbered } from "./crud.ts";

const PAGE_MAX = 100;
const LINKS = ["deal_id", "person_id", "org_id", "product_id", "activity_id"] as const;
/** Of a new account. */
const ACTIVITY_TYPES = ["call", "meeting", "task", "deadline", "email", "lunch"];

export const attachmentHandlers: Handlers = {
  "v1:addFile": (call) => ({ data: fileWire(call, addFile(call)) }),
  "v1:getDealFiles": (call) => {
    const dealId = Number(call.path.id);
    if (!call.store.deals.get(String(dealId))) throw new Refusal(404, "Deal not found");
    const rows = call.store.files.all().filter((row) => row.active_flag && row.deal_id === dealId);
    return startPage(
      call,
      rows.map((row) => fileWire(call, row)),
      PAGE_MAX,
    );
  },
  "v1:deleteFile": (call) => {
    const row = call.store.files.get(String(Number(call.path.id)));
    if (!row?.active_flag) throw new Refusal(404, "File not found");
    call.store.files.put({ ...row, active_flag: false, update_time: v1Time(call.now) });
    return { data: { id: Number(row.id) } };
  },
  "v2:getActivities": (call) => cursorPage(call, activities(call), activityWire),
  "v2:addActivity": (call) => ({ data: activityWire(addActivity(call)) }),
  "v2:deleteActivity": (call) => {
    const row = call.store.activities.get(String(Number(call.path.id)));
    if (!row || row.is_deleted) throw notFound();
    call.store.activities.put({ ...row, is_deleted: true, update_time: v2Time(call.now) });
    return { data: { id: Number(row.id) } };
  },
};

function addFile({ body, store, user, now }: Call): FileRow {
  const file = body.file as SentFile | string | undefined;
  // A part without a file name is a text field, not a file (docs/pipedrive.md 2.4).
  if (file === undefined || typeof file === "string")
    throw new Refusal(400, "No files were uploaded");
  const id = String(store.next("files"));
  const row: FileRow = {
    ...{ id, name: file.name, description: "", active_flag: true, user_id: Number(user.id) },
    file_name: `${Buffer.from(`${id}-${file.name}`).toString("hex").slice(0, 32)}${extensionOf(file.name)}`,
    content_type: file.type || "application/octet-stream",
    file_size: file.bytes.length,
    ...{ deal_id: null, person_id: null, org_id: null, product_id: null, activity_id: null },
    ...{ add_time: v1Time(now), update_time: v1Time(now) },
  };
  const tables = {
    deal_id: store.deals,
    person_id: store.persons,
    org_id: store.organizations,
    product_id: store.products,
    activity_id: store.activities,
  };
  for (const link of LINKS) {
    if (body[link] === undefined || body[link] === "") continue;
    const found = tables[link].get(String(body[link]));
    if (!found || found.is_deleted) throw new Refusal(400, `${link} does not exist`);
    row[link] = Number(body[link]);
  }
  store.files.put(row);
  return row;
}

const extensionOf = (name: string): string => /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";

function fileWire({ store, request }: Call, { content_type: type, ...row }: FileRow): Json {
  return {
    ...numbered(row),
    file_type: type === "application/pdf" ? "pdf" : extensionOf(row.name).slice(1) || "file",
    ...{ inline_flag: false, remote_location: "s3", remote_id: "", cid: null, s3_bucket: null },
    ...{ mail_message_id: null, mail_template_id: null },
    ...{ lead_id: null, lead_name: null, project_id: null, project_name: null },
    deal_name: store.deals.get(String(row.deal_id))?.title ?? null,
    person_name: store.persons.get(String(row.person_id))?.name ?? null,
    org_name: store.organizations.get(String(row.org_id))?.name ?? null,
    product_name: store.products.get(String(row.product_id))?.name ?? null,
    url: `http://${request.headers.host ?? "127.0.0.1"}/v1/files/${row.id}/download`,
  };
}

function activities({ store, query }: Call): ActivityRow[] {
  const ids = query.ids as number[] | undefined;
  const equal = (["owner_id", "deal_id", "org_id", "done"] as const).filter(
    (name) => query[name] !== undefined,
  );
  return store.activities
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

function addActivity({ body, store, user, now }: Call): ActivityRow {
  if (body.person_id !== undefined) throw invalid("person_id", "is not allowed");
  if (typeof body.due_date === "string" && !isDate(body.due_date))
    throw invalid("due_date", "must be a date");
  if (body.type !== undefined && !ACTIVITY_TYPES.includes(String(body.type)))
    throw invalid("type", "does not exist");
  if (body.deal_id !== undefined && !store.deals.get(String(body.deal_id)))
    throw invalid("deal_id", "does not exist");
  const time = v2Time(now);
  const row: ActivityRow = {
    ...{ id: String(store.next("activities")), add_time: time, is_deleted: false },
    ...{ owner_id: Number(user.id), creator_user_id: Number(user.id) },
    ...{ subject: "Call", type: "call", deal_id: null, org_id: null, participants: [] },
    ...{ due_date: time.slice(0, 10), due_time: null, duration: null, busy: false, done: false },
    ...{ note: null, public_description: null, priority: null },
    ...(body as Partial<ActivityRow>),
    ...{ update_time: time, marked_as_done_time: body.done === true ? time : null },
  };
  store.activities.put(row);
  return row;
}

const primaryOf = (row: ActivityRow): number | null =>
  (row.participants.find((each) => each.primary) ?? row.participants[0])?.person_id ?? null;

const activityWire = (row: ActivityRow): Json => ({
  ...numbered(row),
  person_id: primaryOf(row),
  ...{ lead_id: null, project_id: null, location: null },
});
