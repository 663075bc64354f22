/** The faces of an answer: terminal, pipe, CSV, JSON. */
import { describe, expect, it } from "vitest";
import { type Answer, showAnswer } from "../../src/cli/answer.ts";
import { type Column, tableOf } from "../../src/cli/column.ts";
import type { GlobalFlags } from "../../src/cli/command.ts";
import { sortRows } from "../../src/cli/flat.ts";
import { renderTable } from "../../src/cli/table.ts";
import { PdqbError } from "../../src/domain/errors.ts";
import { capturedIo } from "./captured-io.ts";
import { columns, rows, run } from "./sample-tree.ts";

const plain = {
  json: false,
  fields: null,
  quiet: false,
  csv: false,
  columns: null,
  dryRun: false,
} as const;

async function show(answer: Answer, globals: Partial<GlobalFlags> = {}, io = capturedIo()) {
  await showAnswer(io, { ...plain, ...globals }, answer);
  return { stdout: io.stdout(), stderr: io.stderr() };
}

describe("a table", () => {
  it("is tab-separated in a pipe: no header, no colour, nothing cut, no formula", async () => {
    const { stdout, stderr } = await run("bill list");
    expect({ stdout, stderr }).toEqual({
      stdout: `1042\tBlumen & Söhne\t1653.15\n1043\t'=HYPERLINK("http://x")\t-5.00\n`,
      stderr: "",
    });
  });

  it("has a header and quotes as CSV", async () => {
    const { stdout } = await run("bill list --csv");
    expect(stdout).toBe(
      `number,customer,total\n1042,Blumen & Söhne,1653.15\n1043,"'=HYPERLINK(""http://x"")",-5.00\n`,
    );
    expect((await run("bill list --csv --status paid")).stdout).toBe("number,customer,total\n");
  });

  it("is aligned on a terminal, numbers to the right, with a header", async () => {
    const { stdout } = await run("bill list", capturedIo({ outIsTerminal: true }));
    expect(stdout).toBe(
      `Number  Customer                      Total
1042    Blumen & Söhne          1653.15 EUR
1043    =HYPERLINK("http://x")    -5.00 EUR
`,
    );
  });

  it("cuts only the columns that may give way, to fit the terminal", async () => {
    const { stdout } = await run("bill list", capturedIo({ outIsTerminal: true, width: 36 }));
    expect(stdout).toBe(
      `Number  Customer               Total
1042    Blumen & Söhne   1653.15 EUR
1043    =HYPERLINK("ht…    -5.00 EUR
`,
    );
  });

  it("becomes one line for each value where the terminal is too narrow for columns", async () => {
    const { stdout } = await run("bill list", capturedIo({ outIsTerminal: true, width: 24 }));
    expect(stdout).toBe(
      `Number    1042
Customer  Blumen & Söhne
Total     1653.15 EUR

Number    1043
Customer  =HYPERLINK("h…
Total     -5.00 EUR
`,
    );
  });

  it("is coloured on a terminal and with --no-color not", async () => {
    const colored = { outIsTerminal: true, color: true };
    const green = "\u001b[32m1653.15 EUR\u001b[39m";
    expect((await run("bill list", capturedIo(colored))).stdout).toContain(green);
    expect((await run("bill list --no-color", capturedIo(colored))).stdout).not.toContain("\u001b");
  });

  it("lets no control character of a value through in any face", async () => {
    const evil = "a\u001b]0;title\u0007b\u001b[31mc\u009b2Jd\u202ee\tf\ng\u0000\u0007";
    const evilColumns: Column<string>[] = [
      { key: "a", title: "A", value: (row) => row },
      { key: "b", title: "B", value: (row) => row, terminal: (row, paint) => paint.red(row) },
    ];
    for (const face of [
      { kind: "tsv" },
      { kind: "csv" },
      { kind: "terminal", width: 200, painter: (text: string) => text },
    ] as const) {
      const text = await renderTable([evil], evilColumns, face);
      expect(text.replace(/[\n\t]/g, "")).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e]/);
      expect(text.trimEnd().split("\n").length).toBe(face.kind === "tsv" ? 1 : 2);
    }
    expect(await renderTable([evil], evilColumns, { kind: "tsv" })).toBe(
      "abcde f ⏎ g\tabcde f ⏎ g\n",
    );
  });

  it("keeps the order and the widths of columns over more rows than one chunk holds", async () => {
    const many = Array.from({ length: 1203 }, (_, index) => `${index}`);
    const one: Column<string>[] = [
      { key: "n", title: "N", align: "right", value: (row) => row },
      { key: "x", title: "X", value: () => "x" },
    ];
    const face = { kind: "terminal", width: 80, painter: (text: string) => text } as const;
    const lines = (await renderTable(many, one, face)).trimEnd().split("\n");
    expect(lines.slice(1)).toEqual(many.map((row) => `${row.padStart(4)}  x`));
  });

  it("says on stderr that it is empty, unless --quiet, and exits 0", async () => {
    const empty = await run("bill list --status paid");
    expect(empty).toMatchObject({ code: 0, stdout: "", stderr: "No bills.\n" });
    expect((await run("bill list --status paid --quiet")).stderr).toBe("");
  });

  it("says on stderr that it is cut, unless --quiet; JSON says it in its own way", async () => {
    const cut = await run("bill list --limit 1");
    expect(cut.stdout).toMatch(/^1042\t.*\n$/);
    expect(cut.stderr).toBe("There are more: give --limit a larger number.\n");
    expect((await run("bill list --limit 2")).stderr).toBe("");
    expect((await run("bill list --limit 1 --quiet")).stderr).toBe("");
    expect((await run("bill list --limit 1 --json")).stderr).toBe("");
  });

  it("sorts by a member of the JSON, numbers by size, and names them all for another", () => {
    const list = { fields: ["number", "total"], json: (row: (typeof rows)[number]) => row };
    const order = (sort: string) => sortRows(rows, list, sort).map((row) => row.number);
    expect(order("total")).toEqual(["1043", "1042"]);
    expect(order("-total")).toEqual(["1042", "1043"]);
    expect(() => order("totl")).toThrow(PdqbError);
    expect(() => order("totl")).toThrow('--sort: there is no column "totl".');
  });
});

