/**
 * The one connection of a process to a ledger on PostgreSQL: opened at the first statement, closed when nothing needs it.
 *
 * Locks and rows go over the same connection, so that a write that was noted proves that its lock still holds. While a lock is held, a
 * lost connection is not opened again: whoever held it has to stop first.
 */
import type { Client } from "pg";
import { PdqbError } from "../../../domain/errors.ts";
import { type Address, shown } from "./address.ts";
import { asksForPassword, newClient, SESSION } from "./client.ts";
import { notMember, outOfReach, postgresError } from "./errors.ts";
import { logIn, PasswordMissing, type Passwords } from "./log-in.ts";
import { refuseTransactionPool } from "./pooler.ts";
import { NO_SCHEMA, ROLE, type Schema, schemaFault } from "./schema.ts";

/** Statements of one command come closer together than this. */
const IDLE_MS = 1_000;

export type Query = {
  sql: string;
  values?: (string | number | null)[];
  /** It changes nothing: the first of a connection travels with what the server is asked about itself. */
  isRead?: boolean;
};
export type Result = { rows: Record<string, unknown>[]; rowCount: number | null };

export type ConnectionOptions = {
  address: Address;
  /** Undefined: what PGPASSWORD or the password file says. */
  passwords?: Passwords | undefined;
  /** Who it is, as the server shows it to others. */
  name: string;
  /** This machine's clock, if it is another one. */
  now?: (() => Date) | undefined;
  /** False: the schema may be missing or of another version. */
  isChecked?: boolean;
  /** Brings an older ledger to the newest version; an older one is refused where this is missing. */
  migrate?: (() => Promise<void>) | undefined;
  onOpen?: ((connection: { close(): void }) => void) | undefined;
};

