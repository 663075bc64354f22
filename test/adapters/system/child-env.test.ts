// What other programs get to see of our environment: a real child prints its own.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { childEnv, withoutOwnEnv } from "../../../src/adapters/system/child-env.ts";

const printed = async (options: { env?: NodeJS.ProcessEnv }) => {
  const script = "console.log(JSON.stringify(process.env))";
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], options);
  return JSON.parse(stdout) as Record<string, string>;
};

beforeEach(() => {
  process.env.PDQB_QUICKBOOKS_CLIENT_SECRET = "real-secret";
});
afterEach(() => {
  delete process.env.PDQB_QUICKBOOKS_CLIENT_SECRET;
});

it("has the path and nothing of PDQB_*", async () => {
  const own = await printed({});
  expect(own.PDQB_QUICKBOOKS_CLIENT_SECRET).toBe("real-secret");
  for (const env of [await printed({ env: childEnv() }), await withoutOwnEnv(() => printed({}))]) {
    expect(Object.keys(env).filter((name) => name.startsWith("PDQB_"))).toEqual([]);
    expect(env.PATH).toBe(process.env.PATH);
  }
  expect(process.env.PDQB_QUICKBOOKS_CLIENT_SECRET).toBe("real-secret");
});
