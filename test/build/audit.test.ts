// `npm run audit`: a known vulnerability fails; a registry that does not answer about vulnerabilities is said not to.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { verdict } from "../../src/build/audit.mjs";
import { json, recordingServer } from "../adapters/recording-server.ts";

const counted = (total: number) => JSON.stringify({ metadata: { vulnerabilities: { total } } });

it.each([
  [counted(0), 0, "No known vulnerabilities."],
  [counted(2), 1, "Known vulnerabilities: 2."],
  [JSON.stringify({ message: "405 Method Not Allowed", error: {} }), 0, "Not checked"],
  ["", 0, "Not checked"],
])("%s", (output, code, text) => {
  expect(verdict(output)).toEqual({ code, text: expect.stringContaining(text) });
});

const ADVISORY = {
  ...{ id: 1, url: "https://example.org/1", title: "Planted", severity: "high" },
  vulnerable_versions: "*",
};

const COMMANDER = {
  name: "commander",
  versions: { "14.0.3": { name: "commander", version: "14.0.3" } },
  "dist-tags": { latest: "14.0.3" },
};

it.each([
  [
    "a vulnerability of a locked package",
    200,
    { commander: [ADVISORY] },
    1,
    "Known vulnerabilities: ",
  ],
  ["an endpoint that is not there", 405, { error: "Method Not Allowed" }, 0, "Not checked"],
])("a registry that answers with %s", async (_what, status, body, code, text) => {
  // Beside the advisories npm asks for the versions that the package has.
  const { origin } = await recordingServer(({ method }) =>
    method === "GET" ? json(COMMANDER) : { ...json(body), status },
  );
  const env = { ...process.env, npm_config_registry: origin, npm_config_fetch_retries: "0" };
  const audit = spawn(process.execPath, ["src/build/audit.mjs"], { env });
  let said = "";
  audit.stderr.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  expect([await once(audit, "close"), said]).toEqual([[code, null], expect.stringContaining(text)]);
});
