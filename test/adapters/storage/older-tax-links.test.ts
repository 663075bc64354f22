// A ledger from before tax codes could be a customer's own: its links are for all customers, each with its company pair.
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { expect, it } from "vitest";
import { MIGRATIONS } from "../../../src/adapters/storage/ledger/schema.ts";
import { openLedger } from "../../../src/adapters/storage/ledger-sqlite.ts";
import { homePaths } from "../../../src/adapters/storage/paths.ts";

const SCOPE = { environment: "practice", pipedriveCompany: "p1", realm: "r1" } as const;

it("keeps the links of an older ledger, for all customers", async () => {
  const paths = homePaths({ PDQB_HOME: mkdtempSync(join(tmpdir(), "pdqb-tax-")) });
  const database = new DatabaseSync(paths.ledger);
  database.exec("pragma journal_mode=WAL");
  const before = MIGRATIONS.findIndex((one) => String(one).includes("customer_tax_links"));
  for (const one of MIGRATIONS.slice(0, before)) database.exec(String(one));
  database.exec(`pragma user_version=${before}`);
  const put = database.prepare("insert into tax_links values ('practice', 'p1', ?, ?, ?, ?)");
  put.run("r1", "25.5", "5", "ALV 25,5 %");
  put.run("r1", "0", "9", "Veroton 0%");
  put.run("r2", "0", "8", "Vienti 0%");
  database.close();
  const options = { paths, now: () => new Date(), scope: SCOPE };
  const codes = async () =>
    (await ledger.taxLinks()).map((one) => [one.percent, one.customerId, one.taxCodeId]).sort();
  const links = [
    ["0", null, "9"],
    ["25.5", null, "5"],
  ];
  // A dry run reads it as it will be, and leaves it as it is.
  let ledger = openLedger({ ...options, mode: "dry" });
  const was = readFileSync(paths.ledger);
  expect(await codes()).toEqual(links);
  expect(readFileSync(paths.ledger).equals(was)).toBe(true);
  expect(existsSync(`${paths.ledger}.before-${before + 1}`)).toBe(false);

  ledger = openLedger({ ...options, mode: "write" });
  expect(await codes()).toEqual(links);
  const own = { percent: "0", customerId: "417", taxCodeId: "8", taxCodeName: "Vienti 0%" };
  await ledger.putTaxLink(own);
  expect(await codes()).toHaveLength(3);
});
