// The lines of `practice env` are made to be run by a shell, so nothing but known names may be in them.
import { expect, it } from "vitest";
import { practiceEnv } from "../../src/commands/practice/env.ts";

const printed = async (env: Record<string, string>) => {
  let text = "";
  const context = {
    ports: { practice: { env: async () => env } },
    show: async (answer: { text: () => string }) => {
      text = answer.text();
    },
  };
  await practiceEnv.run(context as never, {} as never);
  return text;
};

it("prints known names, each value as one word", async () => {
  const text = await printed({ PDQB_QUICKBOOKS_CLIENT_SECRET: "a'b; touch x" });
  expect(text).toBe("export PDQB_QUICKBOOKS_CLIENT_SECRET='a'\\''b; touch x'\n");
});

it.each(["X; touch pwned; Y", "LD_PRELOAD", "PATH", "PDQB_HOME", "PRACTICE_A\nB"])(
  "refuses the name %j",
  async (name) => {
    await expect(printed({ PDQB_PIPEDRIVE_ORIGIN: "x", [name]: "1" })).rejects.toMatchObject({
      kind: "refused",
    });
  },
);
