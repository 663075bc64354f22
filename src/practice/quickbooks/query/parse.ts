/** select *|count(*)|properties from Entity [where P op v [and …]] [orderby P [asc|desc], …] [startposition n] [maxresults n] (docs/quickbooks.md 7). */
import type { Books } from "../books.ts";
import { badQuery } from "../fault.ts";
import { serverDate } from "../times.ts";
import { encountered, refuseBeyondLatin1, type Token, tokensOf } from "./tokens.ts";

/** `!=` and `not in` are read, and refused when the statement is judged. */
type Operator = "=" | "!=" | "<" | ">" | "<=" | ">=" | "in" | "not in" | "like";
export type Condition = { property: string; operator: Operator; values: string[] };
type Order = { property: string; isDescending: boolean };
export type Statement = {
  /** Undefined: all. A `*` beside names is all as well. */
  properties: string[] | undefined;
  /** Names beside a `*`. */
  extra: string[];
  isCount: boolean;
  entity: string;
  conditions: Condition[];
  orders: Order[];
  start: number;
  max: number;
};
/** `today`: what CURRENT_DATE means. */
type Reading = { today: string; takesBareNumbers: boolean };

const OPERATORS = ["=", "!=", "<", ">", "<=", ">="];
const RESULTS_MAX = 1000;
const RESULTS_DEFAULT = 100;
const NUMBER = /^-?\d+(\.\d+)?$/;
const LITERALS = '"false" ...\n    "true" ...\n    <DATETIME> ...\n    <ID> ...\n    <STRING> ...';
const COMPARISONS = '"=" ...\n    "<" ...\n    ">" ...\n    "IN" ...\n    "LIKE" ...';

export function parseQuery(text: string, { now, settings }: Books): Statement {
  if (settings("query_beyond_latin1") === "refuse") refuseBeyondLatin1(text);
  const takesBareNumbers = settings("query_bare_numbers") === "accept";
  const reading: Reading = { today: serverDate(now), takesBareNumbers };
  const words = new Words(tokensOf(text.trim().replace(/;\s*$/, "")));
  words.need("select");
  const selection = readSelection(words);
  words.need("from");
  const entity = words.needName();
  const conditions: Condition[] = [];
  if (words.take("where")) {
    do conditions.push(readCondition(words, reading));
    while (words.take("and"));
  }
  const orders: Order[] = [];
  if (takeOrderBy(words)) {
    do orders.push(readOrder(words));
    while (words.takeSign(","));
  }
  const page = readPage(words);
  words.needEnd();
  return { ...selection, entity, conditions, orders, ...page };
}

/** The tokens of a statement, taken one after the other. */
class Words {
  #at = 0;
  readonly tokens: Token[];

  constructor(tokens: Token[]) {
    this.tokens = tokens;
  }

  peek(): Token | undefined {
    return this.tokens[this.#at];
  }

  /** The next token, if it is such a one. */
  #next(isSuch: (token: Token) => boolean): Token | undefined {
    const token = this.peek();
    if (!token || !isSuch(token)) return undefined;
    this.#at += 1;
    return token;
  }

