// The interactive path in a real terminal: search, pick, confirm, and Ctrl-C at the question that leaves no invoice and no file.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Books, practiceBooks, practicePipedrive } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { hasTmux, openTerminal, type Terminal } from "../support/terminal.ts";

const SCRIPT = join(import.meta.dirname, "../../bin/pdqb.js");
const home = new Home();
const open: Terminal[] = [];
let books: Books;

beforeAll(async () => {
  const started = await home.run("practice start");
  if (started.code !== 0) throw new Error(started.stderr);
  books = await practiceBooks(home);
  await books.set({ "quickbooks.throttles": "off" });
}, 120_000);

afterAll(async () => {
  for (const terminal of open) terminal.close();
  await home.run("practice stop");
  home.discard();
});

function pdqb(args: string): Terminal {
  const command = `env PDQB_HOME="${home.path}" "${process.execPath}" "${SCRIPT}" ${args}`;
  const terminal = openTerminal(join(home.path, `t${open.length}`), command, {
    columns: 110,
    rows: 50,
  });
  open.push(terminal);
  return terminal;
}

const invoices = async () => (await books.query("select * from Invoice maxresults 1000")).length;
const files = () =>
  readdirSync(home.path, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".tmp"),
  );

it.runIf(hasTmux)(
  "the demo asks nothing at a terminal, and leaves nothing that runs behind a Ctrl-C",
  async () => {
    const folder = join(home.path, "demo");
    mkdirSync(folder);
    const command = `env TMPDIR="${folder}" "${process.execPath}" "${SCRIPT}" demo`;
    const stopped = openTerminal(join(home.path, "stopped"), command);
    open.push(stopped);
    await stopped.shows("pdqb status", { withinMs: 60_000 });
    stopped.keys("C-c");
    await stopped.shows("exit=130", { withinMs: 60_000 });
    expect(stopped.screen()).toContain("The practice services have stopped.");
    expect(readdirSync(folder)).toEqual([]);
    const whole = openTerminal(join(home.path, "whole"), command);
    open.push(whole);
    expect(await whole.shows("exit=", { withinMs: 180_000 })).toContain("That was the main job.");
    expect(whole.screen()).toContain("exit=0");
    expect(readdirSync(folder)).toEqual([]);
  },
  300_000,
);

it.runIf(hasTmux)(
  "asks for customer, items and tax code with the best candidate first, and Ctrl-C at the last question leaves nothing",
  async () => {
    await home.run(["config", "set", "item.income-account", "Services"]);
    const before = await invoices();
    const terminal = pdqb("invoice create --deal 123");
    await terminal.shows("Which QuickBooks customer");
    expect(await terminal.shows("same name")).toContain(
      "Aurora Design Oy (id 417), same e-mail, same name",
    );
    terminal.keys("Enter");
    await terminal.shows("Which item for line 1");
    expect(await terminal.shows("same SKU")).toContain("SKU WEB-CARE (id 88), same SKU WEB-CARE");
    terminal.keys("Enter");
    await terminal.shows("Which item for line 2");
    await terminal.shows("❯ Insulation panel");
    terminal.keys("Enter");
    await terminal.shows("Which item for line 3");
    terminal.keys("hours, sen");
    // Enter counts only once the list is the one that was asked for.
    await terminal.shows("H-SEN", { without: "H-JUN" });
    terminal.keys("Enter");
    await terminal.shows("Which tax code for 25.5 %");
    terminal.keys("Enter");
    const preview = await terminal.shows("in Pohjola Verstas Oy (practice)?");
    expect(preview).toContain("Create invoice: 2,074.70 EUR to Aurora Design Oy, due 2026");
    expect(preview).toContain("Will be remembered: Aurora Design Oy → Aurora Design Oy; ");
    expect(preview).toContain("Setup fee → Hours, senior; 25.5 % → ALV 25.5%");
    terminal.keys("C-c");
    await terminal.shows("exit=130");
    expect(await invoices()).toBe(before);
    expect(files()).toEqual([]);
    expect(await home.json("products list")).toMatchObject({ products: [] });
  },
  60_000,
);

it.runIf(hasTmux)(
  "finds a deal by its title, creates after a yes, and remembers what was picked",
  async () => {
    const before = await invoices();
    const terminal = pdqb("invoice create");
    await terminal.shows("Which deal?");
    terminal.keys("studio refit");
    await terminal.shows("123  Studio refit, phase 1", { without: "Support, part" });
    terminal.keys("Enter");
    for (const [question, first] of [
      ["Which QuickBooks customer", "❯ Aurora Design Oy"],
      ["Which item for line 1", "❯ Website care"],
      ["Which item for line 2", "❯ Insulation panel"],
    ] as const) {
      await terminal.shows(question);
      // Enter counts only once the list is there.
      await terminal.shows(first);
      terminal.keys("Enter");
    }
    await terminal.shows("Which item for line 3");
    terminal.keys("zzzz");
    // A slip of the finger is no wish for a new item: that is one row further down, and the list wraps.
    await terminal.shows('❯ Nothing matches "zzzz"');
    terminal.keys("Up", "Up");
    await terminal.shows('❯ Create the item "Setup fee"');
    terminal.keys("Enter");
    await terminal.shows("Which tax code for 25.5 %");
    terminal.keys("Enter");
    await terminal.shows("Create invoice:");
    terminal.keys("y");
    expect(await terminal.shows("Next deal (")).toContain("Remembered: ");
    terminal.keys("n");
    await terminal.shows("exit=0");
    expect(await invoices()).toBe(before + 1);
    const { products } = (await home.json("products list")) as unknown as {
      products: { product_id: number; item: { id: string } }[];
    };
    expect(products.map(({ product_id }) => product_id).sort((one, other) => one - other)).toEqual([
      88, 201, 208,
    ]);
    const again = pdqb("invoice create --deal 123");
    expect(await again.shows("exit=0")).toContain("Deal 123 is already invoiced:");
  },
  60_000,
);

