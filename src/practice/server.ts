/**
 * The process of the practice services: two origins on loopback, whose ports are chosen once and kept. `server.json` in the home
 * says where they are, and is there only while both answer.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { COMPANIES, isCompany } from "./companies/index.ts";
import { contents } from "./contents.ts";
import { type Controlled, control } from "./control.ts";
import { Faults } from "./faults.ts";
import { jsonReply, type Reply, type Request, type Service } from "./http.ts";
import { RequestLog, type ServiceName } from "./log.ts";
import { openWorld } from "./open-world.ts";
import { answersAsItself } from "./proof.ts";
import { openState, type Row, type State } from "./state.ts";

const BODY_BYTES_MAX = 30_000_000;
/** Orders to the practice services are small. */
const ORDER_BYTES_MAX = 1_000_000;

type Port = Row & { port: number };

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

async function start(): Promise<void> {
  const home = argument("--home");
  const company = argument("--company");
  if (home === undefined || (company !== undefined && !isCompany(company))) {
    console.error(`Usage: server --home <folder> [--company ${Object.keys(COMPANIES).join("|")}]`);
    process.exit(2);
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const place = join(home, "server.json");
  if (await isRunning(place)) {
    console.error("The practice services of this home are running already.");
    process.exit(1);
  }
  process.umask(0o077);
  const state = openOrSay(join(home, "state.db"));
  const log = new RequestLog();
  const faults = new Faults();
  const key = randomBytes(32).toString("hex");
  const origins = { pipedrive: "", quickbooks: "" };
  const world = openWorld(state, () => origins, isCompany(company) ? company : undefined, contents);
  for (const service of ["pipedrive", "quickbooks"] as const) {
    const ports = state.table<Port>("ports");
    const port = await listen(service, ports.get(service)?.port ?? 0, { world, log, faults, key });
    ports.put({ id: service, port });
    origins[service] = `http://127.0.0.1:${port}`;
  }
  const facts = {
    pid: process.pid,
    pipedriveOrigin: origins.pipedrive,
    quickbooksOrigin: origins.quickbooks,
    startedAt: new Date().toISOString(),
    key,
  };
  writeFileSync(`${place}.tmp`, JSON.stringify(facts), { mode: 0o600 });
  renameSync(`${place}.tmp`, place);
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      rmSync(place, { force: true });
      state.close();
      process.exit(0);
    });
}

/** What is damaged stays as it is: it may be somebody's rehearsal. The last line is what `practice start` repeats. */
function openOrSay(file: string): State {
  try {
    return openState(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(`${file} cannot be read: ${why}`);
    process.exit(1);
  }
}

/** A place left behind by a process that died does not count, even where another program took its port: who answers as itself does. */
async function isRunning(place: string): Promise<boolean> {
  if (!existsSync(place)) return false;
  try {
    const { key, quickbooksOrigin } = JSON.parse(readFileSync(place, "utf8"));
    return await answersAsItself(quickbooksOrigin, key);
  } catch {
    return false;
  }
}

/** Resolves with the port. One that is kept and taken by another program ends the process with the reason. */
function listen(name: ServiceName, port: number, served: Controlled): Promise<number> {
  const server = createServer((incoming, outgoing) => {
    void serve(name, incoming, outgoing, served).catch((error: unknown) => {
      console.error(error);
      outgoing.destroy();
    });
  });
  server.keepAliveTimeout = 30_000;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

async function serve(
  name: ServiceName,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  served: Controlled,
): Promise<void> {
  const request = await read(incoming);
  if (request === "too large") return write(outgoing, jsonReply(413, { error: "Too large" }));
  if (request.path.startsWith("/_practice/"))
    return write(outgoing, await control(request, served));
  const { world, log, faults } = served;
  const entry = log.arrived(name, request, world.clock.now());
  const strike = faults.strike(name, request);
  entry.fault = strike?.kind ?? null;
  if (strike?.delayMs) await sleep(strike.delayMs);
  const service: Service = world[name];
  const own = strike && !strike.isCarriedOut ? undefined : await service(request);
  if (strike?.end === "hang") return;
  if (strike?.end === "cut") {
    incoming.socket.destroy();
    return;
  }
  const reply = strike?.reply ? strike.reply(own) : own;
  if (!reply) throw new Error("A fault left a request without an answer");
  log.answered(entry, reply);
  if (strike?.end !== "half") return write(outgoing, reply, world.clock.now());
  const body = Buffer.from(reply.body);
  outgoing.writeHead(reply.status, { ...reply.headers, "content-length": body.length });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => incoming.socket.destroy());
}

/** What is too large is read to its end and kept nowhere: who is still sending could not hear an answer. */
async function read(incoming: IncomingMessage): Promise<Request | "too large"> {
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const isOrder = url.pathname.startsWith("/_practice/");
  const most = isOrder ? ORDER_BYTES_MAX : BODY_BYTES_MAX;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > most) return "too large";
  const headers: Record<string, string> = {};
  for (const [header, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[header] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks),
  };
}

/** `now`: by the clock of the practice services, which may be moved. */
function write(outgoing: ServerResponse, reply: Reply, now = new Date()): void {
  outgoing.writeHead(reply.status, { date: now.toUTCString(), ...reply.headers });
  outgoing.end(reply.body);
}

await start();
