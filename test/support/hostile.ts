/** Both practice services behind servers that put hostile values into one member of their answers, and what a run must never do then. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsPort } from "../../src/compose/world.ts";
import { type RecordingServer, recordingServer } from "../adapters/recording-server.ts";
import type { Service } from "./altered.ts";
import { practicePlace } from "./practice-control.mjs";
import type { Home, Result } from "./run.ts";

/** A member of the answers of one address: `quickbooks /v3/company/N/query QueryResponse.Invoice.DocNumber`. */
export type Place = string;
type Replace = (value: unknown, place: Place) => unknown;

/** What stands in the way of every answer; a test may change it at any time. */
export type Alteration = { at: Place | null; replace: Replace; seen(place: Place): void };

/** Sends the practice profile of the home through the altering servers, for as long as the running test. */
export async function alterAnswers(home: Home, alteration: Alteration): Promise<void> {
  const { pipedriveOrigin, quickbooksOrigin } = practicePlace(home.path);
  const behind = async (service: Service, target: string) => {
    const server: RecordingServer = await recordingServer(
      async ({ method, path, query, headers, body }) => {
        const { host: _host, connection: _c, "content-length": _length, ...kept } = headers;
        const answer = await fetch(`${target}${path}?${query}`, {
          method,
          headers: kept as Record<string, string>,
          ...(body && { body }),
          redirect: "manual",
        });
        const type = answer.headers.get("content-type") ?? "application/json";
        const location = answer.headers.get("location");
        const reply = {
          status: answer.status,
          headers: { "content-type": type, ...(location && { location }) },
        };
        const bytes = Buffer.from(await answer.arrayBuffer()).toString("latin1");
        // A token answer names the address of its service, which is this server now.
        const text = bytes.replaceAll(target, server.origin);
        if (text === "" || !/json/.test(type)) return { ...reply, body: text };
        const json: unknown = JSON.parse(Buffer.from(text, "latin1").toString("utf8"));
        const address = `${service} ${path.replace(/\/\d+/g, "/N")}`;
        return { ...reply, body: JSON.stringify(altered(json, `${address} `, alteration)) };
      },
    );
    return server.origin;
  };
  const origins = {
    pipedrive: await behind("pipedrive", pipedriveOrigin),
    quickbooks: await behind("quickbooks", quickbooksOrigin),
  };
  await settingsPort({ PDQB_HOME: home.path }).update((file) => {
    const { practice } = file.profiles;
    if (!practice) throw new Error("The practice profile is missing");
    return { ...file, profiles: { ...file.profiles, practice: { ...practice, origins } } };
  });
}

function altered(value: unknown, place: Place, alteration: Alteration): unknown {
  if (Array.isArray(value)) return value.map((one) => altered(one, place, alteration));
  if (typeof value === "object" && value !== null) {
    const prefix = place.endsWith(" ") ? place : `${place}.`;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => {
        // Codes of custom fields are hashes: one stands for all.
        const next = altered(member, prefix + name.replace(/^[0-9a-f]{40}$/, "HASH"), alteration);
        return next === undefined ? [] : [[name, next]];
      }),
    );
  }
  alteration.seen(place);
  return place === alteration.at ? alteration.replace(value, place) : value;
}

const UNSEEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]/;

/** What a run did that it must never do, in words. `MARK` begins what was put in after a break, and is what a shell would run. */
export function misdeeds(line: string[], { code, stdout, stderr }: Result, secrets: string[]) {
  const faults: string[] = [];
  const all = `${stdout}\n${stderr}`;
  if (code === 1 || code === null) faults.push(`ended with ${code}`);
  if (/^[\s✗!]*HOSTILE/m.test(all)) faults.push("a line begins with what was put in");
  if (UNSEEN.test(all)) faults.push("an unseen character came through");
  if (line.includes("--csv") && /(^|[,;\t])["']?[=+@-]HOSTILE/m.test(unquoted(stdout)))
    faults.push("a cell begins a formula");
  for (const secret of secrets) if (all.includes(secret)) faults.push("a secret was printed");
  if ("polluted" in {}) faults.push("every object has a new member");
  const executed = pasted(all).find(isExecuted);
  if (executed) faults.push(`a shell runs what was put in: ${executed}`);
  return faults.map((fault) => `${line.join(" ")}: ${fault}\n${all}`);
}

/** A quoted cell is one cell, whatever separators stand in it: only its first characters matter. */
const unquoted = (csv: string) =>
  csv.replace(/"((?:[^"]|"")*)"/g, (_cell, text: string) => text.replace(/[,;\t]/g, " "));

/** Everything that looks like a command of ours, as it would be pasted. */
function pasted(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.includes("HOSTILE"));
  const whole = lines.map((line) => line.replace(/^\s*(Next:|"next":)?\s*/, ""));
  const json = whole.flatMap((line) => {
    try {
      return [String(JSON.parse(line.replace(/,$/, "")))];
    } catch {
      return [];
    }
  });
  return [...new Set([...whole, ...json].filter((line) => /\bpdqb |--\w/.test(line)))].flatMap(
    (line) => (line.startsWith("pdqb ") ? [line] : [line.slice(line.search(/pdqb |--\w/))]),
  );
}

const known = new Map<string, boolean>();

/** In a folder of its own, where `pdqb` does nothing. Options alone stand behind a command. */
function isExecuted(line: string): boolean {
  const before = known.get(line);
  if (before !== undefined) return before;
  const folder = mkdtempSync(join(tmpdir(), "pdqb-paste-"));
  writeFileSync(join(folder, "pdqb"), "#!/bin/sh\n", { mode: 0o755 });
  const command = line.startsWith("--") ? `pdqb invoice create ${line}` : line;
  spawnSync("sh", ["-c", command], {
    cwd: folder,
    env: { PATH: `${folder}:/usr/bin:/bin` },
    timeout: 5_000,
    stdio: "ignore",
  });
  const result = existsSync(join(folder, "HOSTILE"));
  rmSync(folder, { recursive: true, force: true });
  known.set(line, result);
  return result;
}
