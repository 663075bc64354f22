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

/** Passwords of PostgreSQL by whose they are: user, host, port, database. */
const ledger = objectOf({ passwords: mapOf(v.string()) });

export const secretsSchema = objectOf({
  version: v.literal(1),
  profiles: mapOf(
    objectOf({
      pipedrive: v.optional(pipedrive),
      quickbooks: v.optional(quickbooks),
      ledger: v.optional(ledger),
    }),
  ),
});

const SHAPES = { pipedrive, quickbooks, ledger };
export type Kept = keyof typeof SHAPES;

/** How each is made again. */
const MENDING: Record<Kept, string> = {
  pipedrive: "pdqb connect pipedrive",
  quickbooks: "pdqb connect quickbooks",
  ledger: "pdqb status",
};

/** An entry of the keychain, as JSON. Throws refused for another shape; no part of it is named in the fault. */
export function keptSecret(service: Kept, text: string, entry: string) {
  const result = v.safeParse(SHAPES[service], parsedJson(text));
  if (result.success) return result.output;
  throw new PdqbError("refused", "Nothing was done: an entry in the OS keychain is damaged.", {
    reason: `The entry "${entry}" is not what pdqb wrote.`,
    next: [`Remove the entry from the keychain, then: ${MENDING[service]}`],
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
