/**
 * Command lines of every command, for tests that run them all: what a command needs is told once, here. `ID` and `NUMBER` stand for an
 * invoice that was created, `INTENT` for one whose outcome is unclear, `FOLDER` for a
 * place to write to, whose folder `out` holds what is for a person to read.
 */
import { everyCommand } from "./tree.ts";

/** As it is typed, and whether the command may change what is kept. */
export type Line = { typed: string; writes: boolean };

/** Each line without its command; of a command that writes, a line without `--dry-run` gets `--yes`. */
const ARGUMENTS: Record<string, string[]> = {
  "connect pipedrive": ["--token-stdin --profile practice", "--paste --profile practice"],
  "connect quickbooks": ["--paste --profile practice"],
  "disconnect pipedrive": ["--profile practice"],
  "disconnect quickbooks": ["--profile practice"],
  status: ["", "--json"],
  "deals list": ["", "--csv", "--json"],
  "deals view": ["142", "123 --json"],
  "invoice create": [
    "--deal 123 --dry-run",
    "--deal 123 --dry-run --json",
    "--deal 142 --again --dry-run",
    "--deal 145 --dry-run --json",
    "--deal 148 --dry-run",
    "--deal 142 --again --not-duplicate",
    "--deal 145 --again --not-duplicate --json",
  ],
  "invoice list": ["", "--csv", "--customer 417 --csv", "--deal 142 --whole-customer"],
  "invoice view": ["ID", "NUMBER", "ID --json --explain"],
  "invoice refresh": ["", "--json"],
  "invoice aging": ["", "--csv"],
  "invoice email": ["ID --to a@example.org", "NUMBER --to a@example.org --json"],
  "invoice pdf": ["ID --output -"],
  "invoice open": ["ID"],
  "invoice link": ["id:3225 --deal 142 --also"],
  "invoice unlink": ["NUMBER --deal 142"],
  "invoice void": ["ID", "NUMBER"],
  "invoice delete": ["ID"],
  "run plan": ["--deals 142,145 --name other --dry-run --json", "hostile"],
  "run mend": ["hostile", "hostile --json"],
  "run view": ["", "hostile --deal 142", "--csv", "hostile --output FOLDER/out/run.html"],
  "run approve": ["hostile"],
  "run apply": ["hostile", "hostile --json"],
  "run list": ["", "--csv"],
  "run cancel": ["hostile"],
  "run drop": ["hostile --deal 142"],
  check: ["", "--csv", "--json", "--output FOLDER/out/check.html"],
  "report month": ["", "--output FOLDER/out/month.html"],
  "report debtors": ["", "--json"],
  "report day": ["", "--json"],
  "customer link": [
    "--organization 402 --customer 417 --dry-run",
    "--organization 402 --customer 417",
  ],
  "customer unlink": ["--organization 402"],
  "customer view": ["417", "417 --json"],
  "customer search": ["a", "a --csv"],
  "customer list": ["", "--csv"],
  "product link": ["88 --item 88 --dry-run", "201 --item 88"],
  "product unlink": ["201"],
  "product list": ["", "--csv"],
  "product search": ["a --csv"],
  "tax link": ["25.5 --code 5"],
  "tax unlink": ["25.5"],
  "tax list": ["", "--csv"],
  "preset save": ["monthly --terms 9 --tax-code 9"],
  "preset list": ["", "--csv"],
  "preset show": ["usual"],
  "preset delete": ["usual"],
  "pending list": ["", "--all --csv"],
  "pending show": ["INTENT", "INTENT --json"],
  "pending resolve": ["INTENT", "INTENT --not-created", "INTENT --created ID"],
  "history list": ["", "--deal 142 --json"],
  "history verify": [""],
  "history export": ["--output -", "--output FOLDER/out/history.jsonl"],
  "ledger path": [""],
  "ledger check": [""],
  "ledger backup": ["FOLDER/backup.db"],
  "ledger restore": ["FOLDER/copy.db"],
  "ledger use": ["local"],
  "ledger move": ["--to local --dry-run"],
  "ledger init-script": [""],
  "ledger rebuild": ["--dry-run", ""],
  doctor: ["", "--json"],
  prove: ["--list", "--dry-run", "--only Q7,Q35,P2", "--clean"],
  "config fields": ["--po deal.title --dry-run", "--dry-run --json", "--memo deal.title"],
  "config list": [""],
  "config get": ["deal.open"],
  "config set": ["deal.open warn", "item.income-account 79"],
  "config unset": ["deal.open"],
  "config path": [""],
  "config writeback": ["--number new --dry-run", "--note on"],
  "completion names": ["deals", "customers", "invoices"],
};

/** Those that read no answer of either service, or are the practice services' own. */
const LEFT_OUT = /^(practice|demo$|completion (bash|zsh|fish)$)/;

/** What the table says, and what it lacks. */
export async function everyLine(): Promise<{ lines: Line[]; lacking: string[] }> {
  const commands = (await everyCommand()).filter(([path]) => !LEFT_OUT.test(path));
  const paths = new Set(commands.map(([path]) => path));
  const lines = commands.flatMap(([path, { effect }]) =>
    (ARGUMENTS[path] ?? []).map((rest) => {
      const keeps = effect === "writes" || effect === "settings";
      const writes = keeps && !/--dry-run|--list/.test(rest);
      return {
        typed: `${path} ${rest}${writes ? " --yes" : ""}`.replace(/ +/g, " ").trim(),
        writes,
      };
    }),
  );
  return {
    lines,
    lacking: [
      ...[...paths].filter((path) => !ARGUMENTS[path]?.length),
      ...Object.keys(ARGUMENTS).filter((path) => !paths.has(path)),
    ],
  };
}
