// What is refused before the write, with the record named; and what only the write shows, because an hour-old answer said otherwise.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, matchExactly, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;
let pipedrive: { origin: string; token: string };

beforeAll(async () => {
  books = await openPractice(home);
  const env = (await home.json("practice env")) as unknown as Record<string, string>;
  pipedrive = {
    origin: env.PDQB_PIPEDRIVE_ORIGIN ?? "",
    token: env.PRACTICE_PIPEDRIVE_ACCESS_TOKEN ?? "",
  };
  await matchExactly(home);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Problem = { code: string; message: string; next: string };
type Answer = { plan: { problems: Problem[]; warnings: { code: string; message: string }[] } };
const plan = async (args: string, code: number) =>
  ((await home.json(`invoice create ${args} --dry-run`, code)) as unknown as Answer).plan;

async function patchDeal(id: number, body: object): Promise<void> {
  const answer = await fetch(`${pipedrive.origin}/api/v2/deals/${id}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${pipedrive.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function setActive(item: string, active: boolean): Promise<void> {
  const { Item } = (await books.read(`item/${item}`)) as unknown as {
    Item: { SyncToken: string; Name: string; Type: string };
  };
  await books.post("item", { ...Item, sparse: true, Active: active });
}

/** The first of all: preferences are remembered for an hour once something was written. */
it("a closed period names its day, and the way out is another date", async () => {
  const closeOn = async (BookCloseDate: string | null) => {
    const { Preferences } = (await books.read("preferences")) as unknown as {
      Preferences: Record<string, object>;
    };
    const AccountingInfoPrefs = { ...Preferences.AccountingInfoPrefs, BookCloseDate };
    await books.post("preferences", { ...Preferences, AccountingInfoPrefs });
  };
  await closeOn("2026-06-30");
  expect((await plan("--deal 147 --date 2026-06-30", 3)).problems).toEqual([
    {
      code: "closed_period",
      message: "The books are closed up to 2026-06-30, and the invoice is dated 2026-06-30.",
      next: expect.stringMatching(/^pdqb invoice create --deal 147 --date 20\d\d-\d\d-\d\d$/),
    },
  ]);
  expect((await plan("--deal 147 --date 2026-07-01", 0)).problems).toEqual([]);
  await closeOn(null);
});

describe("a deal", () => {
  it("that was lost, unless the setting only warns", async () => {
    await patchDeal(142, { status: "lost" });
    expect((await plan("--deal 142", 3)).problems).toEqual([
      {
        code: "not_allowed",
        message:
          "Deal 142 is lost, not won. The setting deal.lost refuses it until it is won in Pipedrive.",
        next: "pdqb config set deal.lost warn",
      },
    ]);
    await home.run("config set deal.lost warn");
    expect((await plan("--deal 142", 0)).warnings).toMatchObject([{ code: "deal_not_won" }]);
    await patchDeal(142, { status: "won" });
  });

  it("that is still open, if the setting says so", async () => {
    await patchDeal(143, { status: "open" });
    expect((await plan("--deal 143", 0)).warnings.map(({ message }) => message)).toContain(
      "Deal 143 is open, not won.",
    );
    await home.run("config set deal.open refuse");
    expect((await plan("--deal 143", 3)).problems).toMatchObject([{ code: "not_allowed" }]);
    await patchDeal(143, { status: "won" });
  });
});

describe("an item", () => {
  it("that is a category cannot stand on a line", async () => {
    const result = await home.run("invoice create --deal 144 --link 1=96 --dry-run");
    expect(result.code).toBe(3);
    expect(result.stderr).toContain("Workshop");
    expect(result.stderr).toContain("category");
  });

  it("that became inactive is refused by QuickBooks once, and by name from then on", async () => {
    const first = await home.run("invoice create --deal 145 --yes");
    expect(first.code).toBe(0);
    await setActive("92", false);
    // Within the hour the item counts as active still: the write is what tells.
    const late = await home.run("invoice create --deal 146 --yes");
    expect(late.code).toBe(3);
    expect(late.stderr).toContain("inactive");
    const { problems } = await plan("--deal 146", 3);
    expect(problems).toEqual([
      {
        code: "inactive_item",
        message:
          'Line 1: item "Hours, senior (deleted)" (id 92) is inactive: make it active in QuickBooks, or choose another.',
        next: "pdqb product link 210 --item <item>",
        line: 1,
      },
    ]);
    await setActive("92", true);
  });
});
