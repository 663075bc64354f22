/** Persons (docs/pipedrive.md 6.1). Contact sync is off in this company: no `postal_address`, `notes`, `im`, `birthday`, `job_title`. */
import { invalid, Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { writeCustomFields } from "../custom-fields.ts";
import {
  deleteEntity,
  listEntities,
  newEntity,
  numbered,
  optionalMembers,
  readEntity,
  wireContext,
  writableEntity,
} from "../entities.ts";
import { cursorPage } from "../paging.ts";
import type { Contact, PersonRow } from "../rows.ts";
import { v2Time } from "../times.ts";
import { dealCounts } from "./deal-counts.ts";

const CONTACT_SYNC = ["postal_address", "notes", "im", "birthday", "job_title"];

export const personHandlers: Handlers = {
  "v2:getPersons": (call) => cursorPage(call, list(call), writer(call)),
  "v2:getPerson": (call) => ({ data: writer(call)(readEntity(call, call.store.persons)) }),
  "v2:addPerson": (call) => {
    const blank: PersonRow = {
      ...newEntity(call),
      id: String(call.store.next("persons")),
      name: "",
      first_name: "",
      last_name: "",
      org_id: null,
      emails: [],
      phones: [],
      label_ids: [],
    };
    return { data: put(call, blank) };
  },
  "v2:updatePerson": (call) => ({ data: put(call, writableEntity(call, call.store.persons)) }),
  "v2:deletePerson": (call) => ({ data: deleteEntity(call, call.store.persons) }),
};

function list(call: Call): PersonRow[] {
  const rows = listEntities(call, call.store.persons, ["owner_id", "org_id"]);
  const dealId = call.query.deal_id;
  const deal = dealId === undefined ? undefined : call.store.deals.get(String(dealId));
  return rows.filter(
    (row) => !row.is_deleted && (dealId === undefined || Number(row.id) === deal?.person_id),
  );
}

function writer(call: Call): (row: PersonRow) => Json {
  const wire = wireContext(call, "person");
  return (row) => ({
    ...numbered(row),
    picture_id: null,
    custom_fields: wire.custom(row.custom_fields),
    ...wire.labels(row.label_ids),
    ...optionalMembers(call, dealCounts(call, "person_id", Number(row.id))),
  });
}

function put(call: Call, before: PersonRow): Json {
  const { custom_fields: custom, ...sent } = call.body;
  if (CONTACT_SYNC.some((name) => sent[name] !== undefined)) {
    throw new Refusal(403, "Contact sync is not enabled for this company");
  }
  const name = String(sent.name ?? before.name).trim();
  if (name === "") throw invalid("name", "is required");
  const [first = "", ...rest] = name.split(/\s+/);
  const row: PersonRow = {
    ...before,
    ...(sent as Partial<PersonRow>),
    name,
    first_name: first,
    last_name: rest.join(" "),
    emails: withPrimary((sent.emails as Partial<Contact>[] | undefined) ?? before.emails),
    phones: withPrimary((sent.phones as Partial<Contact>[] | undefined) ?? before.phones),
    custom_fields: writeCustomFields(
      before.custom_fields,
      custom as Json | undefined,
      "person",
      call,
    ),
    update_time: v2Time(call.now),
  };
  call.store.persons.put(row);
  return writer(call)(row);
}

/** One contact is primary whenever there is one. */
function withPrimary(sent: Partial<Contact>[]): Contact[] {
  const hasPrimary = sent.some((contact) => contact.primary);
  return sent.map((contact, at) => ({
    value: contact.value ?? "",
    primary: hasPrimary ? contact.primary === true : at === 0,
    label: contact.label ?? "work",
  }));
}
