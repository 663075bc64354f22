/** select *|count(*)|properties from Entity [where P op v [and …]] [orderby P [asc|desc], …] [startposition n] [maxresults n] (docs/quickbooks.md 7). */
import { badQuery } from "../fault.ts";
import { encountered, refuseBeyondLatin1, type Token, tokensOf } from "./tokens.ts";

type Operator = "=" | "<" | ">" | "<=" | ">=" | "in" | "like";
export type Condition = { property: string; operator: Operator; values: string[] };
type Order = { property: string; isDescending: boolean };
export type Statement = {
  /** Undefined: all. A `*` beside names is all as well. */
  properties: string[] | undefined;
  isCount: boolean;
  entity: string;
  conditions: Condition[];
  orders: Order[];
  start: number;
  max: number;
};

const OPERATORS = ["=", "<", ">", "<=", ">="];
const RESULTS_MAX = 1000;
const RESULTS_DEFAULT = 100;

export function parseQuery(
  text: string,
  { today, isLatin1Only }: { today: string; isLatin1Only: boolean },
): Statement {
  if (isLatin1Only) refuseBeyondLatin1(text);
  const tokens = tokensOf(text.trim().replace(/;\s*$/, ""));
  let at = 0;

  const peek = (): Token | undefined => tokens[at];
  const isWord = (word: string): boolean => {
    const token = peek();
    return token?.kind === "word" && token.text.toLowerCase() === word;
  };
  const takeWord = (word: string): boolean => {
    if (!isWord(word)) return false;
    at += 1;
    return true;
  };
  const takeSign = (sign: string): boolean => {
    const token = peek();
    if (token?.kind !== "sign" || token.text !== sign) return false;
    at += 1;
    return true;
  };
  const needSign = (sign: string): void => {
    if (!takeSign(sign)) throw encountered(peek(), `"${sign}"`);
  };
  const needName = (): string => {
    const token = peek();
    if (token?.kind !== "word" || !/^[A-Za-z]/.test(token.text))
      throw encountered(token, "<IDENTIFIER> ...");
    at += 1;
    return token.text;
  };
  const needNumber = (): number => {
    const token = peek();
    if (!token || token.kind === "sign" || !/^-?\d+$/.test(token.text))
      throw encountered(token, "<NUMBER> ...");
    at += 1;
    return Number(token.text);
  };
  /** Quoted, or bare for a boolean, a number and CURRENT_DATE. */
  const needValue = (): string => {
    const token = peek();
    if (!token || token.kind === "sign") throw encountered(token, "<STRING> ...");
    at += 1;
    if (token.kind === "text") return token.text;
    if (/^current_date$/i.test(token.text)) return today;
    if (/^(true|false)$/i.test(token.text) || /^-?\d+(\.\d+)?$/.test(token.text)) return token.text;
    at -= 1;
    throw encountered(token, "<STRING> ...");
  };

  const statement: Statement = {
    properties: undefined,
    isCount: false,
    entity: "",
    conditions: [],
    orders: [],
    start: 1,
    max: RESULTS_DEFAULT,
  };
  if (!takeWord("select")) throw encountered(peek(), '"SELECT" ...');
  readSelection();
  if (!takeWord("from")) throw encountered(peek(), '"FROM" ...');
  statement.entity = needName();
  if (takeWord("where")) {
    do statement.conditions.push(condition());
    while (takeWord("and"));
  }
  if (takeOrderBy()) {
    do statement.orders.push(order());
    while (takeSign(","));
  }
  if (takeWord("startposition")) statement.start = bounded(needNumber(), 1, undefined);
  if (takeWord("maxresults")) statement.max = bounded(needNumber(), 1, RESULTS_MAX);
  if (peek()) throw encountered(peek(), "<EOF>");
  return statement;

  function readSelection(): void {
    if (isWord("count")) {
      at += 1;
      needSign("(");
      needSign("*");
      needSign(")");
      statement.isCount = true;
      return;
    }
    const names: string[] = [];
    let isAll = false;
    do {
      if (takeSign("*")) isAll = true;
      else names.push(needName());
    } while (takeSign(","));
    if (!isAll) statement.properties = names;
  }

  function takeOrderBy(): boolean {
    if (takeWord("orderby")) return true;
    if (!isWord("order")) return false;
    at += 1;
    if (!takeWord("by")) throw encountered(peek(), '"BY" ...');
    return true;
  }

  function condition(): Condition {
    const property = needName();
    if (takeWord("in")) {
      needSign("(");
      const values: string[] = [];
      do values.push(needValue());
      while (takeSign(","));
      needSign(")");
      return { property, operator: "in", values };
    }
    if (takeWord("like")) return { property, operator: "like", values: [needValue()] };
    const token = peek();
    if (token?.kind !== "sign" || !OPERATORS.includes(token.text)) {
      throw encountered(token, '"=" ...\n    "<" ...\n    ">" ...\n    "IN" ...\n    "LIKE" ...');
    }
    at += 1;
    return { property, operator: token.text as Operator, values: [needValue()] };
  }

  function order(): Order {
    const property = needName();
    if (takeWord("desc")) return { property, isDescending: true };
    takeWord("asc");
    return { property, isDescending: false };
  }
}

function bounded(value: number, min: number, max: number | undefined): number {
  if (value < min) throw badQuery(`value ${value} is too small. Min allowed value is ${min}`);
  if (max !== undefined && value > max) {
    throw badQuery(`value ${value} is too large. Max allowed value is ${max}`);
  }
  return value;
}
