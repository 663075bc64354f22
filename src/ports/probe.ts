/** What `prove` asks of the services: requests as they are, and the journal of what it made. */
import type { ServiceName } from "../domain/errors.ts";

export type ProbeRequest = {
  service: ServiceName;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Of QuickBooks below the company (`invoice/12`), of Pipedrive with its version (`v2/deals/7`). */
  path: string;
  /** Pairs, since a name may come twice. */
  query?: [name: string, value: string][];
  /** Sent as JSON, or as it is where it is text. */
  body?: object | string;
  contentType?: string;
  /** JSON where it is not said. */
  accept?: string;
  /** `bad_token`: a token that is not one. `in_address`: the API token in the address. `other_company`: the own token, another company. */
  access?: "bad_token" | "in_address" | "other_company";
};

export type ProbeReply = {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Read as JSON where it is JSON; else its text. */
  body: unknown;
};

export interface Probe {
  /**
   * One request. Every answer is a reply, whatever its status, but a 429, which is waited for and asked again. Throws a ServiceError
   * where no answer came, and kind `connection` where the service is not connected.
   */
  ask(request: ProbeRequest): Promise<ProbeReply>;
}

/** Something that a proof made in a service. */
type MadeThing = { service: ServiceName; kind: string; id: string };

/** A proof that has begun and has not yet removed everything that it made. */
export type ProofInJournal = {
  word: string;
  /** RFC 3339. */
  startedAt: string;
  services: ServiceName[];
  /** RFC 3339: when something was noted last. */
  notedAt: string;
  made: MadeThing[];
};

/** Of one profile, on disk before the services are asked, so that a kill loses nothing. */
export interface ProofJournal {
  read(): Promise<ProofInJournal[]>;
  begin(word: string, services: readonly ServiceName[]): Promise<void>;
  note(word: string, made: MadeThing): Promise<void>;
  /** Everything was removed. */
  end(word: string): Promise<void>;
}
