/** The password of a named service (PGSERVICE), as PostgreSQL's own programs read it. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Address } from "./address.ts";

/** Undefined where no service is named, or it is one of another server: its password goes nowhere else. */
export function passwordOfService(
  env: Record<string, string | undefined>,
  { host, port, database, user }: Address,
): string | undefined {
  const name = env["PGSERVICE"];
  const file = env["PGSERVICEFILE"] || join(env["HOME"] || homedir(), ".pg_service.conf");
  if (!name || !existsSync(file)) return undefined;
  const service = sectionOf(readFileSync(file, "utf8"), name);
  const here = { host, port: String(port), dbname: database, user };
  const isHere = Object.entries(here).every(
    ([key, value]) => service[key] === undefined || value === null || service[key] === value,
  );
  return isHere ? service["password"] : undefined;
}

function sectionOf(text: string, name: string): Record<string, string> {
  const lines = text.split("\n").map((line) => line.trim());
  const start = lines.indexOf(`[${name}]`);
  if (start < 0) return {};
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("["));
  const pairs = rest.slice(0, end < 0 ? rest.length : end).flatMap((line) => {
    const [, key, value] = /^([a-z_]+)=(.*)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(pairs);
}
