/** The practice services behind a server that changes their answers: members left out, null, or of a form that is not known yet. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordingServer } from "../adapters/recording-server.ts";
import { useOrigin } from "./practice.ts";
import type { Home } from "./run.ts";
import { openWorld, type World } from "./world.ts";

export type Service = "pipedrive" | "quickbooks";
/** What becomes of the body of an answer. */
export type Alter = (body: unknown, path: string) => unknown;

/** A world whose answers of one service go through `alter.now`, which a test may change at any time. */
export async function alteredWorld(home: Home, service: Service, alter: { now: Alter }) {
  const place = JSON.parse(readFileSync(join(home.path, "practice", "server.json"), "utf8"));
  const target: string = place[`${service}Origin`];
  const { origin } = await recordingServer(async ({ method, path, query, headers, body }) => {
    const { host: _host, connection: _connection, "content-length": _length, ...kept } = headers;
    const answer = await fetch(`${target}${path}?${query}`, {
      method,
      headers: kept as Record<string, string>,
      ...(body && { body }),
    });
    const text = await answer.text();
    const isJson = answer.ok && /json/.test(answer.headers.get("content-type") ?? "");
    return {
      status: answer.status,
      body: isJson ? JSON.stringify(alter.now(JSON.parse(text), path)) : text,
    };
  });
  await useOrigin(home, service, origin);
  const world: World = await openWorld(home);
  return { world, restore: () => useOrigin(home, service, target) };
}
