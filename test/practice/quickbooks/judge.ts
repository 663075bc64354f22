/** The official definitions (XSD and field tables, reduced) as a judge of their own: unknown members, wrong types, wrong choices. */
import definitions from "../../../src/practice/contracts/quickbooks.json" with { type: "json" };

type Member = { type: string };
const TYPES = definitions.types as unknown as Record<string, Record<string, Member>>;
const ENUMS = definitions.enums as unknown as Record<string, string[]>;

/** What is wrong with an entity of an answer, each with its path. */
export function faultsOf(entity: string, value: unknown): string[] {
  return check(entity, value, entity);
}

function check(type: string, value: unknown, at: string): string[] {
  if (value === null || value === undefined) return [`${at} is empty`];
  if (type.endsWith("[]")) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((one, index) => check(type.slice(0, -2), one, `${at}[${index}]`));
  }
  const choices = ENUMS[type];
  if (choices) return choices.includes(String(value)) ? [] : [`${at} is ${String(value)}`];
  const members = TYPES[type];
  if (!members) return scalar(type, value, at);
  if (typeof value !== "object") return [`${at} is no object`];
  // An open type of the definitions.
  if (Object.keys(members).length === 0) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const own = members[name];
    return own ? check(own.type, member, `${at}.${name}`) : [`${at}.${name} is not defined`];
  });
}

function scalar(type: string, value: unknown, at: string): string[] {
  const fits: Record<string, boolean> = {
    string: typeof value === "string",
    number: typeof value === "number" && Number.isFinite(value),
    boolean: typeof value === "boolean",
    date: typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value),
    time: typeof value === "string" && !Number.isNaN(Date.parse(value)),
  };
  return (fits[type] ?? true) ? [] : [`${at} is no ${type}: ${JSON.stringify(value)}`];
}
