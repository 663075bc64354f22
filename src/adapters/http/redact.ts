/** Takes secrets out of text that is about to be shown or logged. The one place that knows what a secret looks like. */

const HIDDEN = "[hidden]";

const NAMES =
  "access_token|refresh_token|id_token|api_token|x-api-token|client_secret|token|code|password|authorization|accessToken|refreshToken|apiToken|clientSecret";

const RULES: [RegExp, string][] = [
  // A header, wherever it was printed: the scheme stays, the credential goes.
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi, `$1 ${HIDDEN}`],
  [new RegExp(`(["'](?:${NAMES})["']\\s*:\\s*["'])[^"']*`, "gi"), `$1${HIDDEN}`],
  [new RegExp(`([?&\\s](?:${NAMES})=)[^&\\s"']*`, "gi"), `$1${HIDDEN}`],
  [new RegExp(`^((?:${NAMES})=)[^&\\s"']*`, "gi"), `$1${HIDDEN}`],
  [/(x-api-token:\s*)\S+/gi, `$1${HIDDEN}`],
  // JSON web tokens and JWE, as both services use them for access tokens.
  [/\beyJ[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*)+/g, HIDDEN],
];

export function redact(text: string): string {
  let result = text;
  for (const [pattern, replacement] of RULES) result = result.replace(pattern, replacement);
  return result;
}

/** Text from a service, safe for a terminal and in one line: control characters become spaces, secrets are hidden. */
export function cleanText(text: string, lengthMax = 500): string {
  const plain = redact(text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim());
  return plain.length > lengthMax ? `${plain.slice(0, lengthMax)}…` : plain;
}
