// The command that a problem proposes holds everything that was typed, and is read back as the same input.
import { expect, it } from "vitest";
import { createInput } from "../../src/commands/details/create-input.ts";
import { createCommand } from "../../src/usecases/plan/create-command.ts";
import { parseLine } from "../support/command-line.ts";

const WHOLE = [
  `--new-customer "Lumi Oy" --to "Lumi" --address "Katu 1, 00100 Helsinki" --ship-to billing --email a@b.example`,
  `--tax-id FI123 --update-customer never --date 2026-11-02 --due 14 --terms "Net 30" --link 2=sku:SETUP`,
  `--line '3,qty=2.50,text="Travel, ""by"" train"' --line 'item="Hours, senior",qty=1,price=9.90,tax=25.5'`,
  `--discount 5% --create-item 4 --skip-line 5 --currency EUR --rate 0.92 --tax exclusive --tax-code 5`,
  `--number 77 --memo "It's due" --note "Say \\$5" --po "" --custom-field "Cost centre=4711" --class Fit --location 3`,
  "--cc c@d.example --bcc e@f.example --send --pdf out --again id:3236 --not-duplicate --strict",
].join(" ");

const inputOf = async (line: string) => {
  const { flags } = await parseLine(line);
  return createInput(flags, Number(flags.deal));
};

it.each([
  WHOLE,
  "--customer 417 --recurring 2",
  "--percent 33.30 --part 2 --again",
  "--amount 500",
  "--lines 1,id:55310",
  "--installment id:7",
  "--rest --new-customer",
  "--from-value --item 88 --tax none --due 2026-12-24 --pdf",
])("%s", async (typed) => {
  const input = await inputOf(`pdqb invoice create --deal 142 ${typed}`);
  const command = createCommand(input, {});
  expect(JSON.stringify(await inputOf(command))).toBe(JSON.stringify(input));
});

it("a flag that is given again takes the place of what was typed, as do those that exclude it", async () => {
  const command = async (typed: string, change: Parameters<typeof createCommand>[1]) =>
    createCommand(await inputOf(`pdqb invoice create --deal 142 ${typed}`), change).slice(31);
  expect(await command("--customer 417 --memo a", { with: "--new-customer 'B C'" })).toBe(
    "--memo a --new-customer 'B C'",
  );
  expect(await command("--lines 1 --memo a", { with: "--rest" })).toBe("--memo a --rest");
  expect(await command("--skip-line 2 --memo a", { with: "--installment 1" })).toBe(
    "--memo a --installment 1",
  );
  expect(await command("--percent 30 --part 2", { with: "--part 3" })).toBe(
    "--percent 30 --part 3",
  );
  expect(await command("--skip-line 2", { with: "--skip-line 3" })).toBe(
    "--skip-line 2 --skip-line 3",
  );
  expect(await command("--rate 2 --memo a", { without: ["rate"] })).toBe("--memo a");
  expect(
    await command("--custom-field A=1 --custom-field B=2", { without: ["custom-field A=1"] }),
  ).toBe("--custom-field 'B=2'");
});

it("--due of a preset is days, eom or a day, and its error shows what is taken", () => {
  expect(createInput({ due: "+14" }, 1).due).toBe(14);
  expect(createInput({ due: "eom" }, 1).due).toBe("eom");
  expect(() => createInput({ due: "tomorrow" }, 1)).toThrow(
    expect.objectContaining({
      kind: "usage",
      reason: "It takes a date such as 2026-12-14, days after the invoice date such as 14, or eom.",
    }),
  );
});
