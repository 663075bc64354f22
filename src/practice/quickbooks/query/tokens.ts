/** Tokens of the query language (docs/quickbooks.md 7): words, quoted text with `\'` and `\\`, operators, parentheses. */
import { unreadableQuery } from "../fault.ts";

export type Token = { kind: "word" | "text" | "sign"; text: string; at: number };

const TOKEN = /\s+|'((?:[^'\\]|\\[\s\S])*)'|([\w.:+-]+)|(<=|>=|!=|[=<>(),*])/y;

export function tokensOf(statement: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < statement.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(statement);
    if (!match) throw lexicalError(statement, at);
    const [, quoted, word, sign] = match;
    // Only a quote and a backslash are escaped; before anything else a backslash is itself.
    if (quoted !== undefined)
      tokens.push({ kind: "text", text: quoted.replace(/\\(['\\])/g, "$1"), at });
    if (word !== undefined) tokens.push({ kind: "word", text: word, at });
    if (sign !== undefined) tokens.push({ kind: "sign", text: sign, at });
  }
  return tokens;
}

/** The real parser is reported to stop at the first character above U+00FF (docs/quickbooks.md 7), also inside quotes. */
export function refuseBeyondLatin1(statement: string): void {
  const at = statement.search(/[^\u0000-\u00ff]/);
  if (at < 0) return;
  const code = statement.charCodeAt(at);
  const before = statement.slice(Math.max(0, statement.lastIndexOf("'", at)), at);
  throw unreadableQuery(
    `Invalid content. Lexical error at line 1, column ${at + 1}.  Encountered: "\\u${code.toString(16).padStart(4, "0")}" (${code}), after : "${before.replaceAll("'", "\\'")}"`,
  );
}

/** A sign that there is not, or a text that has no end. */
function lexicalError(statement: string, at: number) {
  const char = statement[at] ?? "";
  const [column, met, after] =
    char === "'"
      ? [statement.length, "<EOF>", statement.slice(at)]
      : [at, `"${char}" (${char.charCodeAt(0)}),`, ""];
  return unreadableQuery(
    `Lexical error at line 1, column ${column + 1}.  Encountered: ${met} after : "${after}"`,
  );
}

/** As the real parser names what it met: `Encountered " <INTEGER> "1 "" at line 1, column 39.` */
export function encountered(token: Token | undefined, expected: string, kind?: string) {
  const text = token && (kind ? ` ${kind} "${token.text} "` : token.text);
  const what = token ? `"${text}" at line 1, column ${token.at + 1}` : '"<EOF>"';
  return unreadableQuery(`Encountered ${what}.\nWas expecting:\n    ${expected}\n    `);
}