it.runIf(hasTmux)(
  "asks whether a customer that differs is to follow Pipedrive: a no leaves it, a yes updates it before the invoice",
  async () => {
    const customer = async () =>
      ((await books.read("customer/417")) as unknown as { Customer: Record<string, unknown> })
        .Customer;
    const { SyncToken } = await customer();
    const PrimaryEmailAddr = { Address: "old@aurora-design.example" };
    await books.post("customer", { Id: "417", SyncToken, sparse: true, PrimaryEmailAddr });
    // Whoever is asked sees the plan, whatever was said of the answer.
    const stays = pdqb("invoice create --deal 123 --again --json --quiet");
    const change = 'e-mail "old@aurora-design.example" → "ines@aurora-design.example"';
    expect(await stays.shows('Update customer "Aurora Design Oy"')).toContain(change);
    stays.keys("n", "Enter");
    expect(await stays.shows("Create invoice:")).toContain("is left unchanged");
    stays.keys("C-c");
    await stays.shows("exit=130");
    expect(await customer()).toMatchObject({ PrimaryEmailAddr });
    const follows = pdqb("invoice create --deal 123 --again");
    await follows.shows('Update customer "Aurora Design Oy"');
    follows.keys("y", "Enter");
    expect(await follows.shows("Create invoice:")).toContain("Changes");
    follows.keys("y");
    await follows.shows("exit=0");
    expect(await customer()).toMatchObject({
      PrimaryEmailAddr: { Address: "ines@aurora-design.example" },
    });
  },
  60_000,
);

it.runIf(hasTmux)(
  "asks for another name where one is taken, until it is free",
  async () => {
    const terminal = pdqb("invoice create --deal 140 --new-customer");
    await terminal.shows('used by vendor "Lumi Catering Oy"');
    await terminal.shows("Another name for the new customer (Lumi Catering Oy (customer))");
    terminal.keys("Vanha Talo Oy", "Enter");
    await terminal.shows('That one is used by inactive customer "Vanha Talo Oy" (id 421).');
    for (let letter = 0; letter < "Vanha Talo Oy".length; letter += 1) terminal.keys("BSpace");
    terminal.keys("Enter");
    await terminal.shows("Which item for line 1");
    await terminal.shows("same SKU");
    terminal.keys("Enter");
    await terminal.shows("Which tax code for 14 %");
    terminal.keys("Enter");
    expect(await terminal.shows("Create invoice:")).toContain(
      "Lumi Catering Oy (customer) (new: created first)",
    );
    terminal.keys("C-c");
    await terminal.shows("exit=130");
  },
  60_000,
);

it.runIf(hasTmux)(
  "maps fields with the value of a recent deal beside each, and changes nothing when it is stopped",
  async () => {
    const stopped = pdqb("config fields");
    expect(await stopped.shows("organization.Name: ")).toContain("To (values of deal");
    stopped.keys("C-c");
    await stopped.shows("exit=130");
    const terminal = pdqb("config fields");
    for (const part of ["To (", "Address (", "Ship to (", "E-mail (", "Tax ID ("]) {
      await terminal.shows(`? ${part}`);
      await terminal.shows("❯ ");
      terminal.keys("Enter");
    }
    await terminal.shows("? Due (");
    terminal.keys("30");
    await terminal.shows("❯ 30 days after the date");
    terminal.keys("Enter");
    await terminal.shows("? Memo (");
    terminal.keys("Enter");
    await terminal.shows("? PO number (");
    terminal.keys("po num");
    await terminal.shows("❯ deal.PO number");
    terminal.keys("Enter");
    await terminal.shows("? Terms (");
    terminal.keys("Enter");
    await terminal.shows("exit=0");
    expect(await home.json("config fields --due 30")).toMatchObject({
      mapping: {
        to: { owner: "organization", code: "name" },
        email: { owner: "person", code: "email" },
        tax_id: null,
        due: { days: 30 },
        po: { owner: "deal", label: "PO number" },
      },
    });
  },
  60_000,
);

it.runIf(hasTmux)(
  "asks once for a customer where the tax code for all is one of several of its percent",
  async () => {
    const pipedrive = await practicePipedrive(home);
    const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", {
      ...{ title: "Export", org_id: 402, status: "won", currency: "EUR" },
    });
    await pipedrive("POST", `v2/deals/${id}/products`, {
      ...{ product_id: 201, item_price: 95, quantity: 2, tax: 0, tax_method: "exclusive" },
    });
    for (const line of [
      "tax link 0 --code 9",
      "customer link --organization 402 --customer 417",
      "product link 201 --item 88",
    ])
      await home.json(line);
    const terminal = pdqb(`invoice create --deal ${id} --update-customer never`);
    await terminal.shows("Which tax code for 0 %");
    // None of several is put forward.
    await terminal.shows("❯ 2 codes have 0 %");
    terminal.keys("Down");
    await terminal.shows("❯ Vienti 0%");
    terminal.keys("Enter");
    expect(await terminal.shows("<y> Create it")).toContain("Vienti 0%");
    terminal.keys("y");
    await terminal.shows("<n> End here");
    terminal.keys("n");
    await terminal.shows("exit=0");
    const again = pdqb(`invoice create --deal ${id} --again --update-customer never`);
    expect(await again.shows("<y> Create it")).not.toContain("Which tax code");
    again.keys("C-c");
    await again.shows("exit=130");
  },
  60_000,
);
