/** The control address of the practice services, asked as pdqb asks it: each request signed with the key of the home. */
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const practicePlace = (home) =>
  JSON.parse(readFileSync(join(home, "practice", "server.json"), "utf8"));

/** The headers of one request. `target`: the path with its query. */
export function proofHeaders(key, method, target, body = "") {
  const nonce = randomUUID();
  const { pathname, searchParams } = new URL(target, "http://localhost");
  const text = [nonce, method, pathname, searchParams.toString(), body].join("\n");
  const proof = createHmac("sha256", key).update(text).digest("hex");
  return { "x-practice-proof": `${nonce}.${proof}` };
}

export function steer(home, path, init = {}) {
  const { quickbooksOrigin, key } = practicePlace(home);
  const target = `/_practice/${path}`;
  const proof = proofHeaders(key, init.method ?? "GET", target, init.body);
  // A caller that stands still for long, on a child process, would find a connection that was kept open closed.
  const headers = { ...proof, connection: "close" };
  return fetch(quickbooksOrigin + target, { ...init, headers });
}
