/** What an experiment works with: the lab that all share, and each service as it is asked there. */
import type { ServiceName } from "../../domain/errors.ts";
import type { ProbeReply, ProbeRequest } from "../../ports/probe.ts";
import type { CompanyFacts } from "./company-facts.ts";
import type { Kind, Usage } from "./finding.ts";
import type { Row } from "./rows.ts";

export type Lab = {
  word: string;
  /** A new name, at most 31 characters. */
  name(): string;
  ask(request: ProbeRequest): Promise<ProbeReply>;
  /** Once no request is under way: an experiment that failed may have left others of its own behind. */
  settled(): Promise<void>;
  /** Notes what was made, in the journal and in the count. */
  note(kind: Kind, made: { service: ServiceName; entity: string; id: string }): Promise<void>;
  count(kind: Kind): void;
  usage: Usage;
  now(): Date;
  sleep(ms: number): Promise<void>;
};

/** Runs a piece of an experiment; throws where the operator has asked to stop. */
export type Step = <T>(work: () => Promise<T>) => Promise<T>;

/** `code`: of the first fault in the answer, whatever its form; null where there is none. */
export type BooksReply = ProbeReply & { code: string | null };

/** QuickBooks. */
export type Books = {
  lab: Lab;
  ask(request: Omit<ProbeRequest, "service">): Promise<BooksReply>;
  query(statement: string): Promise<BooksReply>;
  /** The change feed of an entity: its answer, and the rows in it. */
  changed(entity: string, since: string): Promise<{ reply: BooksReply; rows: Row[] }>;
  /** Rows of a query that has to work. */
  rows(entity: string, rest: string): Promise<Row[]>;
  /** Posts an entity; what it makes is noted. */
  post(entity: string, body: object, query?: [string, string][]): Promise<BooksReply>;
  /** The same where anything but success leaves the experiment without an answer. */
  make(entity: string, body: object, query?: [string, string][]): Promise<Row>;
  read(entity: string, id: string): Promise<Row>;
  facts(): Promise<CompanyFacts>;
  /** One customer and one item that all experiments share. */
  customer(): Promise<Row>;
  item(): Promise<Row>;
  /** An invoice without anything special: while it is accepted, a refusal is due to what an experiment adds. */
  plainInvoice(): Promise<Row>;
  /** One of the experiment's own. */
  newCustomer(more?: Row): Promise<Row>;
  newItem(): Promise<Row>;
  /** An invoice to the shared customer, a line for each amount, in the form that the company wants. */
  invoice(amounts: readonly number[], more?: Row): Promise<Row>;
  line(amount: number, more?: Row): Promise<Row>;
};

/** Pipedrive. */
export type Deals = {
  lab: Lab;
  /** The profile has an API token, not an OAuth grant. */
  usesToken: boolean;
  /** Throws NotPossible where the app lacks the scope. */
  ask(request: Omit<ProbeRequest, "service">): Promise<ProbeReply>;
  get(path: string, query?: [string, string][]): Promise<ProbeReply>;
  /** The data of an answer that has to be one. */
  read(path: string, query?: [string, string][]): Promise<Row>;
  list(path: string, query?: [string, string][]): Promise<Row[]>;
  post(path: string, body: object): Promise<ProbeReply>;
  patch(path: string, body: object): Promise<ProbeReply>;
  make(path: string, body: object): Promise<Row>;
  deal(more?: object): Promise<Row>;
  /** A product that all experiments share. */
  product(): Promise<Row>;
  /** A line of a new deal, as the answer to its making has it. */
  line(dealId: string, line: object): Promise<Row>;
};

export const VOID: [string, string][] = [["operation", "void"]];
export const DELETE: [string, string][] = [["operation", "delete"]];

/** `200`, or `400 with code 6140`. */
export function said({ status, code }: Pick<BooksReply, "status" | "code">): string {
  return code === null ? String(status) : `${status} with code ${code}`;
}

/** What names an entity for a change: its id, and the version that it has now. */
export function versionOf(row: Row): Row {
  return { Id: row.Id, SyncToken: row.SyncToken };
}
