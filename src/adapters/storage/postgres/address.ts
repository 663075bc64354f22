/** Where a ledger on PostgreSQL is: an address as every PostgreSQL client takes it, but never with a password. */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { PdqbError } from "../../../domain/errors.ts";

type Tls =
  | false
  | {
      rejectUnauthorized: boolean;
      ca?: string;
      servername?: string;
      checkServerIdentity?: () => undefined;
    };

export type Address = {
  /** As it is shown: without anything that is a default. */
  text: string;
  host: string;
  port: number;
  database: string;
  /** Null: as the environment or the operating system says. */
  user: string | null;
  tls: Tls;
};

/** Where it is, in a sentence. */
export const shown = ({ host, port, database }: Address): string =>
  `${host}${port === 5432 ? "" : `:${port}`}/${database}`;

const MODES = ["disable", "require", "verify-ca", "verify-full"] as const;
type Mode = (typeof MODES)[number];

const PARAMETERS = ["host", "port", "sslmode", "sslrootcert"];

/** Throws usage for what is no such address, or holds a password: an address is shown and kept in the settings. */
export function parseAddress(text: string): Address {
  const url = urlOf(text);
  if (url.password !== "" || url.searchParams.has("password"))
    throw wrong(
      [
        "It has a password in it, which every process of this machine can read.",
        "Leave it out: it is asked for at a terminal, and kept with the profile's secrets.",
      ],
      { next: `pdqb ledger use "${withoutPassword(url)}"` },
    );
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined)
    throw wrong([`It takes ${PARAMETERS.join(", ")} after the question mark, not ${unknown}.`]);
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (host === "" || database === "" || database.includes("/"))
    throw wrong(["It needs a host and a database: postgres://user@host/database."]);
  const port = Number(url.searchParams.get("port") ?? (url.port || "5432"));
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw wrong(["Its port is wrong."]);
  return {
    text,
    host,
    port,
    database,
    user: decodeURIComponent(url.username) || null,
    tls: tlsOf(host, url.searchParams),
  };
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol))
    throw wrong(["It starts with postgres:// and names a host and a database."]);
  return url;
}

/** The server's certificate and name are checked, unless the way to it stays on this machine or the address says otherwise. */
function tlsOf(host: string, parameters: URLSearchParams): Tls {
  const isHere = host.startsWith("/") || /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host);
  const mode = (parameters.get("sslmode") ?? (isHere ? "disable" : "verify-full")) as Mode;
  if (!MODES.includes(mode)) throw wrong([`Its sslmode is one of ${MODES.join(", ")}.`]);
  if (mode === "disable") return false;
  const file = parameters.get("sslrootcert");
  const ca = file !== null && file !== "system" && { ca: certificate(file) };
  const base = { rejectUnauthorized: mode !== "require" || Boolean(ca), ...(ca || {}) };
  return mode === "verify-full"
    ? { ...base, ...(isIP(host) === 0 && { servername: host }) }
    : { ...base, checkServerIdentity: () => undefined };
}

function certificate(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw wrong([`The certificate ${file} cannot be read.`], { cause });
  }
}

function withoutPassword(url: URL): string {
  const bare = new URL(url);
  bare.password = "";
  bare.searchParams.delete("password");
  return bare.href;
}

/** The address itself is not repeated: it may hold a password. */
const wrong = (
  reason: string[],
  {
    next = "pdqb ledger use postgres://user@host/database",
    cause,
  }: { next?: string; cause?: unknown } = {},
): PdqbError =>
  new PdqbError("usage", "The ledger's address cannot be used.", { reason, next: [next], cause });
