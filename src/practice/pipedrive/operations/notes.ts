/** Notes (v1, docs/pipedrive.md 7.3). */
import { Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { sanitizeNote } from "../note-html.ts";
import { startPage } from "../paging.ts";
import type { NoteRow } from "../rows.ts";
import { v1Time } from "../times.ts";

const OWNERS = ["deal_id", "person_id", "org_id"] as const;
/** Which owner each flag needs. */
const PINS: Record<string, string> = {
  pinned_to_deal_flag: "deal_id",
  pinned_to_person_flag: "person_id",
  pinned_to_organization_flag: "org_id",
};
const PAGE_MAX = 500;

export const noteHandlers: Handlers = {
  "v1:getNotes": (call) =>
    startPage(
      call,
      list(call).map((row) => toWire(call, row)),
      PAGE_MAX,
    ),
  "v1:getNote": (call) => ({ data: toWire(call, find(call)) }),
  "v1:addNote": (call) => {
    const now = v1Time(call.now);
    const blank: NoteRow = {
      id: String(call.store.next("notes")),
      content: "",
      deal_id: null,
      person_id: null,
      org_id: null,
      user_id: Number(call.user.id),
      last_update_user_id: null,
      add_time: typeof call.body.add_time === "string" ? call.body.add_time : now,
      update_time: now,
      active_flag: true,
      pinned: {},
    };
    return { data: put(call, blank) };
  },
  "v1:updateNote": (call) => ({
    data: put(call, { ...find(call), last_update_user_id: Number(call.user.id) }),
  }),
  "v1:deleteNote": (call) => {
    call.store.notes.put({ ...find(call), active_flag: false, update_time: v1Time(call.now) });
    return { data: true };
  },
};

/** A note that was deleted by a user answers 404, to a PUT too. */
function find(call: Call): NoteRow {
  const row = call.store.notes.get(String(Number(call.path.id)));
  if (!row?.active_flag) throw new Refusal(404, "Note not found");
  return row;
}

function list(call: Call): NoteRow[] {
  const { query } = call;
  const equal = ["user_id", ...OWNERS].filter((name) => query[name] !== undefined);
  const pins = Object.keys(PINS).filter((name) => query[name] !== undefined);
  const rows = call.store.notes.all().filter((row) => {
    const date = row.add_time.slice(0, 10);
    return (
      row.active_flag &&
      equal.every((name) => row[name as "deal_id"] === query[name]) &&
      pins.every((name) => (row.pinned[name] ?? false) === (query[name] === 1)) &&
      (query.start_date === undefined || date >= String(query.start_date)) &&
      (query.end_date === undefined || date <= String(query.end_date)) &&
      (query.updated_since === undefined || row.update_time >= v1Time(String(query.updated_since)))
    );
  });
  return sorted(rows, String(query.sort ?? "id ASC"));
}

const SORTABLE = [
  "id",
  "user_id",
  "deal_id",
  "org_id",
  "person_id",
  "content",
  "add_time",
  "update_time",
];

function sorted(rows: NoteRow[], text: string): NoteRow[] {
  const [field = "id", direction = "ASC"] = text.split(",")[0]?.trim().split(/\s+/) ?? [];
  if (!SORTABLE.includes(field)) throw new Refusal(400, `Cannot sort by ${field}`);
  const sign = direction.toUpperCase() === "DESC" ? -1 : 1;
  const key = (row: NoteRow): string | number =>
    field === "id" ? Number(row.id) : (row[field as "content"] ?? "");
  return rows.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function put(call: Call, before: NoteRow): Json {
  const { body, store } = call;
  const row: NoteRow = { ...before, pinned: { ...before.pinned }, update_time: v1Time(call.now) };
  if (body.content !== undefined) {
    const keepsAll = call.settings("pipedrive.note_html") === "all";
    row.content = keepsAll ? String(body.content) : sanitizeNote(String(body.content));
  }
  const tables = { deal_id: store.deals, person_id: store.persons, org_id: store.organizations };
  for (const owner of OWNERS) {
    if (body[owner] === undefined || body[owner] === null) continue;
    const found = tables[owner].get(String(body[owner]));
    if (!found || found.is_deleted) throw new Refusal(404, `${owner} not found`);
    row[owner] = Number(body[owner]);
  }
  if (OWNERS.every((owner) => row[owner] === null)) {
    throw new Refusal(400, "One of deal_id, person_id, org_id, lead_id has to be given");
  }
  for (const [flag, owner] of Object.entries(PINS)) {
    if (body[flag] === undefined) continue;
    row.pinned[flag] = Number(body[flag]) === 1;
    if (row.pinned[flag] && row[owner as "deal_id"] === null) {
      throw new Refusal(400, `${flag} needs ${owner}`);
    }
  }
  store.notes.put(row);
  return toWire(call, row);
}

function toWire(call: Call, { pinned, ...row }: NoteRow): Json {
  const { store } = call;
  const deal = store.deals.get(String(row.deal_id));
  const person = store.persons.get(String(row.person_id));
  const organization = store.organizations.get(String(row.org_id));
  const user = store.users.get(String(row.user_id));
  return {
    ...row,
    id: Number(row.id),
    lead_id: null,
    project_id: null,
    task_id: null,
    ...Object.fromEntries(Object.keys(PINS).map((flag) => [flag, pinned[flag] ?? false])),
    pinned_to_project_flag: false,
    pinned_to_task_flag: false,
    deal: deal ? { title: deal.title } : null,
    person: person ? { name: person.name } : null,
    organization: organization ? { name: organization.name } : null,
    user: user
      ? { email: user.email, icon_url: null, is_you: user.id === call.user.id, name: user.name }
      : null,
  };
}
