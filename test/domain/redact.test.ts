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

it.each([
  ["a header", "Authorization: Basic S3cretS3cret==", "Authorization: Basic [hidden]"],
  ["a header of Pipedrive", "x-api-token: S3cretS3cret", "x-api-token: [hidden]"],
  [
    "an address",
    "https://a.example/b?api_token=S3cretS3cret&c=1",
    "https://a.example/b?api_token=[hidden]&c=1",
  ],
  [
    "a form",
    "refresh_token=S3cretS3cret&client_secret=S3cret%20S3cret",
    "refresh_token=[hidden]&client_secret=[hidden]",
  ],
  [
    "a form in a form",
    "body=refresh_token%3DS3cretS3cret%26a%3D1",
    "body=refresh_token%3D[hidden]%26a%3D1",
  ],
  ["JSON", '{"refreshToken":"S3cret\\"S3cret","a":1}', '{"refreshToken":"[hidden]","a":1}'],
  [
    "JSON in JSON",
    '{"b":"{\\"client_secret\\":\\"S3cretS3cret\\",\\"a\\":1}"}',
    '{"b":"{\\"client_secret\\":\\"[hidden]\\",\\"a\\":1}"}',
  ],
  ["an object", "{ accessToken: 'S3cretS3cret', a: 1 }", "{ accessToken: '[hidden]', a: 1 }"],
  ["XML", "<refresh_token>S3cretS3cret</refresh_token>", "<refresh_token>[hidden]</refresh_token>"],
  ["a web token", "got eyJhbGciOiJSUzI1NiJ9.S3cret.S3cret", "got [hidden]"],
])("hides a secret that it never saw in %s", (_where, text, hidden) => {
  expect(redact(text)).toBe(hidden);
  expect(redact(hidden)).toBe(hidden);
});

it("leaves short words alone", () => {
  hideSecrets("invoice", "");
  expect(redact("The invoice is paid.")).toBe("The invoice is paid.");
});
