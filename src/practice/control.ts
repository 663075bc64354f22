/** The control surface of the practice services, under `/_practice/` at both origins: for `pdqb practice` and for tests. */
import { COMPANIES, isCompany } from "./companies/index.ts";
import { FAULT_KINDS, type FaultRule, type Faults, pathPattern } from "./faults.ts";
import { jsonReply, type Reply, type Request } from "./http.ts";
import type { RequestLog } from "./log.ts";
import { provenNonce, withProof } from "./proof.ts";
import type { Load, World } from "./world.ts";

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** `key`: what the requests have to be signed with. */
export type Controlled = { world: World; log: RequestLog; faults: Faults; key: string };

/** Only who can read the home may steer it. No page of a browser is answered at all: the host is this machine, and only pages send an origin. */
export async function control(request: Request, controlled: Controlled): Promise<Reply> {
  const isOfPage = request.headers.origin !== undefined;
  const isHere = LOOPBACK.test(request.headers.host ?? "") && !isOfPage;
  const nonce = isHere ? provenNonce(controlled.key, request) : undefined;
  if (nonce === undefined)
    return jsonReply(403, { error: "Only the owner of the home may steer its practice services." });
  return withProof(controlled.key, nonce, await replyTo(request, controlled));
}

async function replyTo(request: Request, controlled: Controlled): Promise<Reply> {
  const what = `${request.method} ${request.path.replace("/_practice/", "")}`;
  try {
    return jsonReply(200, await answer(what, request, controlled));
  } catch (error) {
    if (!(error instanceof BadControl)) throw error;
    return jsonReply(400, { error: error.message });
  }
}

class BadControl extends Error {}

async function answer(
  what: string,
  request: Request,
  { world, log, faults }: Controlled,
): Promise<unknown> {
  switch (what) {
    case "GET status":
      return { pid: process.pid, company: world.company(), now: world.clock.now().toISOString() };
    case "GET env":
      return world.env();
    case "POST reset": {
      const { company } = bodyOf(request);
      if (company !== undefined && !isCompany(company))
        throw new BadControl(
          `There is no company "${String(company)}": ${Object.keys(COMPANIES).join(", ")}.`,
        );
      await world.reset(company);
      faults.clear();
      log.clear();
      return { company: world.company() };
    }
    case "POST load": {
      const wanted = loadOf(bodyOf(request));
      const { invoices, customers } = wanted;
      return { invoices, customers, ...world.load(wanted) };
    }
    case "GET log":
      return { entries: log.since(Number(request.query.get("since") ?? 0)) };
    case "DELETE log":
      log.clear();
      return {};
    case "GET fail":
      return { rules: faults.list() };
    case "POST fail":
      return faults.add(ruleOf(bodyOf(request)));
    case "DELETE fail":
      faults.clear();
      return {};
    case "GET outbox":
      return { mails: world.outbox() };
    case "GET clock":
      return { now: world.clock.now().toISOString() };
    case "POST clock":
      world.moveClock(bodyOf(request));
      return { now: world.clock.now().toISOString() };
    case "GET settings":
      return world.settings();
    case "POST settings": {
      for (const [name, value] of Object.entries(bodyOf(request))) {
        if (!world.set(name, String(value))) throw new BadControl(`There is no setting "${name}".`);
      }
      return world.settings();
    }
    default:
      throw new BadControl(`Nothing answers ${what}.`);
  }
}

function bodyOf(request: Request): Record<string, unknown> {
  if (request.body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(request.body.toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new BadControl("The body is no JSON object.");
}

function loadOf(given: Record<string, unknown>): Load {
  const { invoices, customers = 0, deals = 0, days = 730, since, note = "", fields = {} } = given;
  const isCounted = isCount(invoices, 1) && isCount(customers, 0) && isCount(deals, 0);
  if (!isCounted || !isCount(days, 1))
    throw new BadControl("invoices, customers, deals and days are whole numbers up to 1,000,000.");
  return {
    ...{ invoices, customers, deals, days },
    ...{ note: String(note), fields: { ...(fields as object) } },
    since: since === undefined ? undefined : new Date(String(since)),
  };
}

function ruleOf(given: Record<string, unknown>): Omit<FaultRule, "id"> {
  const isText = typeof given.method === "string";
  const body = isText ? { ...given, method: String(given.method).toUpperCase() } : given;
  const one = <T extends string>(name: string, allowed: readonly T[]): T | null => {
    const value = body[name];
    if (value === undefined || value === null) return null;
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw new BadControl(`${name} is one of ${allowed.join(", ")}.`);
    return found;
  };
  const whole = (name: string, least: number, most: number): number | null => {
    const value = body[name];
    if (value === undefined || value === null) return null;
    if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most)
      return Number(value);
    throw new BadControl(`${name} is a whole number from ${least} to ${most}.`);
  };
  const kind = one("kind", FAULT_KINDS);
  if (kind === null) throw new BadControl(`kind is one of ${FAULT_KINDS.join(", ")}.`);
  const service = one("service", ["pipedrive", "quickbooks"]);
  if (kind === "stale_sync_token" && service === "pipedrive")
    throw new BadControl("stale_sync_token is of QuickBooks: Pipedrive has no SyncToken.");
  return {
    kind,
    service: kind === "stale_sync_token" ? "quickbooks" : service,
    method: one("method", METHODS),
    path: pathOf(body.path),
    skip: (whole("nth", 1, 1_000_000) ?? 1) - 1,
    times: whole("times", 1, 1_000_000) ?? 1,
    status: whole("status", 400, 599) ?? 503,
    seconds: secondsOf(body.seconds),
    retryAfter: whole("retryAfter", 0, 86_400),
  };
}

function secondsOf(value: unknown): number {
  if (value === undefined || value === null) return 1;
  if (typeof value === "number" && value >= 0 && value <= 3600) return value;
  throw new BadControl("seconds is a number from 0 to 3600.");
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** A part of a path, or a pattern between slashes, which has to be one. */
function pathOf(path: unknown): string | null {
  if (path === undefined || path === null) return null;
  if (typeof path !== "string" || path === "") throw new BadControl("path is a text.");
  try {
    pathPattern(path);
  } catch {
    throw new BadControl(
      `path "${path}" is no pattern: what stands between slashes is a regular expression.`,
    );
  }
  return path;
}

const isCount = (value: unknown, least: number): value is number =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= 1_000_000;
