// Which columns a table shows: what the terminal has room for, and what --columns asks for.
import { describe, expect, it } from "vitest";
import type { Column } from "../../src/cli/column.ts";
import { loadPainter } from "../../src/cli/paint.ts";
import { renderTable } from "../../src/cli/table.ts";
import { localDay, localTime, momentText } from "../../src/cli/when.ts";
import { capturedIo } from "./captured-io.ts";
import { run } from "./sample-tree.ts";

type Deal = { title: string; customer: string; status: string; won: string };

const COLUMNS: Column<Deal>[] = [
  { key: "title", title: "Title", value: ({ title }) => title, grow: "last" },
  { key: "customer", title: "Customer", value: ({ customer }) => customer, grow: true },
  { key: "status", title: "Status", value: ({ status }) => status, optional: true },
  { key: "won", title: "Won", value: ({ won }) => won, optional: true },
];
const DEALS: Deal[] = [
  {
    title: "Studio refit, phase 1",
    customer: "Aurora Design Oy and Sons",
    status: "won",
    won: "1",
  },
  { title: "Support", customer: "Kallio", status: "won", won: "2" },
];
const drawn = async (width: number) =>
  (
    await renderTable(DEALS, COLUMNS, {
      kind: "terminal",
      width,
      painter: await loadPainter(false),
    })
  )
    .split("\n")
    .slice(0, 2);

describe("a table on a narrow terminal", () => {
  it("leaves out what all rows say before anything else", async () => {
    expect((await drawn(60))[0]).toBe(
      "Title                  Customer                  Status  Won",
    );
    expect((await drawn(50))[0]).toBe("Title                  Customer                Won");
  });

  it("then what can be missed, and shows the title whole while a customer can be read", async () => {
    expect(await drawn(40)).toEqual([
      "Title                  Customer",
      "Studio refit, phase 1  Aurora Design Oy…",
    ]);
  });

  it("cuts the title last and is still a table", async () => {
    expect(await drawn(24)).toEqual(["Title           Customer", "Studio refit,…  Aurora …"]);
  });
});

describe("--columns", () => {
  it("chooses and orders the columns of a pipe, of CSV and of a terminal", async () => {
    expect((await run("bill list --columns total,number")).stdout).toBe(
      "1653.15\t1042\n-5.00\t1043\n",
    );
    expect((await run("bill list --csv --columns total")).stdout).toBe("total\n1653.15\n-5.00\n");
    const io = capturedIo({ outIsTerminal: true });
    expect((await run("bill list --columns total", io)).stdout).toBe(
      "      Total\n1653.15 EUR\n  -5.00 EUR\n",
    );
  });

  it("lists the columns where one is not there, and does not go with JSON", async () => {
    const wrong = await run("bill list --columns number,nmae");
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('--columns: there is no column "nmae".');
    expect(wrong.stderr).toContain("Columns: number, customer, total");
    expect((await run("bill list --columns number --json")).code).toBe(2);
  });
});

describe("a time for people", () => {
  const local = new Date(2026, 10, 28, 15, 10);
  const later = (ms: number) => new Date(local.getTime() + ms);

  it("is on the clock of the machine, with how long ago it was", () => {
    const at = local.toISOString();
    expect(localTime(at)).toBe("2026-11-28 15:10");
    expect(localDay(at)).toBe("2026-11-28");
    expect(momentText(at, later(20_000))).toBe("15:10, just now");
    expect(momentText(at, later(3 * 60_000))).toBe("15:10, 3 min ago");
    expect(momentText(at, later(2 * 3_600_000))).toBe("15:10, 2 h ago");
    expect(momentText(at, later(49 * 3_600_000))).toBe("2026-11-28 15:10, 2 days ago");
  });

  it("says nothing of an age before it, and leaves alone what is no time", () => {
    expect(momentText(local.toISOString(), later(-120_000))).toBe("15:10");
    expect(localTime("never")).toBe("never");
  });
});

it("a reason that does not fit beside the others stands whole below its row", async () => {
  const why = "QuickBooks has no item for the setup fee of this deal.";
  const columns: Column<{ deal: string; why: string }>[] = [
    { key: "deal", title: "Deal", value: ({ deal }) => deal },
    { key: "due", title: "Due", value: () => "", optional: true },
    { key: "why", title: "What", value: (row) => row.why, below: true },
  ];
  const rows = [
    { deal: "1001", why },
    { deal: "1002", why: "" },
  ];
  const drawn = (width: number) =>
    renderTable(rows, columns, { kind: "terminal", width, painter: (text) => text });
  expect((await drawn(80)).split("\n")[1]).toBe(`1001  ${why}`);
  const [, first, ...more] = (await drawn(40)).trimEnd().split("\n");
  expect([first, more.at(-1)]).toEqual(["1001", "1002"]);
  expect(
    more
      .slice(0, -1)
      .map((line) => line.trim())
      .join(" "),
  ).toBe(why);
});
