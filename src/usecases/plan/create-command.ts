/** The create command that was typed, as far as it says what is billed, to be pasted with a word more. */
import { shellWord } from "../../domain/shell-word.ts";
import type { CreateInput } from "./create-input.ts";

export function createCommand(input: CreateInput, more: string): string {
  const { dealId, part, discount, customer, partNumber, recurring, again } = input;
  const flags: [name: string, value: string | number | undefined][] = [
    ["customer", customer],
    ["part", more.includes("--part") ? undefined : partNumber],
    ["recurring", recurring],
    ["item", input.item],
    ["again", typeof again === "string" && !more.includes("--again") ? again : undefined],
    [
      "discount",
      discount && `${discount.amount.toFixed()}${discount.type === "percentage" ? "%" : ""}`,
    ],
    ...input.skipLines.map((line): [string, string] => ["skip-line", line]),
  ];
  switch (part?.kind) {
    case "percent":
      flags.push(["percent", part.percent.toFixed()]);
      break;
    case "amount":
      flags.push(["amount", part.net.toFixed()]);
      break;
    case "lines":
      flags.push(["lines", part.lines.join(",")]);
      break;
    case "installment":
      flags.push(["installment", part.installment]);
      break;
    default:
  }
  const words = flags.flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, shellWord(String(value))],
  );
  if (part?.kind === "rest") words.push("--rest");
  if (input.fromValue) words.push("--from-value");
  if (again === true && !more.includes("--again")) words.push("--again");
  if (input.notDuplicate && !more.includes("--not-duplicate")) words.push("--not-duplicate");
  return ["pdqb invoice create --deal", dealId, ...words, more].join(" ");
}
