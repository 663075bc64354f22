// Flags that bill a part of a deal: each value understood or refused before anybody is asked, and none beside another.
import { describe, expect, it } from "vitest";
import { partInput } from "../../../src/commands/details/part-flags.ts";

type Flags = Parameters<typeof partInput>[0];
const given = (flags: Flags) => {
  const { part, partNumber, recurring, fromValue, item } = partInput(flags);
  return Object.fromEntries(
    Object.entries({ part, partNumber, recurring, fromValue, item }).filter(([, one]) => one),
  );
};
const refusal = (flags: Flags) => {
  try {
    return given(flags);
  } catch (error) {
    const { kind, message } = error as { kind: string; message: string };
    return `${kind}: ${message}`;
  }
};

describe("a part", () => {
  it.each<[Flags, object]>([
    [{}, {}],
    [{ lines: "1, id:55" }, { part: { kind: "lines", lines: ["1", "id:55"] } }],
    [{ installment: "id:9" }, { part: { kind: "installment", installment: "id:9" } }],
    [{ rest: true }, { part: { kind: "rest" } }],
    [{ recurring: true }, { recurring: 1 }],
    [{ recurring: "12" }, { recurring: 12 }],
    [
      { fromValue: true, item: "88" },
      { fromValue: true, item: "88" },
    ],
  ])("of %j", (flags, expected) => expect(given(flags)).toEqual(expected));

  it.each<[Flags, string, number | undefined]>([
    [{ percent: "33.3333333333" }, "33.3333333333", undefined],
    [{ percent: "100 %" }, "100", undefined],
    [{ percent: "30", part: "2" }, "30", 2],
    [{ amount: "500.05" }, "500.05", undefined],
  ])("of %j is that share", (flags, value, number) => {
    const { part, partNumber } = partInput(flags);
    const share = part?.kind === "percent" ? part.percent : undefined;
    const net = part?.kind === "amount" ? part.net : undefined;
    expect([(share ?? net)?.toFixed(), partNumber]).toEqual([value, number]);
  });
});

describe("is refused:", () => {
  it.each<[Flags, string]>([
    [{ lines: "1;2" }, '--lines "1;2" is not understood.'],
    [{ lines: "" }, '--lines "" is not understood.'],
    [{ percent: "0" }, '--percent "0" is not understood.'],
    [{ percent: "100.01" }, '--percent "100.01" is not understood.'],
    [{ percent: "a third" }, '--percent "a third" is not understood.'],
    [{ amount: "-5" }, '--amount "-5" is not understood.'],
    // Money has two places.
    [{ amount: "5.005" }, '--amount "5.005" is not understood.'],
    [{ recurring: "0" }, '--recurring "0" is not a whole number from 1.'],
    [{ percent: "30", part: "1.5" }, '--part "1.5" is not a whole number from 1.'],
    [{ percent: "30", rest: true }, "Only one of the flags that name a part can be given."],
    [{ rest: true, recurring: "2" }, "Only one of the flags that name a part can be given."],
    [{ lines: "1", fromValue: true }, "Only one of the flags that name a part can be given."],
    [{ rest: true, skipLine: ["1"] }, "A part of a deal takes its lines as they are."],
    [{ percent: "30", line: ["1,qty=2"] }, "A part of a deal takes its lines as they are."],
    [{ rest: true, part: "2" }, "--part goes with --percent or --amount."],
    [{ part: "2" }, "--part goes with --percent or --amount."],
    [{ fromValue: true }, "--from-value and --item go together."],
    [{ item: "88" }, "--from-value and --item go together."],
  ])("%j", (flags, message) => expect(refusal(flags)).toBe(`usage: ${message}`));
});
