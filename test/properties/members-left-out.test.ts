// Answers of both services with one member left out, null, of another type or of a newer form, for every read that a command makes.
// Aim: nothing is a fault of pdqb's own. What cannot be read is said, a list shows its other rows, and no total is made up.
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type Alter, alteredWorld, type Service } from "../support/altered.ts";
import { chance } from "../support/chance.ts";
import { everyLine } from "../support/every-line.ts";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { runs } from "../support/runs.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
let reads: string[];

/** These go on with what they can read, and end with 0 or 7. */
const GO_ON = [
  "deals",
  "check",
  "run plan --deals 142,145 --dry-run",
  "run plan --won 2026-11 --dry-run",
  "invoices refresh",
  "invoices list --refresh",
  "invoices aging --whole-company",
  "ledger rebuild --dry-run",
  "customer search a",
  "product search a",
  "tax list",
];
/** These may have to give up: 6, or 3 where a plan lacks what it needs. */
const OTHERS = [
  "invoices list --customer 417",
  "invoices list --deal 142",
  "invoice create --deal 125 --dry-run",
  "invoice create --deal 142 --again 1021 --dry-run",
  "invoice link 1001 --deal 149 --dry-run",
  "tax link 24 --code 5 --dry-run",
];

/** Of every command what it reads; one that writes is only planned. */
async function everyRead(made: { id: string; number: string | null }): Promise<string[]> {
  const { lines } = await everyLine();
  const typed = lines
    .map(({ typed }) => typed)
    .filter((line) => !NO_READ.test(line))
    .map((line) => line.replace(/\bID\b/, `id:${made.id}`).replace("NUMBER", `${made.number}`))
    .map((line) => line.replace("FOLDER", home.path))
    .map((line) => line.replace(/ --yes$/, " --dry-run").replace(/ --(csv|json)$/, ""));
  return [...new Set(typed)];
}

/** Grants, files, what is kept here alone, and proofs, which write. */
const NO_READ =
  /^(dis)?connect|^(preset|pending|history|completion|config (list|get|set|unset|path)|ledger (path|check|backup|restore)|run (view|list|cancel|drop)|prove --(only|clean))|--output -/;

beforeAll(async () => {
  await openPractice(home, { matching: true });
  const { invoice } = await create(await openWorld(home), 142);
  reads = [...new Set([...GO_ON, ...OTHERS, ...(await everyRead(invoice))])];
  expect((await home.run("run plan --deals 142,145 --name hostile")).code).toBe(0);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Path = (string | number)[];

/** Of each member of an answer the path; of the rows of a list the first alone, of a batch each item. */
function members(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) {
    const looked = path.at(-1) === "BatchItemResponse" ? value : value.slice(0, 1);
    return looked.flatMap((one, at) => members(one, [...path, at]));
  }
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

/** What says which object it is. */
const isKey = (path: Path) => /^(id|.*_id|Id|TxnId|CustomerRef)$/.test(String(path.at(-1)));

type Case = { line: string; at: number; path: Path };

it.each(["quickbooks", "pipedrive"] as Service[])(
  "an answer of %s with an odd member is never a fault of pdqb's own",
  async (service) => {
    const { numRuns, seed } = runs(12);
    const alter: { now: Alter } = { now: (body) => body };
    const { restore } = await alteredWorld(home, service, alter);
    onTestFinished(restore);
    const cases: Case[] = [];
    for (const line of reads) {
      let count = 0;
      alter.now = (body) => {
        const at = count++;
        cases.push(...members(body).map((path) => ({ line, at, path })));
        return body;
      };
      const { code, stderr } = await home.run(line);
      expect([0, 3, 7], `${line}: ${stderr}`).toContain(code);
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
      const goesOn = GO_ON.includes(line) && isInRow(path) && !isKey(path);
      expect(goesOn ? [0, 7] : [0, 2, 3, 5, 6, 7], about).toContain(code);
    }
  },
  3_000_000,
);
