import { wrap } from "../cli/text.ts";
import { PdqbError } from "../domain/errors.ts";
import type { Ports } from "../ports.ts";
import { defineCommand } from "./context.ts";

/** What is said before a step, the command as typed, and the exit code that it should end with. */
type Step = { say: string; args: string[]; exit?: number };

const LIST: Step = { say: "", args: ["invoices", "list", "--deal", "123"] };

const FIRST: Step[] = [
  {
    say: "Local doubles of both services, and a profile that is connected to them",
    args: ["practice", "start"],
  },
  { say: "Which companies, and until when", args: ["status"] },
  {
    say: "PO number and due date come from fields of the deal",
    args: ["config", "fields", "--po", "deal.PO number", "--due", "deal.Payment days"],
  },
  { say: "The morning's question", args: ["deals", "--not-invoiced", "--limit", "5"] },
  {
    say: "What would be invoiced, and what is still missing (nothing is written)",
    args: ["invoice", "create", "--deal", "123", "--dry-run"],
    exit: 3,
  },
  {
    say: "Each missing link, once and for all",
    args: ["customer", "link", "--organization", "402", "--customer", "Aurora Design Oy"],
  },
  { say: "", args: ["product", "link", "201", "--item", "sku:WEB-CARE"] },
  { say: "", args: ["product", "link", "208", "--item", "Insulation panel 80 mm"] },
  { say: "", args: ["tax", "link", "25.5", "--code", "ALV 25.5%"] },
  {
    say: "New items book to this account",
    args: ["config", "set", "item.income-account", "Services"],
  },
  {
    say: "The invoice; for line 3 an item is made first",
    args: ["invoice", "create", "--deal", "123", "--create-item", "3", "--yes"],
  },
  {
    say: "Once more: the same invoice, not a second one",
    args: ["invoice", "create", "--deal", "123", "--yes"],
  },
];

/** What follows for the invoice that was made, and for one too many beside it. */
const after = (number: string, home: string): Step[] => [
  {
    say: "The customer pays: a payment is entered in QuickBooks",
    args: ["practice", "pay", number],
  },
  { say: "What changed in the books", args: ["invoices", "refresh"] },
  LIST,
  {
    say: "QuickBooks e-mails it, once to each address",
    args: ["invoice", "email", number, "--yes"],
  },
  { say: "Its PDF", args: ["invoice", "pdf", number, "--output", `${home}/`] },
  {
    say: "What sales sees in Pipedrive: fields that are made, and one pinned note",
    args: ["config", "writeback", "--new-fields", "--note", "on", "--yes"],
  },
  { say: "", args: ["invoices", "refresh"] },
  {
    say: "A second invoice of the deal, by mistake",
    args: ["invoice", "create", "--deal", "123", "--again", "--not-duplicate", "--yes"],
  },
];

const ending = (number: string): Step[] => [
  { say: "It is voided, for good", args: ["invoice", "void", number, "--yes"] },
  {
    say: "Month-end: several deals planned together, to be reviewed before anything is created",
    args: ["run", "plan", "--deals", "128,129,142", "--name", "month-end"],
  },
  {
    say: "What is missing, as commands (without --no-input each thing is asked, once)",
    args: ["run", "mend", "month-end", "--no-input"],
    exit: 3,
  },
  { say: "", args: ["product", "link", "210", "--item", "Hours, senior"] },
  { say: "", args: ["product", "link", "211", "--item", "Hours, junior"] },
  { say: "Planned again, and created, each exactly once", args: ["run", "plan", "month-end"] },
  { say: "", args: ["run", "apply", "month-end", "--yes"] },
  { say: "What is owed, by age", args: ["invoices", "aging", "--whole-company"] },
];

export const demo = defineCommand({
  name: "demo",
  summary: "Run the main job on the practice services, step by step",
  description: "Runs in a temporary folder that is removed at the end.",
  effect: "local",
  flags: {},
  examples: ["pdqb demo"],
  async run({ ports, io, show, signal }) {
    const { program } = ports;
    const home = await program.temporaryHome();
    let isDiscarded = false;
    const discard = () => {
      if (!isDiscarded) program.discard(home);
      isDiscarded = true;
    };
    // Ctrl-C ends the program before anything else here could.
    signal.addEventListener("abort", discard);
    const step = async ({ say, args, exit = 0 }: Step) => {
      if (say) {
        const lines = io.outIsTerminal ? wrap(say, io.width - 2) : [say];
        io.out(`\n# ${lines.join("\n# ")}\n`);
      }
      io.out(`$ pdqb ${args.map(quoted).join(" ")}\n`);
      await io.flush();
      const code = await program.run(args, home);
      if (code === exit) return;
      throw new PdqbError(
        "bug",
        `The demo stopped: the last command ended with ${code}, not ${exit}.`,
      );
    };
    try {
      for (const one of FIRST) await step(one);
      for (const one of after(await newest(ports, home), home)) await step(one);
      for (const one of ending(await newest(ports, home))) await step(one);
    } finally {
      discard();
    }
    await show({
      json: { outcome: "done" },
      text: () =>
        "\nThat was the main job. Now by hand:\n  pdqb practice start\n  pdqb deals --not-invoiced\n  pdqb invoice create --deal 124\nWith real accounts:\n  pdqb connect pipedrive\n  pdqb connect quickbooks\n",
    });
  },
});

/** The number of the deal's invoice that was made last. */
async function newest({ program }: Pick<Ports, "program">, home: string): Promise<string> {
  const listed = JSON.parse(await program.capture([...LIST.args, "--json"], home)) as {
    invoices: { number: string }[];
  };
  return listed.invoices.at(-1)?.number ?? "";
}

/** As it would be typed in a shell. */
function quoted(arg: string): string {
  return /[^\w@%+=:,./-]/.test(arg) ? `"${arg}"` : arg;
}
