/** Takes secrets out of text that is about to be shown, logged or kept: those that this process knows by their value, others by their look. */

const HIDDEN = "[hidden]";

/** Shorter ones occur in plain words. */
const LENGTH_MIN = 8;

/** What this process has read or sent, in each form in which it may come back. */
const known = new Set<string>();
let pattern: RegExp | undefined;

/** From now on `redact` hides these values, wherever they came from. */
export function hideSecrets(...secrets: string[]): void {
  const forms = secrets.flatMap(formsOf).filter((form) => form.length >= LENGTH_MIN);
  if (forms.every((form) => known.has(form))) return;
  for (const form of forms) known.add(form);
  // The longest first: of two forms that begin alike the shorter would leave the rest of the longer.
  const longest = [...known].sort((one, other) => other.length - one.length);
  pattern = new RegExp(longest.map(literal).join("|"), "g");
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** The same text without the secrets that this process knows, in whatever form. */
export function withoutKnownSecrets(text: string): string {
  return pattern === undefined ? text : text.replace(pattern, HIDDEN);
}

/** Whole, base64, percent-encoded, as JSON writes it, and the parts around ":". */
function formsOf(secret: string): string[] {
  const parts = new Set([secret, ...secret.split(":")]);
  return [...parts].flatMap((part) => {
    const base64 = base64Of(part);
    const encoded = encodeURIComponent(part);
    return [
      part,
      JSON.stringify(part).slice(1, -1),
      encoded,
      encoded.replace(/%../g, (code) => code.toLowerCase()),
      base64,
      base64.replace(/=+$/, ""),
      base64.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_"),
      encodeURIComponent(base64),
    ];
  });
}

function base64Of(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Words for nothing but a secret. */
const SECRETS =
  "access_token|refresh_token|id_token|api_token|x-api-token|client_secret|password|accessToken|refreshToken|apiToken|clientSecret";
const NAMES = `${SECRETS}|token|code|authorization`;

const RULES: [RegExp, string][] = [
  // A header, wherever it was printed: the scheme stays, the credential goes.
  [/\b(Bearer|Basic)\s+[\w.~+/=:-]+/gi, `$1 ${HIDDEN}`],
  [/\b(x-api-token|authorization):\s*(?!Bearer|Basic)\S+/gi, `$1: ${HIDDEN}`],
  [
    new RegExp(`(["'])(${NAMES})\\1(\\s*:\\s*)(["'])(?:\\\\.|(?!\\4).)*\\4`, "gi"),
    `$1$2$1$3$4${HIDDEN}$4`,
  ],
  // JSON within the text of JSON, as one error repeats another.
  [
    new RegExp(`(\\\\+["'])(${NAMES})\\1(\\s*:\\s*)(\\\\+["'])(?:(?!\\4).)*\\4`, "gi"),
    `$1$2$1$3$4${HIDDEN}$4`,
  ],
  // A form in a form, an object as Node prints it, XML.
  [new RegExp(`\\b(${SECRETS})%3D(?:(?!%26)[^&\\s"'])+`, "gi"), `$1%3D${HIDDEN}`],
  [new RegExp(`\\b(${SECRETS})(\\s*[:=]\\s*)(["']?)[^\\s"'&,;}<]+\\3`, "gi"), `$1$2$3${HIDDEN}$3`],
  [new RegExp(`<(${SECRETS})>[^<]*<`, "gi"), `<$1>${HIDDEN}<`],
  [new RegExp(`(^|[?&\\s])(${NAMES})=[^&\\s"']+`, "gim"), `$1$2=${HIDDEN}`],
  // JSON web tokens and JWE, as both services use them for access tokens.
  [/\beyJ[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*)+/g, HIDDEN],
];

/** The same text without secrets. */
export function redact(text: string): string {
  let result = withoutKnownSecrets(text);
  for (const [rule, replacement] of RULES) result = result.replace(rule, replacement);
  return result;
}
