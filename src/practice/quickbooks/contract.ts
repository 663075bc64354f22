/**
 * Checks a body against the definitions: unknown members (2010), lengths (2050), formats. Takes what the real service is known to
 * take (docs/quickbooks.md 16.1): empty strings for unset members, numbers as text and text as numbers. The definitions are loaded with the first write.
 */
import { badText, badValue, systemFault, tooLong, unknownMember } from "./fault.ts";
import type { Settings } from "./settings.ts";
import { instant, isDate } from "./times.ts";
import { isObject, type Json, type JsonObject } from "./values.ts";

type Field = { type: string; max?: number; readOnly?: boolean };
type Definitions = {
  types: Record<string, Record<string, Field>>;
  enums: Record<string, string[]>;
};
let loading: Promise<Definitions> | undefined;

export async function loadContract(settings: Settings): Promise<Contract> {
  loading ??= import("../contracts/quickbooks.json", { with: { type: "json" } }).then(
    (module) => module.default as unknown as Definitions,
  );
  return new Contract(await loading, settings);
}

export class Contract {
  readonly #definitions: Definitions;
  readonly #settings: Settings;

  constructor(definitions: Definitions, settings: Settings) {
    this.#definitions = definitions;
    this.#settings = settings;
  }

  /** The body in its plain form: nothing empty, every value of its type. `cleared`: top members that were sent empty. */
  read(entity: string, body: JsonObject): { members: JsonObject; cleared: string[] } {
    const members = this.#readObject(entity, body, "");
    const cleared = Object.keys(body).filter((member) => !Object.hasOwn(members, member));
    return { members, cleared };
  }

  writableMembers(entity: string): string[] {
    const fields = Object.entries(this.#definitions.types[entity] ?? {});
    return fields.filter(([, field]) => !field.readOnly).map(([member]) => member);
  }

  /** `ReferenceType`, `Line[]` and the like; undefined where the type has no such member. */
  memberType(type: string, member: string): string | undefined {
    const { types } = this.#definitions;
    const fields = Object.hasOwn(types, type) ? types[type] : undefined;
    return fields && Object.hasOwn(fields, member) ? fields[member]?.type : undefined;
  }

  /** Whether an entity has a member, such as `MetaData.CreateTime`, in this case of letters or, not `isExact`, in any. */
  hasMember(type: string, path: string, isExact: boolean): boolean {
    const fields = this.#definitions.types[type];
    // The definitions have no TaxAgency.
    if (!fields) return true;
    const [first = "", ...rest] = path.split(".");
    const name = Object.keys(fields).find((one) =>
      isExact ? one === first : one.toLowerCase() === first.toLowerCase(),
    );
    const field = name === undefined ? undefined : fields[name];
    if (!field || rest.length === 0) return field !== undefined;
    return this.hasMember(field.type.replace("[]", ""), rest.join("."), isExact);
  }

  #readObject(type: string, value: JsonObject, path: string): JsonObject {
    const fields = this.#definitions.types[type];
    if (!fields) return value;
    const result: JsonObject = {};
    for (const [member, content] of Object.entries(value)) {
      const field = Object.hasOwn(fields, member) ? fields[member] : undefined;
      const place = path === "" ? member : `${path}.${member}`;
      if (!field) throw unknownMember(member);
      if (content === null || content === "") continue;
      const plain = this.#readValue(field, content, place);
      if (plain !== undefined) result[member] = plain;
    }
    return result;
  }

  #readValue(field: Field, value: Json, place: string): Json | undefined {
    const { type } = field;
    if (type.endsWith("[]")) {
      if (!Array.isArray(value)) throw unknownMember(place, place);
      return value.map((one) => {
        const plain = this.#readValue({ ...field, type: type.slice(0, -2) }, one, place);
        if (plain === undefined || plain === null) throw unknownMember(place, place);
        return plain;
      });
    }
    if (type === "any" || type === "IntuitAnyType") return value;
    if (this.#definitions.types[type]) {
      if (!isObject(value)) throw unknownMember(place, place);
      const object = this.#readObject(type, value, place);
      return this.#isEmptyValue(type, value, object) ? undefined : object;
    }
    if (typeof value === "object") throw unknownMember(place, place);
    if (type === "number") return readNumber(value, place);
    if (type === "boolean") return readBoolean(value, place);
    if (type === "date") return readDate(String(value), place);
    if (type === "time") return String(value);
    const text = String(value);
    const allowed = this.#definitions.enums[type];
    if (allowed && !allowed.includes(text)) throw badValue("2170", place, text);
    return this.#readText(text, maxOf(field, place), place);
  }

  /** A reference or an address whose members are all unset is itself unset; an empty detail (`{}`) is a value. */
  #isEmptyValue(type: string, sent: JsonObject, plain: JsonObject): boolean {
    if (Object.keys(plain).length > 0) return false;
    return type === "ReferenceType" || Object.keys(sent).length > 0;
  }

  #readText(text: string, max: number | undefined, place: string): string {
    const element = place.split(".").at(-1) ?? place;
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) || /\p{Cs}/u.test(text))
      throw badText(element);
    if (/[\u{10000}-\u{10ffff}]/u.test(text)) refuseFourBytes(this.#settings, element);
    if (
      this.#settings("non_latin_text") === "2040" &&
      /[^\p{sc=Latin}\p{sc=Zyyy}\p{sc=Zinh}]/u.test(text)
    )
      throw badText(element);
    const length = [...text].length;
    if (max !== undefined && length > max) throw tooLong(elementOf(place), max, length);
    return text;
  }
}

/** Uncertain in the reference (docs/quickbooks.md 2): refusal is to be expected. */
function refuseFourBytes(settings: Settings, element: string): void {
  const answer = settings("four_byte_text");
  if (answer === "2040") throw badText(element);
  if (answer === "500") throw systemFault("Incorrect string value");
}

/** Copies may hold several addresses (docs/quickbooks.md 4.3); the definitions know one limit for every EmailAddress. */
function maxOf(field: Field, place: string): number | undefined {
  return /^BillEmail(Cc|Bcc)\.Address$/.test(place) ? 200 : field.max;
}

/** Which element a length fault names: the member of the entity, or `Line.Description`. */
function elementOf(place: string): string {
  return place.startsWith("Line.") ? place : (place.split(".")[0] ?? place);
}

function readNumber(value: Json, place: string): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) throw badValue("2080", place, value);
  return number;
}

function readBoolean(value: Json, place: string): boolean {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw badValue("2230", place, value);
}

function readDate(text: string, place: string): string {
  const date = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(text)?.[1];
  if (!date) throw badValue("2060", place, text);
  if (!isDate(date)) throw badValue("2070", place, text);
  if (instant(text) === undefined) throw badValue("2060", place, text);
  return date;
}
