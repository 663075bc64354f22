// Secrets are hidden by value, in every form in which a service may repeat them.
import { expect, it } from "vitest";
import { hideSecrets, redact } from "../../src/domain/redact.ts";

const TOKEN = "v1u:UW1K1T_4whoever+knows/this";

it("hides what it was given, whatever its form", () => {
  hideSecrets(TOKEN);
  // Reckoned by `printf %s … | base64`.
  const base64 = "djF1OlVXMUsxVF80d2hvZXZlcitrbm93cy90aGlz";
  for (const form of [
    TOKEN,
    base64,
    "v1u%3AUW1K1T_4whoever%2Bknows%2Fthis",
    "UW1K1T_4whoever+knows/this",
  ]) {
    const shown = redact(`The service said <${form}>.`);
    expect(shown).toMatch(/^The service said <(v1u:)?\[hidden\]>\.$/);
  }
});

it("hides a token with a colon that it never saw", () => {
  expect(redact("Bearer v1u:NeverSeen_1 is wrong")).toBe("Bearer [hidden] is wrong");
});

it("leaves short words alone", () => {
  hideSecrets("invoice", "");
  expect(redact("The invoice is paid.")).toBe("The invoice is paid.");
});
