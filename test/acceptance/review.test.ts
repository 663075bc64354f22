// The last look at the terminal: change details as often as wanted, each shown again, and only then create. Deal 142 is
// 2 × 124.99 and 4 × 61.50.
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { hasTmux, openTerminal, type Terminal } from "../support/terminal.ts";

const SCRIPT = join(import.meta.dirname, "../../bin/pdqb.js");
const home = new Home();
const open: Terminal[] = [];
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);

afterAll(async () => {
  for (const terminal of open) terminal.close();
  await home.run("practice stop");
  home.discard();
});

function pdqb(args: string): Terminal {
  const command = `env PDQB_HOME="${home.path}" "${process.execPath}" "${SCRIPT}" ${args}`;
  const size = { columns: 110, rows: 60 };
  const terminal = openTerminal(join(home.path, `t${open.length}`), command, size);
  open.push(terminal);
  return terminal;
}

it.runIf(hasTmux)(
  "changes memo, due day and a line, leaves one out, adds one, goes back without a change, and creates",
  async () => {
    const terminal = pdqb("invoice create --deal 142");
    const first = await terminal.shows("Create invoice: 622.45 EUR to Aurora Design Oy");
    expect(first).toContain("<c> Change something");
    terminal.keys("c");
    await terminal.shows("What is to change?");
    await terminal.take("Memo");
    await terminal.shows("Memo (Enter keeps it, - for none):");
    terminal.keys("Until spring", "Enter");

    await terminal.shows("Until spring");
    await terminal.take("Due");
    await terminal.shows("Due (days after the invoice date");
    terminal.keys("C-u");
    terminal.keys("soon", "Enter");
    await terminal.shows("is not a due date");
    terminal.keys("C-u");
    terminal.keys("10", "Enter");

    await terminal.shows("What is to change?");
    await terminal.take("Line 1");
    await terminal.take("Quantity");
    await terminal.shows("Quantity:");
    terminal.keys("C-u");
    terminal.keys("3", "Enter");

    await terminal.take("Line 2");
    await terminal.take("Leave it out");
    await terminal.shows('✔ Line 2, "Hours, junior" Leave it out');

    await terminal.take("Add a line");
    await terminal.shows("Which item?");
    terminal.keys("catering");
    await terminal.shows("Catering", { without: "Website care" });
    terminal.keys("Enter");
    for (const [question, answer] of [
      ["Quantity:", "2"],
      ["Price in EUR:", "20"],
      ["Text:", "Coffee"],
    ] as const) {
      await terminal.shows(question);
      terminal.keys("C-u");
      terminal.keys(answer, "Enter");
    }
    await terminal.shows("✔ Text: Coffee");
    await terminal.take("Number");
    await terminal.shows("Number (Enter keeps it");
    terminal.keys("Enter");
    await terminal.take("Back to the invoice");

    // 3 × 124.99 = 374.97 and 2 × 20.00 = 40.00; 25.5 % of 414.97 is 105.81735.
    await terminal.shows("Create invoice: 520.79 EUR");
    const again = await terminal.shows("<n> Stop");
    for (const words of [
      "Until spring",
      "Hours, junior: left out, as asked",
      "Coffee  2 × 20.00 = 40.00 EUR",
    ])
      expect(again).toContain(words);
    terminal.keys("y");
    await terminal.shows("✓ Created.");
    const [made] = await books.query("select * from Invoice where TotalAmt = '520.79'");
    expect(made).toMatchObject({ CustomerMemo: { value: "Until spring" } });
  },
  60_000,
);

it.runIf(hasTmux)(
  "a change that cannot be planned is said and changed again; what was changed is saved as a preset; no stops with nothing sent",
  async () => {
    const terminal = pdqb("invoice create --deal 143");
    await terminal.shows("<n> Stop, with nothing sent");
    terminal.keys("c");
    await terminal.take("Customer");
    await terminal.shows("❯ Kallio");
    terminal.keys("neill");
    await terminal.shows("❯ O'Neill's Kitchen");
    terminal.keys("Enter");
    await terminal.shows("❯ On this invoice only");
    terminal.keys("Enter");
    await terminal.shows("Customer      O'Neill's Kitchen");
    await terminal.take("Customer");
    await terminal.shows("❯ Kallio");
    terminal.keys("Enter");
    await terminal.shows("❯ On this invoice only");
    terminal.keys("Enter");
    await terminal.take("Copy to");
    await terminal.shows("Copy to (Enter keeps it");
    terminal.keys("nobody", "Enter");
    await terminal.shows("--cc must be an e-mail address");
    terminal.keys("C-u");
    terminal.keys("-", "Enter");
    await terminal.take("Custom field");
    await terminal.shows("Custom field (name=value; Enter keeps it");
    terminal.keys("Colour=red", "Enter");
    await terminal.take("Back to the invoice");
    const refused = await terminal.shows("This cannot be created yet.");
    expect(refused).toContain('no custom field "Colour"');
    expect(refused.slice(refused.indexOf("This cannot be created yet."))).not.toContain("<y>");
    terminal.keys("c");
    await terminal.take("Custom field");
    await terminal.shows("Custom field (name=value; Enter keeps it");
    terminal.keys("C-u");
    terminal.keys("-", "Enter");
    await terminal.take("Discount");
    await terminal.shows("Discount (5%, 50.00, 0 for none");
    terminal.keys("5%", "Enter");
    await terminal.take("Save these details as a preset");
    await terminal.shows("Name of the preset");
    terminal.keys("five", "Enter");
    await terminal.shows("Preset five is saved: --discount 5%");
    await terminal.take("Back to the invoice");
    await terminal.shows("<y> Create it");
    terminal.keys("n");
    await terminal.shows("exit=130");
    expect((await home.run("preset show five")).stdout).toBe("--discount 5%\n");
  },
  60_000,
);
