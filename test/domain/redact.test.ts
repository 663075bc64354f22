// Secrets are hidden by value, in every form in which a service may repeat them.
import { expect, it } from "vitest";
import { clean, truncate } from "../../src/cli/text.ts";
import { hideSecrets, redact } from "../../src/domain/redact.ts";
import { capturedIo } from "../support/captured-io.ts";

const TOKEN = "v1u:UW1K1T_4whoever+knows/this";

it("hides what it was given, whatever its form", () => {
  hideSecrets(TOKEN);
  // Reckoned by `printf %s … | base64`.
  const base64 = "djF1OlVXMUsxVF80d2hvZXZlcitrbm93cy90aGlz";
  for (const form of [
    TOKEN,
    base64,
    "v1u%3AUW1K1T_4whoever%2Bknows%2Fthis",
    "v1u%3aUW1K1T_4whoever%2bknows%2fthis",
    "UW1K1T_4whoever+knows/this",
  ]) {
    const shown = redact(`The service said <${form}>.`);
    expect(shown).toMatch(/^The service said <(v1u:)?\[hidden\]>\.$/);
  }
});

it("leaves no path to either stream, cut by a table or written as JSON", () => {
  const quoted = 'half"a\\secret';
  hideSecrets(TOKEN, quoted);
  const io = capturedIo({ env: {}, stdin: "" });
  io.out(`${JSON.stringify({ title: quoted, note: TOKEN })}\n`);
  io.err(`! ${TOKEN}\n`);
  expect(io.stdout()).toBe('{"title":"[hidden]","note":"[hidden]"}\n');
  expect(io.stderr()).toBe("! [hidden]\n");
  expect(truncate(clean(`x ${TOKEN}`), 12)).toBe("x [hidden]");
});

it("hides a token with a colon that it never saw", () => {
  expect(redact("Bearer v1u:NeverSeen_1 is wrong")).toBe("Bearer [hidden] is wrong");
});

it("leaves short words alone", () => {
  hideSecrets("invoice", "");
  expect(redact("The invoice is paid.")).toBe("The invoice is paid.");
});
