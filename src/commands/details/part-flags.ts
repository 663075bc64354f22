/** The flags that bill a part of a deal, one cycle of it, or its value: checked, and as values. */
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, parseDecimal } from "../../domain/money/money.ts";
import type { CreateInput, PartInput } from "../../usecases/plan/create-input.ts";
import type { CreateFlags } from "./create-flags.ts";

type PartFlags = Partial<
  Pick<
    CreateFlags,
    | ("lines" | "percent" | "amount" | "installment" | "rest" | "part" | "recurring")
    | ("fromValue" | "item" | "line" | "skipLine")
  >
>;

/** Throws usage for a value that is not understood, and for flags that exclude each other. */
export function partInput(
  flags: PartFlags,
): Pick<CreateInput, "part" | "partNumber" | "recurring" | "fromValue" | "item"> {
  const { lines, percent, amount, installment, rest, fromValue, item } = flags;
  const parts: (PartInput | undefined)[] = [
    lines === undefined ? undefined : { kind: "lines", lines: lineList(lines) },
    percent === undefined
      ? undefined
      : { kind: "percent", percent: share("--percent", percent, 100) },
    amount === undefined ? undefined : { kind: "amount", net: share("--amount", amount) },
    installment === undefined ? undefined : { kind: "installment", installment },
    rest ? { kind: "rest" } : undefined,
  ];
  const given = parts.filter((part) => part !== undefined);
  const recurring = flags.recurring === undefined ? undefined : cycleOf(flags.recurring);
  if (given.length + (recurring === undefined ? 0 : 1) + (fromValue ? 1 : 0) > 1) {
    throw new PdqbError("usage", "Only one of the flags that name a part can be given.", {
      reason:
        "--lines, --percent, --amount, --installment, --rest, --recurring and --from-value exclude each other.",
    });
  }
  const [part] = given;
  if (part && (flags.line?.length || flags.skipLine?.length)) {
    throw new PdqbError("usage", "A part of a deal takes its lines as they are.", {
      reason: "--line and --skip-line would change what the other parts have left.",
    });
  }
  if (flags.part !== undefined && part?.kind !== "percent" && part?.kind !== "amount") {
    throw new PdqbError("usage", "--part goes with --percent or --amount.", {
      reason: "The other parts are told apart by what they name.",
    });
  }
  if (Boolean(fromValue) !== (item !== undefined)) {
    throw new PdqbError("usage", "--from-value and --item go together.", {
      next: ["--from-value --item <item>"],
    });
  }
  return {
    part,
    partNumber: flags.part === undefined ? undefined : whole("--part", flags.part),
    recurring,
    fromValue,
    item,
  };
}

function lineList(text: string): string[] {
  const lines = text.split(",").map((line) => line.trim());
  if (lines.every((line) => /^(id:)?\d+$/.test(line))) return lines;
  throw new PdqbError("usage", `--lines "${text}" is not understood.`, {
    reason: "It takes positions or ids with commas between: 1,3 or id:55310,id:55312.",
  });
}

function cycleOf(text: string | true): number {
  return text === true ? 1 : whole("--recurring", text);
}

function whole(flag: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new PdqbError("usage", `${flag} "${text}" is not a whole number from 1.`, {
    next: [`${flag} 1`],
  });
}

function share(flag: string, text: string, max?: number): Decimal {
  const value = parseDecimal(text.replace(/\s*%$/, ""));
  const places = max === undefined ? 2 : 10;
  if (
    value?.greaterThan(0) &&
    value.decimalPlaces() <= places &&
    (max === undefined || value.lte(max))
  )
    return value;
  throw new PdqbError("usage", `${flag} "${text}" is not understood.`, {
    reason:
      max === undefined
        ? "It takes a net amount such as 500 or 500.00."
        : `It takes a percentage above 0 and up to ${max}, such as 30 or 33.3.`,
  });
}
