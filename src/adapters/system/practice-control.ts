/**
 * The control address of the practice services. Requests and answers are signed with the key of `server.json`, which only the owner
 * of the home can read: a program that took the port of a dead service gets no key, and nothing that it answers is believed.
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

const HEADER = "x-practice-proof";

/** Where nothing listens the refusal comes at once: so long only a machine that is busy is waited for. */
const ANSWER_MS_MAX = 15_000;

export type ControlAnswer = { ok: boolean; body: Record<string, unknown> };

/** Asks `GET status` or `POST fail`. Undefined where nobody answers, or somebody who does not hold the key. */
export async function askControl(
  { origin, key }: { origin: string; key: string },
  { method, what, body }: { method: string; what: string; body?: object },
): Promise<ControlAnswer | undefined> {
  const nonce = randomUUID();
  const sent = body === undefined ? "" : JSON.stringify(body);
  const path = `/_practice/${what}`;
  const proof = signed(key, nonce, method, path, "", sent);
  try {
    const answer = await fetch(origin + path, {
      method,
      headers: { [HEADER]: `${nonce}.${proof}` },
      ...(sent && { body: sent }),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const text = await answer.text();
    if (!isSame(answer.headers.get(HEADER) ?? "", signed(key, nonce, "answer", text)))
      return undefined;
    return { ok: answer.ok, body: JSON.parse(text) as Record<string, unknown> };
  } catch {
    return undefined;
  }
}

function signed(key: string, ...parts: string[]): string {
  return createHmac("sha256", key).update(parts.join("\n")).digest("hex");
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
