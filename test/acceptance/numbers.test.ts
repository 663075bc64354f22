// A company that numbers its invoices itself: QuickBooks has no question for the next number, so pdqb counts on from the newest.
import { afterAll, beforeAll, expect, it } from "vitest";
import { matchExactly, practiceBooks } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();

beforeAll(async () => {
  const started = await home.run("practice start");
  if (started.code !== 0) throw new Error(started.stderr);
  await (await practiceBooks(home)).set({
    "quickbooks.throttles": "off",
    "pipedrive.rate_limits": "off",
    "quickbooks.custom_txn_numbers": "on",
  });
  await matchExactly(home);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Answer = {
  invoice: { id: string; number: string };
  plan: { number: string | null; next_number: string | null; problems: { code: string }[] };
};
const json = async (args: string, code = 0) =>
  (await home.json(`invoice create ${args}`, code)) as unknown as Answer;

it("takes the next number that is free when it is sent, also for several at once", async () => {
  const { plan } = await json("--deal 147 --dry-run");
  expect(plan).toMatchObject({ number: null, next_number: expect.stringMatching(/^\d+$/) });
  const made = await Promise.all([147, 148, 149].map((deal) => json(`--deal ${deal} --yes`)));
  const numbers = made.map(({ invoice }) => Number(invoice.number)).sort((a, b) => a - b);
  const first = Number(plan.next_number);
  expect(numbers).toEqual([first, first + 1, first + 2]);
});

it("takes the one that is given, and refuses one that is used before the write", async () => {
  expect((await json("--deal 150 --number RE-2026-09 --yes")).invoice.number).toBe("RE-2026-09");
  const { plan } = await json("--deal 146 --number RE-2026-09 --dry-run", 3);
  expect(plan.problems).toMatchObject([{ code: "number_taken" }]);
  expect((await json("--deal 146 --dry-run")).plan.next_number).toBe("RE-2026-10");
});
