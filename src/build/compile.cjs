// Writes dist/main.v8 and dist/packages/services.v8: what V8 makes of the program and of the services' clients, the functions among it
// that common commands call, and which V8 it was; and dist/help.txt, the first answer of all.
const { mkdtempSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { load } = require("../../bin/pdqb.js");

const COMMANDS = [
  "invoice create --help",
  "invoices list",
  "completion names profiles",
  "config list",
  "status --offline",
  "invoice creat",
];

const home = mkdtempSync(join(tmpdir(), "pdqb-build-"));
const dist = join(__dirname, "../../dist");
// First, so that the program is loaded as it is to be kept.
writeFileSync(join(dist, "v8.txt"), process.versions.v8);
const { program, main, services } = load();
const io = {
  out() {},
  err() {},
  outIsTerminal: false,
  errIsTerminal: false,
  canAsk: false,
  width: 80,
  color: false,
  errColor: false,
  canRedraw: false,
  debug: false,
  readInput: async () => "",
  input: () => process.stdin,
  errStream: process.stderr,
  onInterrupt() {},
  flush: async () => {},
};

async function compile() {
  try {
    for (const line of COMMANDS) {
      const argv = line.split(" ");
      await program.run({ argv, env: { PDQB_HOME: home }, io, version: "0.0.0" });
    }
    const help = [];
    const listening = { ...io, out: (text) => help.push(text) };
    await program.run({
      argv: ["--help"],
      env: { PDQB_HOME: home },
      io: listening,
      version: "0.0.0",
    });
    writeFileSync(join(dist, "help.txt"), help.join(""));
    for (const open of Object.values(services().exports)) open();
    writeFileSync(join(dist, "main.v8"), main.script.createCachedData());
    writeFileSync(join(dist, "packages/services.v8"), services().script.createCachedData());
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
void compile().then(() => process.exit(0));
