/** A value as one word of a command that can be pasted into a shell, whatever characters it holds. */

export type Shell = "posix" | "powershell";

/** A Windows terminal opens PowerShell. */
const HERE: Shell = globalThis.process?.platform === "win32" ? "powershell" : "posix";

const PLAIN = /^[A-Za-z0-9_./:][A-Za-z0-9_./:-]*$/;
/** PowerShell takes typographic quotes for plain ones. */
const POWERSHELL_QUOTES = /['\u2018\u2019\u201a\u201b]/g;
/** A line break would run what follows it; a control character cannot be seen. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** Bare where every shell takes it as it is, else in single quotes, on one line. */
export function shellWord(text: string, shell: Shell = HERE): string {
  const line = text.replace(UNSEEN, " ");
  if (PLAIN.test(line)) return line;
  return shell === "posix"
    ? `'${line.replaceAll("'", "'\\''")}'`
    : `'${line.replace(POWERSHELL_QUOTES, "$&$&")}'`;
}
