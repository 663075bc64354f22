// What a person waits for: whole commands, the practice services' own time included.
import { pdqb, ratio } from "./measure.mjs";

export function starts() {
  ratio("pdqb --version", ["--version"], 1.2);
  ratio("pdqb --help", ["--help"], 1.5);
  ratio("pdqb invoice create --help", ["invoice", "create", "--help"], 2.0);
  ratio("a completion of names", ["completion", "names", "profiles"], 2.0);
  ratio("status of both services", ["status"], 6.0);
  pdqb("invoice", "create", "--deal", "142", "--yes");
  const known = ["invoice", "create", "--deal", "145", "--dry-run"];
  pdqb(...known);
  ratio("create, dry run, known customer and items", known, 8.0);
}
