// Answers of both services with one member left out, null, of another type or of a newer form, for every read that a command makes.
// Aim: nothing is a fault of pdqb's own. What cannot be read is said, a list shows its other rows, and no total is made up.
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type Alter, alteredWorld, type Service } from "../support/altered.ts";
import { chance } from "../support/chance.ts";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { runs } from "../support/runs.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();

/** These show what they can read: 0 or 7. */
const LISTS = [
  "customer search a",
  "product search a",
  "tax list",
  "invoices aging --whole-company",
];
/** These may have to give up: 6, or 3 where a plan lacks what it needs. */
const OTHERS = [
  "deals",
  "invoices list --customer 417",
  "invoices refresh",
  "customer view 417",
  "invoice view 1021",
  "invoices list --deal 142",
  "invoices list --refresh",
  "invoice create --deal 123 --dry-run",
  "invoice create --deal 125 --dry-run",
  "invoice create --deal 142 --again 1021 --dry-run",
  "invoice link 1001 --deal 149 --dry-run",
  "invoice email 1021 --dry-run",
  "invoice void 1021 --dry-run",
  "customer link --organization 402 --customer 417 --dry-run",
  "product link 201 --item 88 --dry-run",
  "tax link 24 --code 5 --dry-run",
  "config fields",
  "config fields --po deal.title --dry-run",
  "config writeback --number new --dry-run",
  "ledger rebuild --dry-run",
  "run plan --deals 145 --dry-run",
  "status",
  "doctor",
];

beforeAll(async () => {
  await openPractice(home, { matching: true });
  await create(await openWorld(home), 142);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Path = (string | number)[];

/** Of each member of an answer the path; of the elements of a list the first alone. */
function members(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.length > 0 ? members(value[0], [...path, 0]) : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [...path, name],
    ...members(member, [...path, name]),
  ]);
}

const RUNS_MAX = 5_000;
const CHANGES: Record<string, (value: unknown) => unknown> = {
  "left out": () => undefined,
  null: () => null,
  "another type": (value) => (typeof value === "string" ? 7 : "7"),
  "a newer form": (value) => ({ value, version: 2 }),
};

function changed(
  body: unknown,
  [head, ...rest]: Path,
  change: (value: unknown) => unknown,
): unknown {
  if (head === undefined) return change(body);
  if (typeof body !== "object" || body === null) return body;
  if (Array.isArray(body))
    return body.map((one, at) => (at === head ? changed(one, rest, change) : one));
  const object = body as Record<string, unknown>;
  return { ...object, [head]: changed(object[head], rest, change) };
}

/** Whether the path leads into a row of a list, and not to what is around the rows. */
function isInRow(path: Path): boolean {
  const around = path.lastIndexOf("QueryResponse");
  const [list, row, ...member] = path.slice(around + 1);
  return (around >= 0 || list === "data") && typeof row === "number" && member.length > 0;
}

type Case = { line: string; at: number; path: Path };

it.each(["quickbooks", "pipedrive"] as Service[])(
  "an answer of %s with an odd member is never a fault of pdqb's own",
  async (service) => {
    const { numRuns, seed } = runs(25);
    const alter: { now: Alter } = { now: (body) => body };
    const { restore } = await alteredWorld(home, service, alter);
    onTestFinished(restore);
    const cases: Case[] = [];
    for (const line of [...LISTS, ...OTHERS]) {
      let count = 0;
      alter.now = (body) => {
        const at = count++;
        cases.push(...members(body).map((path) => ({ line, at, path })));
        return body;
      };
      expect([0, 3, 7]).toContain((await home.run(line)).code);
    }
    expect(cases.length).toBeGreaterThan(200);
    const { of } = chance(seed);
    for (let run = 0; run < Math.min(numRuns, RUNS_MAX); run++) {
      const { line, at, path } = of(cases);
      const name = of(Object.keys(CHANGES));
      let count = 0;
      alter.now = (body) =>
        count++ === at ? changed(body, path, CHANGES[name] as (value: unknown) => unknown) : body;
      const { code, stderr } = await home.run(line);
      const about = `${line}: ${path.join(".")} ${name} in answer ${at}: ${stderr}`;
      expect(stderr, about).not.toContain("Internal error");
      expect(LISTS.includes(line) && isInRow(path) ? [0, 7] : [0, 3, 5, 6, 7], about).toContain(
        code,
      );
    }
  },
  3_000_000,
);
