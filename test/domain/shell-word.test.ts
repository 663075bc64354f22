import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellWord } from "../../src/domain/shell-word.ts";

const HOSTILE = [
  "1;echo pwned",
  "$(echo pwned)",
  "`echo pwned`",
  "a' ; echo pwned ; '",
  '" || echo pwned "',
  "a & b | c > d < e",
  "*",
  "~",
  "!!",
  "-rf",
  "",
  "Kallio & Söner",
  "O'Brien",
  "back\\slash",
];

test.each(HOSTILE)("a POSIX shell reads %j as one word and runs nothing", (text) => {
  const script = `printf '[%s]' ${shellWord(text, "posix")}`;
  expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(`[${text}]`);
});

test("line breaks and controls become a space", () => {
  expect(shellWord("1021\ncurl x\u001b[2J", "posix")).toBe("'1021 curl x [2J'");
});

test("plain words stay bare", () => {
  expect(["1021", "id:3236", "sku:HR-1"].map((text) => shellWord(text, "posix"))).toEqual([
    "1021",
    "id:3236",
    "sku:HR-1",
  ]);
});

test("PowerShell doubles every kind of quote that it knows", () => {
  expect(shellWord("O'Brien\u2019s; calc", "powershell")).toBe("'O''Brien\u2019\u2019s; calc'");
});
