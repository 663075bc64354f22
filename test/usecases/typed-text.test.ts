// What is typed is trimmed, and refused where it cannot be meant: before a service is asked, with exit 2 and the flag's name.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPractice, practiceBooks } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { openWorld } from "../support/world.ts";

const home = new Home();

beforeAll(async () => {
  await openPractice(home);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const create = (...flags: string[]) =>
  home.run(["invoice", "create", "--deal", "142", "--dry-run", ...flags]);

it.each([
  [["--number", " "], "--number must not be blank"],
  [["--po", "  "], "--po must not be blank"],
  [["--memo", "\t"], "--memo must not be blank"],
  [["--customer", ""], "--customer must not be blank"],
  [["--custom-field", "Cost centre= "], '--custom-field "Cost centre" must not be blank'],
  [["--number", "10\u000742"], "--number has line breaks or control characters"],
  [["--memo", "Thank\u001byou"], "--memo has control characters"],
  [["--email", "a@"], "--email must be an e-mail address"],
  [["--cc", "a@b.example,c@d"], "--cc must be an e-mail address"],
  [["--bcc", "a\u0007@b.example"], "--bcc has line breaks or control characters"],
])("create %j ends with exit 2", async (flags, words) => {
  const { code, stderr } = await create(...flags);
  expect(stderr).toContain(words);
  expect(code).toBe(2);
});

it.each([
  ["invoice email 1042 --to a@ --yes", "--to must be an e-mail address"],
  ["invoice email 1042 --cc b@c.example,nobody --yes", "--cc must be an e-mail address"],
  ["customer link --organization 402 --customer  ", "--customer must not be blank"],
  ["tax link 25.5 --code  ", "--code must not be blank"],
  ["invoice view  ", "<invoice> must not be blank"],
  ["customer view Auro\u0007ra", "<customer> has line breaks or control characters"],
  ["invoice create \t", "<deal> must not be blank"],
  ["preset delete re\ntail", "<name> has line breaks or control characters"],
])("pdqb %s ends with exit 2", async (line, words) => {
  const { code, stderr } = await home.run(line.replace(/ $/, "").split(" "));
  expect(stderr).toContain(words);
  expect(code).toBe(2);
});

it("blanks around a text fall away", async () => {
  const flags = ["--number", " R-7 ", "--memo", " Thank you\nall ", "--cc", " a@b.example "];
  const answer = await home.json(["invoice", "create", "--deal", "142", "--dry-run", ...flags], 3);
  expect(answer).toMatchObject({
    plan: { number: "R-7", memo: "Thank you\nall" },
  });
});

it("rows of link --from are checked before anything is linked", async () => {
  const stdin = "invoice,deal\n10\u000742,142\n ,143\n";
  const { code, stderr } = await home.run("invoice link --from - --yes", { stdin });
  expect(stderr).toContain("Row 2: The invoice's number has line breaks or control characters.");
  expect(stderr).toContain("Row 3");
  expect(code).toBe(2);
});

it("a preset that was edited by hand is checked as its flags are", async () => {
  await home.json(["preset", "save", "retail", "--memo", "Thank you"]);
  const { ports } = await openWorld(home);
  await ports.settings.update((file) => {
    const profile = file.profiles.practice;
    if (!profile) throw new Error("There is no profile");
    const presets = { retail: { cc: "nobody" } };
    return { ...file, profiles: { ...file.profiles, practice: { ...profile, presets } } };
  });
  const { code, stderr } = await create("--preset", "retail");
  expect(stderr).toContain("--cc must be an e-mail address");
  expect(code).toBe(2);
});

it("a number is taken whatever its case and the blanks around it", async () => {
  const books = await practiceBooks(home);
  const world = await openWorld(home);
  const [newest] = await world.ports.quickbooks.newestNumbers();
  const [invoice] = await world.ports.quickbooks.invoicesByNumber(newest ?? "");
  if (!invoice) throw new Error("There is no invoice");
  await books.post("invoice", {
    ...{ Id: invoice.id, SyncToken: invoice.syncToken, sparse: true },
    DocNumber: "Re-77 ",
  });
  expect(await world.ports.quickbooks.invoicesByNumber("RE-77 ")).toHaveLength(1);
  const answer = await home.json("invoice create --deal 142 --dry-run --number rE-77", 3);
  expect(answer).toMatchObject({
    plan: { problems: expect.arrayContaining([expect.objectContaining({ code: "number_taken" })]) },
  });
});
