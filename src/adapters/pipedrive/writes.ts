/** What goes back into Pipedrive: the bodies that intents keep, and the one place from which a write leaves (docs/pipedrive.md 7). */
import * as v from "valibot";
import type { Pipedrive } from "../../ports.ts";
import type { Client } from "./client.ts";
import { asId, asObject, asText, checkAsked, list } from "./wire.ts";

type Writes = Pick<
  Pipedrive,
  | "dealFieldWrite"
  | "dealValuesWrite"
  | "noteWrite"
  | "fileWrite"
  | "activityWrite"
  | "send"
  | "onDeal"
>;

const fieldBody = v.object({ name: v.string(), type: v.string() });
const valuesBody = v.object({ dealId: v.number(), values: v.record(v.string(), v.unknown()) });
const noteBody = v.object({ dealId: v.number(), id: v.nullable(v.number()), html: v.string() });
const fileBody = v.object({ dealId: v.number(), name: v.string() });
const activityBody = v.object({ dealId: v.number(), subject: v.string(), dueDate: v.string() });

/** Notes and files come in pages of 100: a deal with more of them is read no further. */
const PAGE = { start: 0, limit: 100 };

export function pipedriveWrites(client: Client): Writes {
  return {
    dealFieldWrite: async (field) => ({ kind: "deal_field", body: JSON.stringify(field) }),
    dealValuesWrite: async (dealId, values) => {
      if (Object.keys(values).length === 0) throw new Error("No values: that would clear them all");
      return { kind: "deal_values", body: JSON.stringify({ dealId, values }) };
    },
    noteWrite: async (note) => ({
      kind: note.id === null ? "note" : "note_update",
      body: JSON.stringify(note),
    }),
    fileWrite: async (file) => ({ kind: "file", body: JSON.stringify(file) }),
    activityWrite: async (activity) => ({ kind: "activity", body: JSON.stringify(activity) }),

    async send({ kind, body }, bytes) {
      const json: unknown = JSON.parse(body);
      const { value, traceId } = await sent(client, kind, json, bytes);
      return { kind, objectId: value, traceId };
    },

    onDeal: (dealId, what) => onDeal(client, dealId, what),
  };
}

function onDeal(
  client: Client,
  ...[dealId, what]: Parameters<Pipedrive["onDeal"]>
): ReturnType<Pipedrive["onDeal"]> {
  const rows = (name: string) => (data: unknown) =>
    list(data).map((row) => {
      checkAsked(dealId, row.deal_id);
      return { id: asId(row.id), text: asText(row[name]) ?? "" };
    });
  const price = { cost: 20 };
  switch (what) {
    case "notes":
      return client.readV1(
        (api, access) =>
          api
            .NotesApiFactory(...access)
            .getNotes({ deal_id: dealId, sort: "add_time DESC", ...PAGE }),
        rows("content"),
        price,
      );
    case "files":
      return client.readV1(
        (api, access) =>
          api
            .DealsApiFactory(...access)
            .getDealFiles({ id: dealId, sort: "add_time DESC", ...PAGE } as never),
        rows("name"),
        price,
      );
    case "activities":
      return client
        .pages(
          (api, access, page) =>
            api
              .ActivitiesApiFactory(...access)
              .getActivities({ ...page, deal_id: dealId } as never),
          (row) => {
            const wire = asObject(row) ?? {};
            checkAsked(dealId, wire.deal_id);
            return { id: asId(wire.id), text: asText(wire.subject) ?? "" };
          },
        )
        .then((found) => found.rows);
  }
}

function sent(
  client: Client,
  kind: Parameters<Pipedrive["send"]>[0]["kind"],
  json: unknown,
  bytes: Uint8Array | undefined,
): Promise<{ value: string; traceId: string | undefined }> {
  switch (kind) {
    case "deal_field": {
      const { name, type } = v.parse(fieldBody, json);
      const AddDealFieldRequest = { field_name: name, field_type: type as "varchar" };
      return client.write(
        (api, access) => api.DealFieldsApiFactory(...access).addDealField({ AddDealFieldRequest }),
        codeOf(name),
      );
    }
    case "deal_values": {
      const { dealId, values } = v.parse(valuesBody, json);
      const request = { id: dealId, UpdateDealRequest: { custom_fields: values } };
      return client.write(
        (api, access) => api.DealsApiFactory(...access).updateDeal(request as never),
        idOf({ id: dealId }),
      );
    }
    case "note":
    case "note_update": {
      const { dealId, id, html: content } = v.parse(noteBody, json);
      const note = { content, deal_id: dealId, pinned_to_deal_flag: 1 as const };
      return client.writeV1((api, access) => {
        const notes = api.NotesApiFactory(...access);
        return id === null
          ? notes.addNote({ AddNoteRequest: note as never })
          : notes.updateNote({ id, NoteRequest: note as never });
      }, idOf({ id, dealId }));
    }
    case "file": {
      const { dealId, name } = v.parse(fileBody, json);
      const file = pdfFile(name, bytes);
      return client.writeV1(
        (api, access) => api.FilesApiFactory(...access).addFile({ file, deal_id: dealId }),
        idOf({ id: null, dealId }),
      );
    }
    case "activity": {
      const { dealId, subject, dueDate } = v.parse(activityBody, json);
      const activity = { subject, type: "task", due_date: dueDate, deal_id: dealId };
      return client.write(
        (api, access) =>
          api
            .ActivitiesApiFactory(...access)
            .addActivity({ AddActivityRequest: activity as never }),
        idOf({ id: null, dealId }),
      );
    }
  }
}

/** The code of a field that was made under this name. */
function codeOf(name: string): (data: unknown) => string {
  return (data) => {
    const { field_code, field_name = name } = asObject(data) ?? {};
    const code = asText(field_code);
    if (code !== null && asText(field_name) === name.trim()) return code;
    throw new TypeError("another field than the one that was sent");
  };
}

/** `id`: of the object that was to be changed, null where one was made. `dealId`: where it was to be put. */
function idOf(sent: { id: number | null; dealId?: number }): (data: unknown) => string {
  return (data) => {
    const wire = asObject(data) ?? {};
    const id = asId(wire.id);
    if (sent.id !== null) checkAsked(sent.id, id);
    if (sent.dealId !== undefined) checkAsked(sent.dealId, wire.deal_id);
    return String(id);
  };
}

function pdfFile(name: string, bytes: Uint8Array | undefined): File {
  if (!bytes?.length) throw new Error("A file without content is never sent");
  // A bare buffer would arrive as a text field (docs/pipedrive.md 2.4).
  return new File([Buffer.from(bytes)], name, { type: "application/pdf" });
}