describe("JSON", () => {
  it("is one value alone on stdout, also for an empty list", async () => {
    const { stdout, stderr } = await run("bill list --json --status paid");
    expect({ stdout, stderr }).toEqual({
      stdout: '{\n  "bills": [],\n  "complete": true\n}\n',
      stderr: "",
    });
  });

  it("keeps the fields of a list's rows, in the order asked for, and what stands beside the list", async () => {
    const { stdout } = await run("bill list --fields total,number");
    expect(JSON.parse(stdout)).toEqual({
      bills: rows.map(({ number, total }) => ({ total, number })),
      complete: true,
    });
  });

  it("keeps members of an object, and reaches inside with a dot", async () => {
    const json = { outcome: "done", bill: { number: "7", customer: { name: "A", id: "1" } } };
    const { stdout } = await show({ json }, { fields: ["bill.customer.name", "bill.number"] });
    expect(JSON.parse(stdout)).toEqual({ bill: { customer: { name: "A" }, number: "7" } });
  });

  it("refuses a name that no row has, with those that are there, and prints nothing", async () => {
    const io = capturedIo();
    const answer = {
      json: [
        { id: "1", name: "x" },
        { id: "2", due: null },
      ],
    };
    const shown = showAnswer(io, { ...plain, fields: ["nam"] }, answer);
    await expect(shown).rejects.toMatchObject({
      kind: "usage",
      message: '--fields: there is no field "nam".',
      reason: "Fields: id, name, due",
    });
    expect(io.stdout()).toBe("");
  });

  it("tells what a write did although a field was named wrong", async () => {
    const { code, stdout, stderr } = await run("bill create x --yes --fields outcome,numbr");
    expect({ code, json: JSON.parse(stdout), stderr }).toEqual({
      code: 0,
      json: { outcome: "created" },
      stderr: '--fields: there is no field "numbr".\n',
    });
    expect((await run("bill create x --dry-run --fields numbr")).code).toBe(2);
  });

  it("keeps every character of a value and gives a terminal none to obey", async () => {
    const value = { name: "a\u001b[31m\u009b\u202e\u2028z" };
    const { stdout } = await show({ json: value }, { json: true });
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]/);
    expect(JSON.parse(stdout)).toEqual(value);
  });
});

describe("words", () => {
  it("go to stdout, painted as the stream allows, and a note to stderr", async () => {
    const answer: Answer = {
      json: {},
      text: (paint) => `Total ${paint.bold(`1 ${paint.green("paid")}!`)}`,
      note: "One more thing.",
    };
    expect(await show(answer)).toEqual({
      stdout: "Total 1 paid!\n",
      stderr: "One more thing.\n",
    });
    expect(await show(answer, { quiet: true }, capturedIo({ color: true }))).toEqual({
      stdout: "Total \u001b[1m1 \u001b[32mpaid\u001b[39m!\u001b[22m\n",
      stderr: "",
    });
  });

  it("cannot be hidden by a sequence that one value opens and another closes", async () => {
    const text = () => "From a\u001b]0;\nTotal 5,000.00 EUR\nTo b\u0007";
    expect((await show({ json: {}, text })).stdout).toBe("From a]0;\nTotal 5,000.00 EUR\nTo b\n");
  });

  it("have no CSV", async () => {
    const shown = show({ json: {}, text: () => "x" }, { csv: true });
    await expect(shown).rejects.toMatchObject({ kind: "usage" });
  });

  it("give way to a table of the same answer", async () => {
    const answer = { json: {}, text: () => "x", table: tableOf(rows.slice(0, 1), columns) };
    expect((await show(answer)).stdout).toBe("1042\tBlumen & Söhne\t1653.15\n");
  });
});
