/**
 * Writes quickbooks.json: the members of the entities that the practice QuickBooks serves, each with its type, limit and
 * whether it is read only. Names and types come from Intuit's XSD; lengths and "read only" from the reference pages' field tables.
 * Run from the project's root where ../shared/contracts is at hand: node src/practice/contracts/reduce-quickbooks.mjs
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const FROM = new URL("../../../../shared/contracts/quickbooks/", import.meta.url);
const TO = new URL("quickbooks.json", import.meta.url);
const SOURCE = {
  xsd: "github.com/intuit/QuickBooks-V3-PHP-SDK src/XSD at 5bb480b",
  fields:
    "developer.intuit.com reference pages, as transcribed in pbrink231/quickbooks-node-promise qbTypes",
};
const ENTITIES =
  "Account Class CompanyCurrency CompanyInfo CreditMemo Customer Department Employee ExchangeRate Invoice Item Payment PaymentMethod Preferences TaxCode TaxRate Term Vendor".split(
    " ",
  );
const PRIMITIVES = new Map(
  Object.entries({
    "xs:string": "string",
    id: "string",
    "xs:decimal": "number",
    "xs:float": "number",
    "xs:double": "number",
    "xs:integer": "number",
    "xs:int": "number",
    "xs:positiveInteger": "number",
    "xs:nonNegativeInteger": "number",
    "xs:boolean": "boolean",
    "xs:date": "date",
    "xs:dateTime": "time",
    "xs:anyType": "any",
    "xs:anyURI": "string",
  }),
);
/** In answers and requests of JSON, but attributes or a choice of global elements in the XSD. */
const ADDED = {
  Line: {
    SubTotalLineDetail: "SubTotalLineDetail",
    SalesItemLineDetail: "SalesItemLineDetail",
    DiscountLineDetail: "DiscountLineDetail",
    DescriptionLineDetail: "DescriptionLineDetail",
    GroupLineDetail: "GroupLineDetail",
    TaxLineDetail: "TaxLineDetail",
    LineEx: "any",
  },
  SalesItemLineDetail: {
    ItemRef: "ReferenceType",
    ClassRef: "ReferenceType",
    TaxCodeRef: "ReferenceType",
    UnitPrice: "number",
    RatePercent: "number",
    Qty: "number",
    ItemAccountRef: "ReferenceType",
    TaxClassificationRef: "ReferenceType",
  },
  CompanyInfo: { DefaultTimeZone: "string" },
  CustomField: {
    StringValue: "string",
    BooleanValue: "boolean",
    DateValue: "date",
    NumberValue: "number",
  },
};
/** The field tables name some types otherwise than the XSD. */
const FIELD_TABLES = { Line: "Invoice_Line_SalesItemLine", ExchangeRate: "Exchangerate" };
/** Limits of docs/quickbooks.md that neither source has in a form that a script can read. */
const MAX = {
  Customer: { Notes: 2000 },
  Payment: { PaymentRefNum: 21 },
  Account: { AcctNum: 20 },
};

if (!existsSync(FROM)) {
  console.error("../shared/contracts is not here; quickbooks.json stays as it is.");
  process.exit(1);
}
const schema = ["Finance.xsd", "IntuitBaseTypes.xsd", "IntuitNamesTypes.xsd"]
  .map((file) => readFileSync(new URL(`xsd/${file}`, FROM), "utf8"))
  .join("\n")
  .replace(/<!--[\s\S]*?-->/g, "")
  .replace(/<xs:annotation>[\s\S]*?<\/xs:annotation>/g, "");
const tables = JSON.parse(readFileSync(new URL("entity-fields.json", FROM), "utf8"));

const complexTypes = new Map(
  [...schema.matchAll(/<xs:complexType name="(\w+)"([\s\S]*?)<\/xs:complexType>/g)].map(
    ([, name, body]) => [name, body],
  ),
);
const enums = new Map();
for (const [, name, body] of schema.matchAll(
  /<xs:simpleType name="(\w+)"([\s\S]*?)<\/xs:simpleType>/g,
)) {
  const values = [...body.matchAll(/<xs:enumeration value="([^"]*)"/g)].map(([, value]) => value);
  enums.set(name, values);
}

const types = {};
const wanted = [...ENTITIES, "Line", "PhysicalAddress"];
for (let name = wanted.pop(); name; name = wanted.pop()) {
  if (types[name] || !complexTypes.has(name)) continue;
  types[name] = fieldsOf(name);
  for (const field of Object.values(types[name])) wanted.push(field.type.replace("[]", ""));
}
const used = new Set(
  Object.values(types).flatMap((fields) =>
    Object.values(fields).map((f) => f.type.replace("[]", "")),
  ),
);
writeFileSync(
  TO,
  `${JSON.stringify({
    source: SOURCE,
    types,
    enums: Object.fromEntries(
      [...enums].filter(([name, values]) => used.has(name) && values.length > 0),
    ),
  })}\n`,
);

function fieldsOf(name) {
  const body = complexTypes.get(name);
  const base = /<xs:extension base="(\w+)"/.exec(body)?.[1];
  const fields = base && complexTypes.has(base) ? { ...fieldsOf(base) } : {};
  if (/<xs:simpleContent>/.test(body)) fields.value = { type: "string" };
  for (const [, kind, attributes] of body.matchAll(/<xs:(element|attribute)\s([^>]*)>/g)) {
    const attribute = (key) => new RegExp(`\\b${key}="([^"]*)"`).exec(attributes)?.[1];
    const member = attribute("name") ?? attribute("ref");
    const type = typeOf(attribute("type") ?? member);
    const isList = kind === "element" && attribute("maxOccurs") === "unbounded";
    fields[member] = { type: isList ? `${type}[]` : type };
  }
  for (const [member, type] of Object.entries(ADDED[name] ?? {})) fields[member] ??= { type };
  const table = tables[FIELD_TABLES[name] ?? name]?.fields ?? {};
  for (const [member, { meta, readonly }] of Object.entries(table)) {
    if (!/^\w+$/.test(member) || member === "Value") continue;
    fields[member] ??= { type: "any" };
    const max = /max(?:imum)?(?: character:)?[^,]*?(\d+) ?char/i.exec(meta ?? "")?.[1];
    if (max && fields[member].type === "string")
      fields[member] = { ...fields[member], max: Number(max) };
    if (readonly) fields[member] = { ...fields[member], readOnly: true };
  }
  for (const [member, max] of Object.entries(MAX[name] ?? {}))
    fields[member] = { ...fields[member], max };
  return fields;
}

function typeOf(name) {
  const primitive = PRIMITIVES.get(name);
  if (primitive) return primitive;
  if (complexTypes.has(name)) return name;
  if ((enums.get(name) ?? []).length > 0) return name;
  return "any";
}
