/**
 * Who may steer the practice services, and that they are themselves: the key in `server.json`, which only the owner of the home can
 * read, signs each request and each answer. The key is never sent, so a program that took the port of a dead service learns nothing.
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Reply, Request } from "./http.ts";

const HEADER = "x-practice-proof";

/** `nonce` of the asker, who takes an answer only if it is signed together with it. */
function signed(key: string, nonce: string, ...parts: (string | Buffer)[]): string {
  const hmac = createHmac("sha256", key).update(nonce);
  for (const part of parts) hmac.update("\n").update(part);
  return hmac.digest("hex");
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** The nonce of a request that the holder of the key signed. */
export function provenNonce(key: string, request: Request): string | undefined {
  const [nonce = "", proof = ""] = (request.headers[HEADER] ?? "").split(".");
  const { method, path, query, body } = request;
  const isProven =
    /^[\w-]{16,64}$/.test(nonce) &&
    /^[0-9a-f]+$/.test(proof) &&
    isSame(proof, signed(key, nonce, method, path, query.toString(), body));
  return isProven ? nonce : undefined;
}

/** The answer with what proves to the asker who gave it. */
export function withProof(key: string, nonce: string, reply: Reply): Reply {
  const proof = signed(key, nonce, "answer", reply.body);
  return { ...reply, headers: { ...reply.headers, [HEADER]: proof } };
}

/** Whether the services of this place are what answers there. */
export async function answersAsItself(origin: string, key: string): Promise<boolean> {
  const nonce = randomUUID();
  const proof = signed(key, nonce, "GET", "/_practice/status", "", "");
  const answer = await fetch(`${origin}/_practice/status`, {
    headers: { [HEADER]: `${nonce}.${proof}` },
    signal: AbortSignal.timeout(1_000),
  });
  const said = answer.headers.get(HEADER) ?? "";
  return isSame(said, signed(key, nonce, "answer", await answer.text()));
}
