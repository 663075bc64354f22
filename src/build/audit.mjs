/** `npm run audit`: fails on a known vulnerability of a locked package; says so where the registry gives no answer. */
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";

/** What the output of `npm audit --json` means. */
export function verdict(output) {
  const found = parsed(output)?.metadata?.vulnerabilities?.total;
  if (!Number.isInteger(found))
    return {
      code: 0,
      text: "Not checked for known vulnerabilities: the registry gave no advisories.",
    };
  if (found === 0) return { code: 0, text: "No known vulnerabilities." };
  return { code: 1, text: `Known vulnerabilities: ${found}. See them with: npm audit` };
}

function parsed(output) {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { stdout } = spawnSync("npm", ["audit", "--json"], { encoding: "utf8" });
  const { code, text } = verdict(stdout ?? "");
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