  #needed(isSuch: (token: Token) => boolean, expected: string): string {
    const token = this.#next(isSuch);
    if (!token) throw encountered(this.peek(), expected);
    return token.text;
  }

  is(word: string): boolean {
    const token = this.peek();
    return token?.kind === "word" && token.text.toLowerCase() === word;
  }

  take(word: string): boolean {
    return this.#next(() => this.is(word)) !== undefined;
  }

  need(word: string): void {
    this.#needed(() => this.is(word), `"${word.toUpperCase()}" ...`);
  }

  takeSign(sign: string): boolean {
    return this.#next(({ kind, text }) => kind === "sign" && text === sign) !== undefined;
  }

  needSign(sign: string): void {
    if (!this.takeSign(sign)) throw encountered(this.peek(), `"${sign}"`);
  }

  needName(): string {
    const isName = ({ kind, text }: Token) => kind === "word" && /^[A-Za-z]/.test(text);
    return this.#needed(isName, "<IDENTIFIER> ...");
  }

  needInteger(): number {
    const isInteger = ({ kind, text }: Token) => kind !== "sign" && /^-?\d+$/.test(text);
    return Number(this.#needed(isInteger, "<NUMBER> ..."));
  }

  needOperator(): Operator {
    if (this.take("in")) return "in";
    if (this.take("like")) return "like";
    if (this.take("not")) {
      this.need("in");
      return "not in";
    }
    const isSign = ({ kind, text }: Token) => kind === "sign" && OPERATORS.includes(text);
    return this.#needed(isSign, COMPARISONS) as Operator;
  }

  /** Quoted, or bare for a boolean and CURRENT_DATE. A bare number is reported to be refused. */
  needValue({ today, takesBareNumbers }: Reading): string {
    const token = this.peek();
    if (!token || token.kind === "sign") throw encountered(token, LITERALS);
    const isNumber = token.kind === "word" && NUMBER.test(token.text);
    if (isNumber && !takesBareNumbers) throw encountered(token, LITERALS, "<INTEGER>");
    const isBare = isNumber || /^(true|false|current_date)$/i.test(token.text);
    if (token.kind === "word" && !isBare) throw encountered(token, LITERALS, "<IDENTIFIER>");
    this.#at += 1;
    return token.kind === "word" && /^current_date$/i.test(token.text) ? today : token.text;
  }

  needEnd(): void {
    if (this.peek()) throw encountered(this.peek(), "<EOF>");
  }
}

/** Nothing between SELECT and FROM means all, as in Intuit's own sample. */
function readSelection(words: Words): Pick<Statement, "properties" | "extra" | "isCount"> {
  if (words.take("count")) {
    for (const sign of ["(", "*", ")"]) words.needSign(sign);
    return { properties: undefined, extra: [], isCount: true };
  }
  if (words.is("from")) return { properties: undefined, extra: [], isCount: false };
  const names: string[] = [];
  let isAll = false;
  do {
    if (words.takeSign("*")) isAll = true;
    else names.push(words.needName());
  } while (words.takeSign(","));
  return { properties: isAll ? undefined : names, extra: isAll ? names : [], isCount: false };
}

function readCondition(words: Words, reading: Reading): Condition {
  const property = words.needName();
  const operator = words.needOperator();
  if (operator !== "in" && operator !== "not in")
    return { property, operator, values: [words.needValue(reading)] };
  words.needSign("(");
  const values: string[] = [];
  do values.push(words.needValue(reading));
  while (words.takeSign(","));
  words.needSign(")");
  return { property, operator, values };
}

function takeOrderBy(words: Words): boolean {
  if (words.take("orderby")) return true;
  if (!words.take("order")) return false;
  words.need("by");
  return true;
}

function readOrder(words: Words): Order {
  const property = words.needName();
  if (words.take("desc")) return { property, isDescending: true };
  words.take("asc");
  return { property, isDescending: false };
}

/** The two stand in either order: the parser's own message has both in one list of what may follow. */
function readPage(words: Words): Pick<Statement, "start" | "max"> {
  let start: number | undefined;
  let max: number | undefined;
  for (;;) {
    if (start === undefined && words.take("startposition"))
      start = bounded(words.needInteger(), 1, undefined);
    else if (max === undefined && words.take("maxresults"))
      max = bounded(words.needInteger(), 1, RESULTS_MAX);
    else return { start: start ?? 1, max: max ?? RESULTS_DEFAULT };
  }
}

function bounded(value: number, min: number, max: number | undefined): number {
  if (value < min) throw badQuery(`value ${value} is too small. Min allowed value is ${min}`);
  if (max !== undefined && value > max)
    throw badQuery(`value ${value} is too large. Max allowed value is ${max}`);
  return value;
}