export class Connection {
  readonly #options: ConnectionOptions;
  #open: Promise<Opened> | undefined;
  /** Counts connections, so that the end of an earlier one is not taken for that of the present one. */
  #number = 0;
  #isLost = false;
  #holds = 0;
  #busy = 0;
  #idle: NodeJS.Timeout | undefined;
  #transaction: Promise<unknown> | undefined;
  #password: string | undefined;
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  skewMs = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    options.onOpen?.({ close: () => this.close() });
  }

  /** What the server has accepted, for a program of PostgreSQL's own. */
  get password(): string | undefined {
    return this.#password;
  }

  get address(): Address {
    return this.#options.address;
  }

  /** One statement, or several without values in one text. Throws what the server or the network said, in words. */
  async query({ sql, values, isRead = false }: Query): Promise<Result> {
    this.#busy += 1;
    clearTimeout(this.#idle);
    try {
      const { client, greeted } = await this.#opened();
      if (!isRead) await greeted;
      const answer = client.query(sql, values);
      // What is wrong with the whole server comes before what is wrong with one statement.
      answer.catch(() => {});
      await greeted;
      return (await answer) as unknown as Result;
    } catch (error) {
      if (error instanceof Migrated)
        return await this.query({ sql, ...(values && { values }), isRead });
      const isGiven = this.#options.passwords?.given !== undefined;
      throw postgresError(this.address, error, { isGiven });
    } finally {
      this.#busy -= 1;
      this.#closeWhenIdle();
    }
  }

  /** A statement for itself: in the middle of a transaction it would be a part of it. */
  async apart(query: Query): Promise<Result> {
    while (this.#transaction) await this.#transaction.catch(() => {});
    return this.query(query);
  }

  /** Statements of `work` between begin and commit; those that are `apart` wait meanwhile. */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    const running = this.holding(work).finally(() => {
      this.#transaction = undefined;
    });
    this.#transaction = running;
    return running;
  }

  /** Keeps the connection open over `work`, and lets no other take its place. */
  async holding<T>(work: () => Promise<T>): Promise<T> {
    if (this.#holds === 0 && this.#isLost) this.#forget();
    this.#holds += 1;
    try {
      return await work();
    } finally {
      this.#holds -= 1;
      if (this.#holds === 0 && this.#isLost) this.#forget();
      this.#closeWhenIdle();
    }
  }

  close(): void {
    clearTimeout(this.#idle);
    const open = this.#open;
    this.#forget();
    open?.then(({ client }) => client.end()).catch(() => {});
  }

  #forget(): void {
    this.#open = undefined;
    this.#number += 1;
    this.#isLost = false;
  }

  #closeWhenIdle(): void {
    clearTimeout(this.#idle);
    if (this.#busy > 0 || this.#holds > 0 || !this.#open) return;
    this.#idle = setTimeout(() => this.close(), IDLE_MS).unref();
  }

  #opened(): Promise<Opened> {
    if (this.#isLost && this.#holds > 0)
      throw outOfReach(
        this.address,
        `${shown(this.address)}: the connection was cut while a lock was held.`,
      );
    if (this.#isLost) this.#forget();
    if (this.#open) return this.#open;
    const opening = this.#connect();
    this.#open = opening;
    const fail = () => {
      if (this.#open === opening) this.#open = undefined;
    };
    opening.then(({ greeted }) => greeted.catch(fail), fail);
    return opening;
  }

  async #connect(): Promise<Opened> {
    const { passwords } = this.#options;
    const attempt = (password?: string) => this.#attempt(password);
    const client = await (passwords ? logIn(this.address, passwords, attempt) : attempt());
    this.#password = client.password ?? undefined;
    const greeted = this.#greet(client).catch((error) => {
      client.end().catch(() => {});
      throw error;
    });
    return { client, greeted };
  }

  /** Without a password: what the driver finds. */
  async #attempt(password?: string): Promise<Client> {
    const client = await newClient(this.#options, password);
    const isAsked = asksForPassword(client);
    // A connection that ends between two statements is noticed by the next one.
    const number = this.#number;
    const lose = () => {
      if (number === this.#number) this.#isLost = true;
    };
    client.on("error", lose);
    client.on("end", lose);
    try {
      await client.connect();
      return client;
    } catch (error) {
      client.end().catch(() => {});
      throw isAsked() && !client.password ? new PasswordMissing() : error;
    }
  }

  async #notMember(client: Client, cause: unknown): Promise<PdqbError> {
    const { rows } = await client.query(`select to_regrole('${ROLE}') is not null as there`);
    const [role] = rows as { there: boolean }[];
    return notMember(this.address, {
      login: client.user ?? "",
      hasRole: role?.there === true,
      cause,
    });
  }

  async #greet(client: Client): Promise<void> {
    const now = this.#options.now ?? (() => new Date());
    const before = now().getTime();
    const [, schema, { rows }] = await Promise.all([
      client.query(SESSION),
      client.query("select * from pdqb.schema_version").catch(async (error: { code?: string }) => {
        if (error.code === "42P01" || error.code === "3F000") return { rows: [] };
        throw error.code === "42501" ? await this.#notMember(client, error) : error;
      }),
      client.query(
        "select extract(epoch from clock_timestamp()) * 1000 as at, pg_backend_pid() as pid",
      ),
    ]);
    const [hello] = rows as { at: string; pid: number }[];
    this.skewMs = Number(hello?.at) - (before + now().getTime()) / 2;
    if (hello?.pid !== (client as unknown as { processID: number }).processID)
      await refuseTransactionPool(
        this.address,
        () => newClient(this.#options, this.#password),
        hello?.pid,
      );
    const fault = schemaFault((schema.rows as Schema[])[0] ?? NO_SCHEMA);
    if (!fault || this.#options.isChecked === false) return;
    const { migrate } = this.#options;
    if (fault.isOlder && migrate) {
      await migrate();
      throw new Migrated();
    }
    throw new PdqbError("refused", `Nothing was done: ${fault.message}`, {
      reason: `${shown(this.address)}: ${fault.reason}`,
      next: fault.next(this.address.text),
    });
  }
}

/** The ledger is another one than when this connection was opened: whoever waits for it begins again. */
class Migrated extends Error {}

/** `greeted`: once the server is known to be one that may be used. */
type Opened = { client: Client; greeted: Promise<void> };
