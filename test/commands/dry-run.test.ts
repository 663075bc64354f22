// Every command that changes something takes --dry-run and --yes. A dry run changes no row of the ledger, no setting, no secret and
// nothing at either service; without it the same line changes something.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();

beforeAll(async () => {
  await openPractice(home);
  await home.json(["preset", "save", "retail", "--memo", "Thank you"]);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const kept = () =>
  ["settings.json", "secrets.json"].map((name) => readFileSync(join(home.path, name), "utf8"));

it.each([
  ["config set match.items exact", { name: "match.items", value: "exact" }],
  ["config unset match.items", { name: "match.items" }],
  ["config fields --due 21", { mapping: { due: { days: 21 } } }],
  ["config fields --po none", { mapping: { po: null } }],
  ["config writeback --note on", { writeback: { note: true }, plan: { requests: [] } }],
  ["config writeback --off", { writeback: { note: false } }],
  ["config writeback --number new", { plan: { requests: [{ method: "POST" }] } }],
  ["preset save cash --terms Cash", { preset: { name: "cash" } }],
  ["preset delete retail", { preset: { name: "retail" } }],
  [
    "connect pipedrive --token-stdin --profile practice",
    {
      authorize_url: null,
      plan: { requests: [{ service: "pipedrive", method: "GET", path: "/api/v1/users/me" }] },
    },
  ],
  [
    "connect quickbooks --profile practice",
    {
      authorize_url: expect.stringMatching(/\/connect\/oauth2$/),
      redirect_url: expect.stringMatching(/^http:\/\/localhost:\d+\/callback$/),
    },
  ],
  ["disconnect pipedrive", { service: "pipedrive" }],
  ["disconnect quickbooks", { service: "quickbooks" }],
])("pdqb %s --dry-run --yes says what would change and changes nothing", async (line, value) => {
  const before = kept();
  expect(await home.json(`${line} --dry-run --yes`)).toMatchObject({
    outcome: "planned",
    ...value,
  });
  expect(kept()).toEqual(before);
});

it("a dry run refuses what the real run would", async () => {
  expect((await home.run("config set match.items never-ever --dry-run")).code).toBe(2);
});

it("without --dry-run the same commands change something, with --yes too", async () => {
  await home.json("config set match.items exact --yes");
  expect(await home.json("config get match.items")).toMatchObject({ value: "exact" });
  expect(await home.json("preset delete retail --yes")).toMatchObject({ outcome: "deleted" });
  const env = { PDQB_READ_ONLY: "1" };
  expect((await home.run("disconnect pipedrive", { env })).code).toBe(3);
  expect(await home.json("disconnect pipedrive --yes")).toMatchObject({ outcome: "disconnected" });
});

it("an address that the settings may not name is refused, and what comes next mends it", async () => {
  const path = join(home.path, "settings.json");
  const file = JSON.parse(readFileSync(path, "utf8"));
  file.profiles.practice.origins.quickbooks = "https://evil.example";
  writeFileSync(path, JSON.stringify(file));
  const { code, stderr } = await home.run("invoices refresh");
  expect(code).toBe(3);
  expect(stderr).toContain('the profile "practice" would send its tokens to https://evil.example');
  expect(stderr).toContain("Next: pdqb practice start\n");
  await home.json("practice start");
  expect((await home.run("invoices refresh")).code).toBe(0);
});

it("a profile that is not there is a slip, with exit 2", async () => {
  const { code, stderr } = await home.run("deals --profile practise");
  expect(stderr).toContain('There is no profile "practise".\n  Profiles: practice.');
  expect(code).toBe(2);
});
