// Presets: details under a name, beaten by flags, beating the mapping.
import { afterAll, beforeAll, expect, it } from "vitest";
import { matchExactly, practiceBooks } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();

beforeAll(async () => {
  const started = await home.run("practice start");
  if (started.code !== 0) throw new Error(started.stderr);
  const off = { "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" };
  await (await practiceBooks(home)).set(off);
  await matchExactly(home);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Plan = {
  plan: {
    memo: string;
    term: { name: string } | null;
    date: string;
    due_date: string;
    custom_fields: { name: string; value: string }[];
    class: { name: string } | null;
    totals: { discount: string };
  };
};
const plan = async (...args: string[]) =>
  (
    (await home.json([
      ..."invoice create --deal 142 --dry-run".split(" "),
      ...args,
    ])) as unknown as Plan
  ).plan;

it("saves details, and an invoice starts from them", async () => {
  const saved = await home.run([
    ..."preset save retail --due 10 --class Care --discount 10%".split(" "),
    ...["--memo", "Thank you, it's been a pleasure", "--custom-field", "Cost centre=1"],
  ]);
  expect(saved.code).toBe(0);
  const made = await plan("--preset", "retail", "--date", "2026-11-20");
  expect(made).toMatchObject({
    memo: "Thank you, it's been a pleasure",
    due_date: "2026-11-30",
    class: { name: "Care" },
    custom_fields: [{ name: "Cost centre", value: "1" }],
    // 10 % of 495.98.
    totals: { discount: "49.60" },
  });
});

it("gives way to a flag, and lists add up", async () => {
  const made = await plan(
    "--preset",
    "retail",
    "--memo",
    "Thanks",
    "--custom-field",
    "PO number=7",
  );
  expect(made.memo).toBe("Thanks");
  expect(made.custom_fields.map(({ value }) => value).sort()).toEqual(["1", "7"]);
});

it("shows it as the flags that it stands for, and forgets it once", async () => {
  expect((await home.run("preset show retail")).stdout).toBe(
    [
      "--due 10",
      "--discount 10%",
      "--memo 'Thank you, it'\\''s been a pleasure'",
      "--custom-field 'Cost centre=1'",
      "--class Care",
      "",
    ].join("\n"),
  );
  expect(await home.json("presets list")).toMatchObject({
    presets: [{ name: "retail" }],
    complete: true,
  });
  expect(await home.json("preset delete retail")).toMatchObject({ outcome: "deleted" });
  expect(await home.json("preset delete retail")).toMatchObject({ outcome: "already" });
  const gone = await home.run("invoice create --deal 142 --preset retail --dry-run");
  expect(gone.code).toBe(5);
  expect(gone.stderr).toContain('There is no preset "retail".');
});

it("is never saved empty, or with what no invoice can have", async () => {
  expect((await home.run("preset save nothing")).code).toBe(2);
  expect((await home.run("preset save wrong --discount much")).stderr).toContain("--discount");
  expect((await home.run(["preset", "save", "a b", "--due", "3"])).code).toBe(2);
});
