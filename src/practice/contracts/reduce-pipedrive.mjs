/**
 * Writes pipedrive-v1.json and pipedrive-v2.json: the official definitions of the operations that the practice
 * Pipedrive serves, without texts and examples, and the names of those it does not serve.
 * Run from the project's root where ../shared/contracts is at hand: node src/practice/contracts/reduce-pipedrive.mjs
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const FROM = new URL("../../../../shared/contracts/pipedrive/", import.meta.url);
const METHODS = ["get", "post", "put", "patch", "delete"];
const SOURCE = {
  v1: "https://developers.pipedrive.com/docs/api/v1/openapi.yaml",
  v2: "https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml",
  copiedFrom:
    "github.com/juhokoskela/pipedrive-go openapi/upstream at cc378033e84f852dec3a2702944e1483f907fcb0",
};

const SERVED = {
  v1: [
    "getCurrentUser getUsers mergeDeals addFile deleteFile getDealFiles",
    "getNotes getNote addNote updateNote deleteNote",
  ],
  v2: [
    "getDeals getArchivedDeals getDeal addDeal updateDeal deleteDeal searchDeals",
    "getDealProducts getDealsProducts addDealProduct updateDealProduct deleteDealProduct",
    "getAdditionalDiscounts postAdditionalDiscount deleteAdditionalDiscount",
    "getInstallments postInstallment deleteInstallment",
    "getPersons getPerson addPerson updatePerson deletePerson",
    "getOrganizations getOrganization addOrganization updateOrganization deleteOrganization searchOrganization",
    "getProducts getProduct addProduct updateProduct deleteProduct searchProducts getProductVariations",
    "getStages getPipelines getActivities addActivity deleteActivity",
    "getDealFields getPersonFields getOrganizationFields addDealField deleteDealField",
  ],
};

if (!existsSync(FROM)) {
  console.error("The full definitions are not at hand; the reduced ones stay as they are.");
  process.exit(1);
}
for (const version of ["v1", "v2"]) {
  const definition = parse(readFileSync(new URL(`openapi-${version}.yaml`, FROM), "utf8"));
  const wanted = new Set(SERVED[version].flatMap((names) => names.split(" ")));
  const operations = [];
  const unserved = [];
  for (const [path, methods] of Object.entries(definition.paths)) {
    for (const method of METHODS.filter((name) => methods[name])) {
      const operation = methods[method];
      if (path.startsWith("/oauth/")) continue;
      if (wanted.delete(operation.operationId))
        operations.push(reduce(path, method, operation, version === "v1"));
      else unserved.push(`${method.toUpperCase()} ${path}`);
    }
  }
  if (wanted.size > 0)
    throw new Error(`Not in the ${version} definitions: ${[...wanted].join(", ")}`);
  const out = { source: SOURCE[version], copiedFrom: SOURCE.copiedFrom, operations, unserved };
  writeFileSync(new URL(`pipedrive-${version}.json`, import.meta.url), `${JSON.stringify(out)}\n`);
  console.log(`${version}: ${operations.length} served, ${unserved.length} not served`);
  for (const name of unserved) console.log(`  not served: ${name}`);
}

function reduce(path, method, operation, isOpen) {
  const [bodyType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    cost: operation["x-token-cost"],
    scopes: operation.security.flatMap((entry) => entry.oauth2 ?? []),
    parameters: (operation.parameters ?? []).map(
      ({ name, in: where, required, explode, schema }) => ({
        name,
        in: where,
        ...(required && { required }),
        ...(explode === false && { explode }),
        schema: withoutTexts(schema),
      }),
    ),
    ...(body && {
      body: { type: bodyType, schema: toJsonSchema(withoutTexts(body.schema), isOpen) },
    }),
    answers: Object.fromEntries(
      Object.entries(operation.responses).map(([status, answer]) => [
        status,
        withoutTexts(Object.values(answer.content ?? {})[0]?.schema ?? {}),
      ]),
    ),
  };
}

/**
 * OpenAPI as JSON Schema, with what the definitions do not say of bodies: v2 refuses members that it does not know, v1 takes them, and
 * null for anything. The parts of an `allOf` are one, as closedness makes sense over the whole alone.
 */
function toJsonSchema(schema, isOpen) {
  const inner = (one) => toJsonSchema(one, isOpen);
  if (schema.oneOf) return { anyOf: schema.oneOf.map(inner) };
  const { type, properties, required, additionalProperties, items, nullable, ...rest } =
    joined(schema);
  const isNull = isOpen || nullable;
  const types = (name) => (isNull ? [name, "null"] : name);
  if (properties || type === "object") {
    const more = additionalProperties ?? !properties;
    return {
      type: types("object"),
      properties: Object.fromEntries(
        Object.entries(properties ?? {}).map(([name, one]) => [name, inner(one)]),
      ),
      required: [...new Set(required)],
      additionalProperties: isOpen || (typeof more === "object" ? inner(more) : more),
    };
  }
  if (type === "array") return { type: types(type), items: inner(items ?? {}) };
  const { enum: values, minLength, maxLength, format } = rest;
  const range = Number.MAX_SAFE_INTEGER;
  return {
    ...(type && { type: types(type) }),
    ...(values && { enum: isNull ? [...values, null] : values }),
    ...(type === "integer" && { minimum: -range, maximum: range }),
    ...(type === "string" && { minLength, maxLength, ...(format === "date" && { format }) }),
  };
}

function joined(schema) {
  if (!schema.allOf) return schema;
  const { allOf, ...own } = schema;
  const parts = allOf.map(joined);
  const all = [own, ...parts];
  const first = (name) => all.map((part) => part[name]).find((value) => value !== undefined);
  return {
    ...Object.assign({}, ...parts, own),
    nullable: all.some((part) => part.nullable),
    ...(first("properties") && {
      properties: Object.assign({}, ...parts.map((part) => part.properties), own.properties),
      required: all.flatMap((part) => part.required ?? []),
    }),
    additionalProperties: first("additionalProperties"),
  };
}

/** Drops texts, but not members that happen to be called `description` or `title`. */
function withoutTexts(value, isPropertyMap = false) {
  if (Array.isArray(value)) return value.map((entry) => withoutTexts(entry));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key]) => isPropertyMap || !["description", "title", "example", "examples"].includes(key),
      )
      .map(([key, entry]) => [key, withoutTexts(entry, key === "properties" && !isPropertyMap)]),
  );
}
