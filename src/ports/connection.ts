/** Settings, secrets, and logging in. */
import type { Company, Environment } from "../domain/books.ts";
import type { PipedriveUser } from "../domain/deal/deal.ts";
import type {
  LedgerSecret,
  PipedriveSecret,
  QuickBooksSecret,
  SettingsFile,
} from "../domain/settings.ts";

/** The settings file, for all profiles. `update` is atomic and serialised across processes. */
export interface Settings {
  read(): Promise<SettingsFile>;
  update(change: (current: SettingsFile) => SettingsFile): Promise<void>;
  /** Files and folders of pdqb that others than their owner can read. */
  exposed(): Promise<string[]>;
  path(): Promise<string>;
}

/** Secrets of one profile; a write is on disk before it returns. */
export interface Secrets {
  /** Throws refused where secrets cannot be kept: tried before a login, so that no grant is made in vain. */
  checkKept(): Promise<void>;
  pipedrive(): Promise<PipedriveSecret | undefined>;
  quickbooks(): Promise<QuickBooksSecret | undefined>;
  putPipedrive(secret: PipedriveSecret | undefined): Promise<void>;
  putQuickBooks(secret: QuickBooksSecret | undefined): Promise<void>;
  /** Passwords of ledgers on PostgreSQL, by whose they are. */
  ledger(): Promise<LedgerSecret | undefined>;
  putLedger(secret: LedgerSecret | undefined): Promise<void>;
}

/** An app registered by the operator at one of the services. */
export type OAuthApp = { clientId: string; clientSecret: string };

/** Logging in to Pipedrive, before there is a connection. */
export interface PipedriveLogin {
  authorizeUrl(app: OAuthApp, redirectUrl: string, state: string): Promise<string>;
  /** Throws kind `connection` if the code or the app is refused. */
  exchange(app: OAuthApp, redirectUrl: string, code: string): Promise<PipedriveSecret>;
  whoami(secret: PipedriveSecret): Promise<PipedriveUser>;
  /** Ends the grant; one that is dead already is fine. A personal token is not revoked. */
  revoke(secret: PipedriveSecret): Promise<void>;
}

export interface QuickBooksLogin {
  authorizeUrl(app: OAuthApp, redirectUrl: string, state: string): Promise<string>;
  exchange(app: OAuthApp, redirectUrl: string, callback: URL): Promise<QuickBooksSecret>;
  company(secret: QuickBooksSecret, environment: Environment): Promise<Company>;
  revoke(secret: QuickBooksSecret): Promise<void>;
}

/** How a login ended, for the browser that waits for it. */
export type LoginOutcome = {
  /** Null: the page is about no login's end, as when it is loaded again. */
  isConnected: boolean | null;
  title: string;
  lines: string[];
  /** What the person does now. */
  last: string;
};

/** How a person's consent comes back: the whole callback address, still unchecked. */
export interface Consent {
  /**
   * Listens on loopback at the redirect address, shows `authorizeUrl` (opening a browser if `openBrowser`), and waits for the one
   * callback with this `state`. The browser waits for its page until `tell` is called with the outcome.
   */
  byLoopback(request: {
    authorizeUrl: string;
    redirectUrl: string;
    state: string;
    openBrowser: boolean;
    timeoutMs: number;
    /** Called once the listener is up, with the address to visit. */
    onReady: (address: string) => void;
  }): Promise<{ callback: URL; tell: (outcome: LoginOutcome) => Promise<void> }>;
  /** Follows the consent page of a loopback service by itself and allows. Refuses any other host. */
  byItself(authorizeUrl: string): Promise<URL>;
}
