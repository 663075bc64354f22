/** Notes (v1, docs/pipedrive.md 7.3). */
import { Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { startPage } from "../paging.ts";
import type { NoteRow } from "../rows.ts";
import { v1Time } from "../times.ts";
import { numbered } from "./crud.ts";

const OWNERS = ["deal_id", "person_id", "org_id"] as const;
/** Which owner each flag needs. */
const PINS = {
  pinned_to_deal_flag: "deal_id",
  pinned_to_person_flag: "person_id",
  pinned_to_organization_flag: "org_id",
} as const;
const PAGE_MAX = 500;
const SORTABLE = "id user_id deal_id org_id person_id content add_time update_time".split(" ");

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
      ...{ id: String(call.store.next("notes")), content: "", active_flag: true, pinned: {} },
      ...{ deal_id: null, person_id: null, org_id: null },
      ...{ user_id: Number(call.user.id), last_update_user_id: null },
      add_time: typeof call.body.add_time === "string" ? call.body.add_time : now,
      update_time: now,
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

function list({ store, query }: Call): NoteRow[] {
  const equal = (["user_id", ...OWNERS] as const).filter((name) => query[name] !== undefined);
  const pins = Object.keys(PINS).filter((name) => query[name] !== undefined);
  const rows = store.notes.all().filter((row) => {
    const date = row.add_time.slice(0, 10);
    return (
      row.active_flag &&
      equal.every((name) => row[name] === query[name]) &&
      pins.every((name) => (row.pinned[name] ?? false) === (query[name] === 1)) &&
      (query.start_date === undefined || date >= String(query.start_date)) &&
      (query.end_date === undefined || date <= String(query.end_date)) &&
      (query.updated_since === undefined || row.update_time >= v1Time(String(query.updated_since)))
    );
  });
  return sorted(rows, String(query.sort ?? "id ASC"));
}

function sorted(rows: NoteRow[], text: string): NoteRow[] {
  const [field = "id", direction = "ASC"] = text.split(",")[0]?.trim().split(/\s+/) ?? [];
  if (!SORTABLE.includes(field)) throw new Refusal(400, `Cannot sort by ${field}`);
  const sign = direction.toUpperCase() === "DESC" ? -1 : 1;
  const key = (row: NoteRow): string | number =>
    field === "id" ? Number(row.id) : (row[field as "content"] ?? "");
  return rows.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function put(call: Call, before: NoteRow): Json {
  const { body, store, settings, now } = call;
  const row: NoteRow = { ...before, pinned: { ...before.pinned }, update_time: v1Time(now) };
  if (body.content !== undefined) {
    const html = String(body.content);
    row.content = settings("note_html") === "all" ? html : sanitized(html);
  }
  const tables = { deal_id: store.deals, person_id: store.persons, org_id: store.organizations };
  for (const owner of OWNERS) {
    if (body[owner] === undefined || body[owner] === null) continue;
    const found = tables[owner].get(String(body[owner]));
    if (!found || found.is_deleted) throw new Refusal(404, `${owner} not found`);
    row[owner] = Number(body[owner]);
  }
  if (OWNERS.every((owner) => row[owner] === null))
    throw new Refusal(400, "One of deal_id, person_id, org_id, lead_id has to be given");
  for (const [flag, owner] of Object.entries(PINS)) {
    if (body[flag] === undefined) continue;
    row.pinned[flag] = Number(body[flag]) === 1;
    if (row.pinned[flag] && row[owner] === null) throw new Refusal(400, `${flag} needs ${owner}`);
  }
  store.notes.put(row);
  return toWire(call, row);
}

const KEPT = new Set(["p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li", "a"]);

/** The tags that the editor itself makes survive; comments, other tags and attributes go. */
function sanitized(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(
      /<(\/?)([a-z][a-z0-9]*)\b([^>]*)>/gi,
      (_, slash: string, tag: string, rest: string) => {
        const name = tag.toLowerCase();
        if (!KEPT.has(name)) return "";
        const href = name === "a" && /\bhref\s*=\s*"(https?:\/\/[^"]*|mailto:[^"]*)"/i.exec(rest);
        return href && !slash ? `<a href="${href[1]}">` : `<${slash}${name}>`;
      },
    );
}

function toWire({ store, user: caller }: Call, row: NoteRow): Json {
  const { pinned, ...rest } = row;
  const deal = store.deals.get(String(row.deal_id));
  const person = store.persons.get(String(row.person_id));
  const organization = store.organizations.get(String(row.org_id));
  const user = store.users.get(String(row.user_id));
  return {
    ...numbered(rest),
    ...{ lead_id: null, project_id: null, task_id: null },
    ...Object.fromEntries(Object.keys(PINS).map((flag) => [flag, pinned[flag] ?? false])),
    ...{ pinned_to_project_flag: false, pinned_to_task_flag: false },
    deal: deal ? { title: deal.title } : null,
    person: person ? { name: person.name } : null,
    organization: organization ? { name: organization.name } : null,
    user: user
      ? { email: user.email, icon_url: null, is_you: user.id === caller.id, name: user.name }
      : null,
  };
}
