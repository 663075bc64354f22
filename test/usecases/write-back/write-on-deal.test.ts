// One thing on a deal, written once: what an earlier run left open is looked for first, and while nobody knows nothing is sent.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeOnDeal } from "../../../src/usecases/write-back/write-on-deal.ts";
import { activityKind } from "../../../src/usecases/writes/kinds/activity.ts";
import { findOnDeal } from "../../../src/usecases/writes/on-deal.ts";
import { day } from "../../support/builders.ts";
import { intentOf } from "../../support/intents.ts";
import { type Books, openPractice, practicePipedrive } from "../../support/practice.ts";
import { Home } from "../../support/run.ts";
import { openWorld, type World } from "../../support/world.ts";

const MINUTES = 60_000;
const DEAL = 142;
const home = new Home();
let books: Books;
let pipedrive: Awaited<ReturnType<typeof practicePipedrive>>;
let world: World;
let subjects = 0;
let subject: string;

beforeAll(async () => {
  books = await openPractice(home);
  pipedrive = await practicePipedrive(home);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});
beforeEach(async () => {
  world = await openWorld(home);
  subject = `Invoice ${++subjects} is overdue`;
  await books.clearLog();
});

const activities = async () => {
  const all = await pipedrive<{ id: number; subject: string }[]>(
    "GET",
    `v2/activities?deal_id=${DEAL}`,
  );
  return all.filter((one) => one.subject === subject);
};
const write = ({ ports }: World = world) =>
  writeOnDeal(ports, DEAL, activityKind, {
    ...{ input: { dealId: DEAL, subject, dueDate: day("2026-11-30") } },
    ...{ summary: `activity on deal ${DEAL}`, target: subject },
  });
/** An activity that was sent a moment ago, and whose answer nobody heard; `isMade`: Pipedrive has it. */
async function leftOpen({ isMade }: { isMade: boolean }): Promise<string> {
  const at = new Date().toISOString();
  const key = `activity/${DEAL}/${subject}`;
  const times = { createdAt: at, firstSentAt: at, lastSentAt: at };
  const id = `left-${subjects}`;
  const more = { kind: "activity", dealId: DEAL, follows: { target: subject } };
  await world.ports.ledger.openIntent(intentOf({ id, key, ...times, ...more }));
  if (isMade) await pipedrive("POST", "v2/activities", { subject, deal_id: DEAL, type: "task" });
  return id;
}
const sent = async () =>
  (await books.log()).filter(({ method, path }) => method === "POST" && /activities/.test(path))
    .length;

describe("a write", () => {
  it("is done, and answers with the id of what stands on the deal", async () => {
    const id = await write();
    expect((await activities()).map((one) => String(one.id))).toEqual([id]);
  });

  it("that an earlier run did without knowing is taken for it", async () => {
    const left = await leftOpen({ isMade: true });
    const [made] = await activities();
    await books.clearLog();
    expect(await write()).toBe(String(made?.id));
    expect(await sent()).toBe(0);
    const [intent] = await world.ports.ledger.intents({ id: left });
    expect(intent).toMatchObject({ state: "done", objectId: String(made?.id) });
  });

  it("is not sent while the other may still be on its way, and is once two minutes have passed", async () => {
    await leftOpen({ isMade: false });
    await expect(write()).rejects.toMatchObject({
      ...{ kind: "unknown_outcome", next: ["pdqb invoices refresh"] },
    });
    expect(await sent()).toBe(0);
    const id = await write(await openWorld(home, () => 3 * MINUTES));
    expect((await activities()).map((one) => String(one.id))).toEqual([id]);
  });
});

it("an activity is found by its whole subject alone", async () => {
  await write();
  const find = (text: string) => findOnDeal(world.ports.pipedrive, DEAL, "activities", text);
  expect(await find(subject)).toEqual(expect.any(Number));
  expect(await find(subject.slice(0, -1))).toBeUndefined();
});
