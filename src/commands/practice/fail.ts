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
  summary: "Make the next matching request fail",
  description: `Without a kind, lists the failures that are set. They are cleared when the practice services stop. Kinds:\n${Object.entries(
    KINDS,
  )
    .map(([kind, about]) => `  ${kind.padEnd(17)} ${about}`)
    .join("\n")}`,
  effect: "local",
  arguments: [{ name: "kind", summary: "What happens", required: false }],
  flags: {
    service: flag.choice("Only requests to this service", ["pipedrive", "quickbooks"]),
    method: flag.text("Only requests with this method", { value: "method" }),
    path: flag.text("Only paths that contain this, or match /a pattern/", { value: "path" }),
    nth: flag.integer("Start at the n-th matching request (default: 1)", { value: "n" }),
    times: flag.integer("Number of times (default: 1)", { value: "n" }),
    status: flag.integer("HTTP status (default: 503)", { value: "status" }),
    seconds: flag.integer("Seconds of delay (default: 1)", { value: "n" }),
    retryAfter: flag.integer("Retry-After of a 429, in seconds", { value: "n" }),
    clear: flag.switch("Clear all failures"),
  },
  examples: [
    "pdqb practice fail drop_after --method POST --path /invoice",
    "pdqb practice fail 429 --retry-after 2 --times 3",
    "pdqb practice fail --clear",
  ],
  async run({ ports, show }, { args: [kind], flags }) {
    if (flags.clear) {
      await ports.practice.steer("fail", "clear");
      return show({ json: { rules: [] }, text: () => "All failures are cleared.\n" });
    }
    if (kind !== undefined && !Object.hasOwn(KINDS, kind)) {
      throw new PdqbError("usage", `"${kind}" is not a kind of failure.`, {
        reason: `Kinds: ${Object.keys(KINDS).join(", ")}.`,
      });
    }
    const { clear: _clear, ...rule } = flags;
    if (kind !== undefined) await ports.practice.steer("fail", { kind, ...rule });
    const { rules } = (await ports.practice.steer("fail")) as { rules: Rule[] };
    await show({
      json: { rules },
      text: () =>
        rules.length === 0
          ? "No failures are set. Set one: pdqb practice fail drop_after --path /invoice\n"
          : rules.map((one) => `${ruleText(one)}\n`).join(""),
    });
  },
});

function ruleText({ kind, service, method, path, skip, times }: Rule): string {
  const which = [service, method, path].filter((part) => part !== null).join(" ") || "any request";
  const after = skip === 0 ? "" : `, after ${skip} more`;
  return `${which}${after}: ${kind}, ${times === 1 ? "once" : `${times} times`}`;
}
