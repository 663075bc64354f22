import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { defineCommand } from "../context.ts";

type Rule = {
  kind: string;
  service: string | null;
  method: string | null;
  path: string | null;
  skip: number;
  times: number;
};

const KINDS: Record<string, string> = {
  drop_before: "cut before it is carried out",
  drop_after: "cut after it was carried out",
  hang: "carried out and never answered",
  delay: "answered late (--seconds)",
  status_before: "an error page (--status) instead of being carried out",
  status_after: "carried out, and an error page (--status)",
  "429": "the limit is reached (--retry-after)",
  html: "carried out, and a page of HTML",
  xml: "carried out, and XML without anything in it",
  truncated: "carried out, and half of the answer",
  wrong_type: "carried out, and an answer of the wrong content type",
  expired_token: "the access token has run out",
  revoked_token: "the grant has ended: the next renewal is refused",
  stale_sync_token: "someone else changed the object first",
};

export const practiceFail = defineCommand({
  name: "fail",
  summary: "Make the next fitting request fail, on command",
  description: `Without a kind it lists what is staged. It is forgotten when the practice
services stop. Kinds:\n${Object.entries(KINDS)
    .map(([kind, about]) => `  ${kind.padEnd(17)} ${about}`)
    .join("\n")}`,
  effect: "local",
  arguments: [{ name: "kind", summary: "What is to happen", required: false }],
  flags: {
    service: flag.choice("Of this service alone", ["pipedrive", "quickbooks"]),
    method: flag.text("Of this method alone", { value: "method" }),
    path: flag.text("Of paths with this in them, or /a pattern/", { value: "path" }),
    nth: flag.integer("The n-th fitting request (default: the next)", { value: "n" }),
    times: flag.integer("So often (default: once)", { value: "n" }),
    status: flag.integer("HTTP status (default: 503)", { value: "status" }),
    seconds: flag.integer("How late (default: 1)", { value: "n" }),
    retryAfter: flag.integer("Seconds that a 429 asks for", { value: "n" }),
    clear: flag.switch("Forget all that is staged"),
  },
  examples: [
    "pdqb practice fail drop_after --method POST --path /invoice",
    "pdqb practice fail 429 --retry-after 2 --times 3",
    "pdqb practice fail --clear",
  ],
  async run({ ports, show }, { args: [kind], flags }) {
    if (flags.clear) {
      await ports.practice.steer("fail", "clear");
      return show({ json: { rules: [] }, text: () => "Nothing is staged any more.\n" });
    }
    if (kind !== undefined && !Object.hasOwn(KINDS, kind)) {
      throw new PdqbError("usage", `There is no failure "${kind}".`, {
        reason: `It takes ${Object.keys(KINDS).join(", ")}.`,
      });
    }
    const { clear: _clear, ...rule } = flags;
    if (kind !== undefined) await ports.practice.steer("fail", { kind, ...rule });
    const { rules } = (await ports.practice.steer("fail")) as { rules: Rule[] };
    await show({
      json: { rules },
      text: () =>
        rules.length === 0
          ? "Nothing is staged. Stage something: pdqb practice fail drop_after --path /invoice\n"
          : rules.map((one) => `${ruleText(one)}\n`).join(""),
    });
  },
});

function ruleText({ kind, service, method, path, skip, times }: Rule): string {
  const which = [service, method, path].filter((part) => part !== null).join(" ") || "any request";
  const after = skip === 0 ? "" : `, after ${skip} more`;
  return `${which}${after}: ${kind}, ${times === 1 ? "once" : `${times} times`}`;
}
