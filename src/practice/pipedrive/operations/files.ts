/** Files (v1, docs/pipedrive.md 7.4): multipart upload with a file name, lists, download. */
import { Refusal } from "../answers.ts";
import type { Answer, Call, Handlers, Json } from "../call.ts";
import type { SentFile } from "../gateway/read-body.ts";
import { startPage } from "../paging.ts";
import type { FileRow } from "../rows.ts";
import { v1Time } from "../times.ts";
import { contentReply, storageAddress } from "./file-storage.ts";

const PAGE_MAX = 100;
const LINKS = ["deal_id", "person_id", "org_id", "product_id", "activity_id"] as const;

export const fileHandlers: Handlers = {
  "v1:addFile": (call) => ({ data: toWire(call, add(call)) }),
  "v1:getFiles": (call) => page(call, active(call)),
  "v1:getDealFiles": (call) => {
    const dealId = Number(call.path.id);
    if (!call.store.deals.get(String(dealId))) throw new Refusal(404, "Deal not found");
    return page(
      call,
      active(call).filter((row) => row.deal_id === dealId),
    );
  },
  "v1:getFile": (call) => ({ data: toWire(call, find(call)) }),
  "v1:updateFile": (call) => {
    const row = { ...find(call), update_time: v1Time(call.now) };
    if (call.body.name !== undefined) row.name = String(call.body.name);
    if (call.body.description !== undefined) row.description = String(call.body.description);
    call.store.files.put(row);
    return { data: toWire(call, row) };
  },
  "v1:deleteFile": (call) => {
    const row = find(call);
    call.store.files.put({ ...row, active_flag: false, update_time: v1Time(call.now) });
    return { data: { id: Number(row.id) } };
  },
  // Downloads redirect to a storage host, which needs no token (docs/pipedrive.md 1.7).
  "v1:downloadFile": (call) => {
    const row = find(call);
    if (call.settings("pipedrive.file_download") === "direct") return { reply: contentReply(row) };
    const reply = {
      status: 302,
      headers: { location: storageAddress(call.request, row) },
      body: "",
    };
    return { reply };
  },
};

const active = (call: Call): FileRow[] => call.store.files.all().filter((row) => row.active_flag);

const page = (call: Call, rows: FileRow[]): Answer =>
  startPage(
    call,
    rows.map((row) => toWire(call, row)),
    PAGE_MAX,
  );

function find(call: Call): FileRow {
  const row = call.store.files.get(String(Number(call.path.id)));
  if (!row?.active_flag) throw new Refusal(404, "File not found");
  return row;
}

function add(call: Call): FileRow {
  const { body, store } = call;
  const file = body.file as SentFile | string | undefined;
  // A part without a file name is a text field, not a file (docs/pipedrive.md 2.4).
  if (file === undefined || typeof file === "string")
    throw new Refusal(400, "No files were uploaded");
  const id = String(store.next("files"));
  const now = v1Time(call.now);
  const row: FileRow = {
    id,
    name: file.name,
    file_name: `${Buffer.from(`${id}-${file.name}`).toString("hex").slice(0, 32)}${extensionOf(file.name)}`,
    description: "",
    content_type: file.type || "application/octet-stream",
    content: file.bytes.toString("base64"),
    file_size: file.bytes.length,
    deal_id: null,
    person_id: null,
    org_id: null,
    product_id: null,
    activity_id: null,
    user_id: Number(call.user.id),
    add_time: now,
    update_time: now,
    active_flag: true,
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

function toWire(call: Call, { content: _, content_type: type, ...row }: FileRow): Json {
  const { store } = call;
  const host = call.request.headers.host ?? "127.0.0.1";
  return {
    ...row,
    id: Number(row.id),
    lead_id: null,
    project_id: null,
    file_type: type === "application/pdf" ? "pdf" : extensionOf(row.name).slice(1) || "file",
    inline_flag: false,
    remote_location: "s3",
    remote_id: "",
    cid: null,
    s3_bucket: null,
    mail_message_id: null,
    mail_template_id: null,
    deal_name: store.deals.get(String(row.deal_id))?.title ?? null,
    person_name: store.persons.get(String(row.person_id))?.name ?? null,
    org_name: store.organizations.get(String(row.org_id))?.name ?? null,
    product_name: store.products.get(String(row.product_id))?.name ?? null,
    lead_name: null,
    project_name: null,
    url: `http://${host}/v1/files/${row.id}/download`,
  };
}
