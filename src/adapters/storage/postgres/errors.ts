/** What went wrong with a ledger on PostgreSQL, in words: by the code of the server or of the network, never by its text. */
import { LedgerError, PdqbError } from "../../../domain/errors.ts";
import { type Address, shown } from "./address.ts";
import { PasswordMissing } from "./log-in.ts";
import { ROLE } from "./schema.ts";

type Cause = { code?: unknown; message?: unknown };

/** Out of reach for now: the network, a server that stops, starts or is full of connections. */
const AWAY = /^(E[A-Z_]+|08...|57P0[1-5]|53300|55000|57014|25P03)$/;
const OTHER_NAME = "ERR_TLS_CERT_ALTNAME_INVALID";
const CERTIFICATE = /CERT|^(SELF_SIGNED|UNABLE_TO_|HOSTNAME_|DEPTH_ZERO|ERR_TLS)/;
const PASSWORD = /^28/;

/** `cause`: as the driver threw it. A connection that was cut has no code. `isGiven`: the environment says which password. */
export function postgresError(
  address: Address,
  cause: unknown,
  { isGiven = false } = {},
): PdqbError {
  if (cause instanceof PdqbError) return cause;
  // At a terminal this command asks for the password and keeps it.
  const asking = [
    ...(isGiven ? ["unset PGPASSWORD PGSERVICE"] : []),
    `pdqb ledger use "${address.text}"`,
  ];
  if (cause instanceof PasswordMissing)
    return new LedgerError(
      "connection",
      "Nothing was done: the ledger's server wants a password.",
      {
        reason: `${shown(address)}: there is none in PGPASSWORD, and no line in ~/.pgpass fits.`,
        next: asking,
      },
    );
  const { code: given, message } = (cause ?? {}) as Cause;
  const code = typeof given === "string" ? given : "";
  const said = `${shown(address)}: ${typeof message === "string" ? message : String(cause)}.`;
  const known = KNOWN[code];
  if (known)
    return new LedgerError(known.kind ?? "refused", `Nothing was done: ${known.message}`, {
      reason: said,
      next: known.next(address),
      cause,
    });
  if (CERTIFICATE.test(code))
    return new LedgerError("connection", "Nothing was done: the ledger's server is not trusted.", {
      reason: said,
      next: [
        code === OTHER_NAME
          ? "pdqb ledger use postgres://user@<name in the certificate>/database"
          : `pdqb ledger use "${address.text}${address.text.includes("?") ? "&" : "?"}sslrootcert=<file of the authority>"`,
      ],
      cause,
    });
  if (PASSWORD.test(code))
    return new LedgerError("connection", "Nothing was done: the ledger's server let nobody in.", {
      reason: said,
      next: asking,
      cause,
    });
  if (code === "" || AWAY.test(code)) return outOfReach(address, said, cause);
  return new LedgerError("refused", "Nothing was done: the ledger cannot be used.", {
    reason: said,
    next: ["pdqb ledger check"],
    cause,
  });
}

/** Nothing is written to either service meanwhile. */
export function outOfReach(address: Address, reason: string, cause?: unknown): PdqbError {
  return new LedgerError("unavailable", "Nothing was done: the ledger is out of reach.", {
    reason,
    next: [`psql "${address.text}"`],
    cause,
  });
}

/** What somebody with more rights runs. */
export const administrator = (address: Address): string[] => [
  `pdqb ledger init-script | psql ${asAdministrator(address)}`,
];

const asAdministrator = ({ text, user }: Address): string =>
  `"${user === null ? text : text.replace(/\/\/[^@/]*@/, "//<administrator>@")}"`;

/** A login without the role that may use the ledger. `hasRole`: there is one. */
export function notMember(
  address: Address,
  { login, hasRole, cause }: { login: string; hasRole: boolean; cause: unknown },
): PdqbError {
  const isPlain = /^[a-z_][a-z0-9_]*$/.test(login);
  const grant = isPlain
    ? `"grant ${ROLE} to ${login}"`
    : `'grant ${ROLE} to "${login.replaceAll('"', '""')}"'`;
  return new LedgerError("refused", `Nothing was done: ${login} may not use the ledger.`, {
    reason: `${shown(address)}: the login is not a member of the role ${ROLE}.`,
    next: [
      ...(hasRole ? [] : administrator(address)),
      `psql ${asAdministrator(address)} -c ${grant}`,
    ],
    cause,
  });
}

type Known = {
  kind?: "connection" | "unavailable";
  message: string;
  next: (address: Address) => string[];
};

const KNOWN: Record<string, Known> = {
  // 3D000: the database does not exist.
  "3D000": {
    message: "there is no such database.",
    next: ({ host, port, database }) => [`createdb --host=${host} --port=${port} ${database}`],
  },
  "42501": {
    message: "the ledger's role may not do that.",
    next: administrator,
  },
  "25006": {
    message: "this server only answers reads; it is a standby.",
    next: () => ["Give the address of the primary: pdqb ledger use postgres://user@host/database"],
  },
  "53100": {
    message: "the disk of the ledger's server is full.",
    next: () => ["Make room there, and run the same command again."],
  },
};
