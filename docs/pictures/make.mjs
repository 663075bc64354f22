// Takes the pictures of the finance lead's chapter: a month of the practice company, by a headless Chromium. npm run --silent build first.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = import.meta.dirname;
const home = mkdtempSync(join(tmpdir(), "pdqb-pictures-"));
const env = { PATH: process.env.PATH ?? "", PDQB_HOME: home };
const pdqb = (...args) => {
  try {
    return execFileSync(process.execPath, [join(folder, "../../bin/pdqb.js"), ...args], { env });
  } catch (error) {
    // A check that found something ends with 7.
    if (error.status !== 7) throw error;
    return error.stdout;
  }
};
const picture = (page, name, { width, height, scale, scheme }) =>
  execFileSync(process.env.CHROMIUM ?? "chromium", [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
    `--user-data-dir=${join(home, "chromium")}`,
    `--blink-settings=preferredColorScheme=${scheme === "dark" ? 0 : 1}`,
    `--window-size=${width},${height}`,
    `--force-device-scale-factor=${scale}`,
    `--screenshot=${join(folder, name)}`,
    pathToFileURL(page).href,
  ]);

try {
  pdqb("practice", "start");
  for (const what of ["items", "customers", "tax"]) pdqb("config", "set", `match.${what}`, "exact");
  const numbers = [142, 143, 144, 148, 150].map(
    (deal) =>
      JSON.parse(pdqb("invoice", "create", "--deal", deal, "--yes", "--json")).invoice.number,
  );
  pdqb("practice", "pay", numbers[0], "300");
  pdqb("practice", "pay", numbers[1]);
  const page = join(home, "month.html");
  pdqb("report", "month", "--output", page);
  picture(page, "month.png", { width: 640, height: 440, scale: 1, scheme: "light" });
  const debtors = join(home, "debtors.html");
  pdqb("report", "debtors", "--output", debtors);
  picture(debtors, "debtors.png", { width: 900, height: 600, scale: 0.7, scheme: "dark" });
} finally {
  pdqb("practice", "stop");
  rmSync(home, { recursive: true, force: true });
}
