/** What pdqb keeps of the secrets of a profile, in the file as in the keychain. */
import * as v from "valibot";
import { PdqbError } from "../../domain/errors.ts";
import { instant, mapOf, objectOf } from "./json-shapes.ts";

const grant = {
  clientId: v.string(),
  clientSecret: v.string(),
  accessToken: v.string(),
  accessExpiresAt: instant,
  refreshToken: v.string(),
};

const pipedrive = v.union([
  objectOf({ method: v.literal("token"), apiToken: v.string() }),
  objectOf({ method: v.literal("oauth"), ...grant, apiDomain: v.string(), refreshedAt: instant }),
]);

const quickbooks = objectOf({
  ...grant,
  realm: v.string(),
  refreshExpiresAt: instant,
  grantEndsAt: v.nullable(instant),
});

export const secretsSchema = objectOf({
  version: v.literal(1),
  profiles: mapOf(
    objectOf({
      pipedrive: v.optional(pipedrive),
      quickbooks: v.optional(quickbooks),
    }),
  ),
});

/** An entry of the keychain, as JSON. Throws refused for another shape; no part of it is named in the fault. */
export function keptSecret(service: "pipedrive" | "quickbooks", text: string, entry: string) {
  const result = v.safeParse({ pipedrive, quickbooks }[service], parsedJson(text));
  if (result.success) return result.output;
  throw new PdqbError("refused", "Nothing was done: an entry in the OS keychain is damaged.", {
    reason: `The entry "${entry}" is not what pdqb wrote.`,
    next: [`Remove the entry from the keychain, then: pdqb connect ${service}`],
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
