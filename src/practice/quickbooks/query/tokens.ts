/** Tokens of the query language (docs/quickbooks.md 7): words, quoted text with `\'` and `\\`, operators, parentheses. */
import { unreadableQuery } from "../fault.ts";

export type Token =
  | { kind: "word"; text: string; at: number }
  | { kind: "text"; text: string; at: number }
  | { kind: "sign"; text: string; at: number };

const SPACE = /\s/;
const WORD = /[\w.:+-]/;
const SIGNS = ["<=", ">=", "!=", "=", "<", ">", "(", ")", ",", "*"];

export function tokensOf(statement: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < statement.length) {
    const char = statement[at] ?? "";
    if (SPACE.test(char)) {
      at += 1;
    } else if (char === "'") {
      const { text, end } = quoted(statement, at);
      tokens.push({ kind: "text", text, at });
      at = end;
    } else if (WORD.test(char)) {
      const start = at;
      while (at < statement.length && WORD.test(statement[at] ?? "")) at += 1;
      tokens.push({ kind: "word", text: statement.slice(start, at), at: start });
    } else {
      const sign = SIGNS.find((one) => statement.startsWith(one, at));
      if (!sign) throw lexicalError(char, at);
      tokens.push({ kind: "sign", text: sign, at });
      at += sign.length;
    }
  }
  return tokens;
}

function quoted(statement: string, start: number): { text: string; end: number } {
  let text = "";
  for (let at = start + 1; at < statement.length; at++) {
    const char = statement[at] ?? "";
    if (char === "'") return { text, end: at + 1 };
    if (char !== "\\") {
      text += char;
      continue;
    }
    const next = statement[at + 1];
    // Only a quote and a backslash are escaped; before anything else a backslash is itself.
    text += next === "'" || next === "\\" ? next : `\\${next ?? ""}`;
    at += 1;
  }
  throw unreadableQuery(
    `Lexical error at line 1, column ${statement.length + 1}.  Encountered: <EOF> after : "${statement.slice(start)}"`,
  );
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

function lexicalError(char: string, at: number) {
  return unreadableQuery(
    `Lexical error at line 1, column ${at + 1}.  Encountered: "${char}" (${char.charCodeAt(0)}), after : ""`,
  );
}

/** As the real parser names what it met: `Encountered " <INTEGER> "1 "" at line 1, column 39.` */
export function encountered(token: Token | undefined, expected: string, kind?: string) {
  const text = token && (kind ? ` ${kind} "${token.text} "` : token.text);
  const what = token ? `"${text}" at line 1, column ${token.at + 1}` : '"<EOF>"';
  return unreadableQuery(`Encountered ${what}.\nWas expecting:\n    ${expected}\n    `);
}
