/** The create command that was typed, changed as a problem proposes, to be pasted. */
import { orUndefined, PdqbError, type Problem } from "../../domain/errors.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { CreateInput } from "./create-input.ts";

/**
 * What it says besides, as words of a shell, and the flags that it leaves out, or one of several as `custom-field name=value`.
 * `of`: which deals, where it is not the one alone.
 */
type Change = { with?: string; without?: readonly string[]; of?: string };

/** A flag with its value, or a switch. */
type Typed = [flag: string, value: string | true];

/** These name a part, of which a create has one; a part takes the deal's lines as they are. */
const PART = [
  ..."lines percent amount installment rest recurring from-value".split(" "),
  ...["part", "item", "line", "skip-line"],
];
const PARTS = new Set(PART.slice(0, 7));
const CUSTOMER = ["customer", "new-customer"];
/** Given again, these add to what was typed. */
const REPEATABLE = new Set(["link", "line", "skip-line", "create-item", "custom-field"]);

/** What was typed, with the change. */
export function createCommand(
  input: CreateInput,
  { with: more = "", without = [], of = `--deal ${input.dealId}` }: Change,
): string {
  const added = [...more.matchAll(/(?:^| )--([a-z-]+)/g)].map(([, flag]) => flag ?? "");
  const left = new Set([
    ...without,
    ...added.filter((flag) => !REPEATABLE.has(flag)),
    ...(added.some((flag) => PARTS.has(flag)) ? PART : []),
    ...(added.some((flag) => CUSTOMER.includes(flag)) ? CUSTOMER : []),
  ]);
  const words = typed(withoutLinks(input, more))
    .filter(([flag, value]) => !left.has(flag) && !left.has(`${flag} ${value}`))
    .map(([flag, value]) => (value === true ? `--${flag}` : `--${flag} ${shellWord(value)}`));
  return [`pdqb invoice create ${of}`, ...words, more].filter(Boolean).join(" ");
}

/** A line has one item: another one takes the place of what was typed. */
function withoutLinks(input: CreateInput, more: string): CreateInput {
  const line = /^--link (\S+)=/.exec(more)?.[1];
  return { ...input, links: input.links.filter((link) => link.line !== line) };
}

/** An error that proposes flags, with the command that was typed; its cause is the error as it was. */
export async function proposing<T>(input: CreateInput, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PdqbError) || !error.next.some((next) => next.startsWith("--")))
      throw error;
    const next = error.next.map((one) =>
      one.startsWith("--") ? createCommand(input, { with: one }) : one,
    );
    const { kind, message, reason, retry } = error;
    throw new PdqbError(kind, message, { reason: reason.split("\n"), next, retry, cause: error });
  }
}

/** Undefined where a flag names what the books do not have. */
export const unlessRefused = <T>(planning: Promise<T>) =>
  orUndefined(planning, ({ kind }) => ["not_found", "usage"].includes(kind));

/** A problem whose `next` changes the command that was typed, with that command. */
export function withCommand({ without, ...problem }: Problem, input: CreateInput): Problem {
  if (without === undefined && !problem.next.startsWith("--")) return problem;
  const change = { with: problem.next, ...(without && { without }) };
  return { ...problem, next: createCommand(input, change) };
}

/** By the names that flags have in code, as a run keeps them. */
export function typedFlags(input: CreateInput): Record<string, string | string[] | true> {
  const flags: Record<string, string | string[] | true> = {};
  for (const [flag, value] of typed(input)) {
    const name = nameInCode(flag);
    const before = flags[name] ?? [];
    flags[name] =
      REPEATABLE.has(flag) && value !== true && Array.isArray(before) ? [...before, value] : value;
  }
  return flags;
}

/** `taxCode` of `tax-code`. */
export const nameInCode = (flag: string): string =>
  flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function typed(input: CreateInput): Typed[] {
  const { due, rate, discount, recurring, partNumber } = input;
  const flags: [string, string | true | number | false | undefined][] = [
    ["customer", input.customer],
    ["new-customer", input.newCustomer],
    ["to", input.to],
    ["address", input.address],
    ["ship-to", input.shipTo],
    ["email", input.email],
    ["tax-id", input.taxId],
    ["update-customer", input.updateCustomer],
    ["date", input.date],
    ["due", due],
    ["terms", input.terms],
    ...input.links.map(({ line, item }): Typed => ["link", `${line}=${item}`]),
    ...lineTexts(input).map((text): Typed => ["line", text]),
    ...input.skipLines.map((line): Typed => ["skip-line", line]),
    ["discount", discount && discountWord(discount)],
    ...input.createItems.map((line): Typed => ["create-item", line]),
    ["recurring", recurring],
    ["from-value", input.fromValue],
    // One that is still to be made has no name that the books know.
    ["item", input.item ?? (input.fromValue ? "<item>" : undefined)],
    ...partWords(input),
    ["part", partNumber],
    ["currency", input.currency],
    ["rate", rate?.toFixed()],
    ["tax", input.tax],
    ["tax-code", input.taxCode],
    ["number", input.number],
    ["memo", input.memo],
    ["note", input.note],
    ["po", input.po],
    ...(input.customFields ?? []).map(
      ({ name, value }): Typed => ["custom-field", `${name}=${value}`],
    ),
    ["class", input.class],
    ["location", input.location],
    ["cc", input.cc],
    ["bcc", input.bcc],
    ["send", input.send],
    ["pdf", input.pdf],
    ["again", input.again],
    ["not-duplicate", input.notDuplicate],
    ["reason", input.reason],
    ["strict", input.strict],
  ];
  return flags.flatMap(([flag, value]): Typed[] =>
    value === undefined || value === false ? [] : [[flag, value === true ? true : String(value)]],
  );
}

function discountWord({ amount, type }: NonNullable<CreateInput["discount"]>): string {
  return `${amount.toFixed()}${type === "percentage" ? "%" : ""}`;
}

function partWords({ part }: CreateInput): Typed[] {
  switch (part?.kind) {
    case "percent":
      return [["percent", part.percent.toFixed()]];
    case "amount":
      return [["amount", part.net.toFixed()]];
    case "lines":
      return [["lines", part.lines.join(",")]];
    case "installment":
      return [["installment", part.installment]];
    case "rest":
      return [["rest", true]];
    default:
      return [];
  }
}

function lineTexts({ changes, extraLines }: CreateInput): string[] {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const changed = changes.map(({ line, item, quantity, price, text }) => [
    line,
    ...(item === undefined ? [] : [`item=${quoted(item)}`]),
    ...(quantity ? [`qty=${quantity.toFixed()}`] : []),
    ...(price ? [`price=${price.toFixed()}`] : []),
    ...(text === undefined ? [] : [`text=${quoted(text)}`]),
  ]);
  const added = extraLines.map(({ item, quantity, price, text, taxPercent }) => [
    `item=${quoted(item)}`,
    `qty=${quantity.toFixed()}`,
    `price=${price.toFixed()}`,
    ...(text === "" ? [] : [`text=${quoted(text)}`]),
    ...(taxPercent ? [`tax=${taxPercent.toFixed()}`] : []),
  ]);
  return [...changed, ...added].map((parts) => parts.join(","));
}
