/** What a text that was typed may be, and text that another program stored, without its control characters. */

/** What a text may be. Without any of these: one line, not blank. */
export type TextRule = {
  /** Line breaks and tabs are kept. */
  lines?: boolean;
  /** `""` has a meaning of its own: nothing, where a mapped field would give something. Blanks alone are still refused. */
  mayBeEmpty?: boolean;
  /** E-mail addresses, with commas between them. */
  emails?: boolean;
  /** Permissions of a file, such as 640: its owner can read and write it. */
  permissions?: boolean;
};

/** What is wrong with a text, to follow the name of its flag; undefined where nothing is. */
export function textFault(text: string, rule: TextRule = {}): string | undefined {
  if (text === "" && rule.mayBeEmpty) return undefined;
  const trimmed = text.trim();
  if (trimmed === "") return "must not be blank";
  if (hasControls(rule.lines ? trimmed.replace(/[\t\n\r]/g, "") : trimmed))
    return rule.lines ? "has control characters" : "has line breaks or control characters";
  if (rule.emails && !areEmails(trimmed))
    return `must be an e-mail address, or several with commas between them; got "${trimmed}"`;
  if (rule.permissions && !/^0?[67][0-7]{2}$/.test(trimmed))
    return `must be octal permissions such as 640, with which you can read and write; got "${trimmed}"`;
  return undefined;
}

/** Whether each part between commas is an address that QuickBooks takes (docs/quickbooks.md 9, error 6420). */
export function areEmails(text: string): boolean {
  return text.split(",").every((one) => EMAIL.test(one.trim()));
}

const EMAIL = /^[^\s\p{C}@,;:<>()"]+@[^\s\p{C}@,;:<>()".]+(\.[^\s\p{C}@,;:<>()".]+)+$/u;

const hasControls = (text: string) => /[\p{Cc}\u2028\u2029]/u.test(text);

/** Escape sequences whole, so that no rest of them is left to read: OSC and the other strings, CSI, and the short ones. */
export const SEQUENCES =
  /(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c\n]*(?:\x1b\\|\x9c)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]/g;

/** Text that another program stored: its line breaks are plain ones; escape sequences and control characters fall away. */
export function withoutControls(text: string): string {
  return text
    .replace(SEQUENCES, "")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/[\p{Cc}]/gu, (control) => (control === "\n" || control === "\t" ? control : ""));
}
