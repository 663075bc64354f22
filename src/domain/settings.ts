/** The settings file: profiles, each a pinned pair of companies with its mapping and its settings. No secret is ever in it. */
import type { Environment } from "./books.ts";
import type { FieldMapping } from "./deal/mapping.ts";
import type { WriteBackChoice } from "./invoice/write-back-choice.ts";

export type Profile = {
  environment: Environment | null;
  /** Host on which the profile was made: two hosts on one grant end it. */
  host: string;
  /** Where the secrets of this profile are kept. */
  secrets: "file" | "keychain";
  /** Loopback origins that stand for the services; practice profiles alone have them. */
  origins: ServiceOrigins | null;
  pipedrive: PinnedPipedrive | null;
  quickbooks: PinnedQuickBooks | null;
  /** The address of the ledger that a team shares; absent for the one of this home. */
  ledger?: string;
  mapping: FieldMapping;
  /** What goes back into Pipedrive; absent where nothing does. */
  writeBack?: WriteBackChoice;
  /** Sets of invoice details by name; absent in a profile that never had one. */
  presets?: Record<string, Preset>;
  /** What `prove` found of each service; absent where it never ran. */
  proof?: { quickbooks?: ServiceProof; pipedrive?: ServiceProof };
  /** Named settings (domain/setting-names.ts); values as typed. */
  values: Record<string, string>;
};

/** Found in one company, and true of that one alone. */
export type ServiceProof = {
  company: string;
  /** RFC 3339. */
  at: string;
  /** By id of the assumption. */
  outcomes: Record<string, "holds" | "other" | "unclear" | "not_possible">;
  /** Settings that follow from it. */
  settings: Record<string, string>;
};

/** An origin that a profile does not have belongs to the real service. */
export type ServiceOrigins = { pipedrive: string | null; quickbooks: string | null };

type PinnedPipedrive = {
  companyId: string;
  companyName: string;
  companyDomain: string;
  userName: string;
  method: "oauth" | "token";
};

type PinnedQuickBooks = {
  realm: string;
  companyName: string;
  country: string;
  timeZone: string | null;
};

/** Flags of `invoice create` as typed, by their names in camel case. */
export type Preset = Record<string, string | string[] | true>;

export type SettingsFile = { version: 1; profiles: Record<string, Profile> };

/** Secrets of one profile. Times are epoch milliseconds. */
export type PipedriveSecret =
  | { method: "token"; apiToken: string }
  | {
      method: "oauth";
      clientId: string;
      clientSecret: string;
      accessToken: string;
      accessExpiresAt: number;
      refreshToken: string;
      /** Base of all calls, as the token answer named it. */
      apiDomain: string;
      /** Last use of the refresh token: it dies after 60 days without. */
      refreshedAt: number;
    };

/** Of ledgers on PostgreSQL: the password of each login, by its user, host, port and database. */
export type LedgerSecret = { passwords: Record<string, string> };

export type QuickBooksSecret = {
  clientId: string;
  clientSecret: string;
  realm: string;
  accessToken: string;
  accessExpiresAt: number;
  refreshToken: string;
  refreshExpiresAt: number;
  /** Absolute end of the grant (five years); null if the service did not say. */
  grantEndsAt: number | null;
};

/** A profile whose both companies are pinned. */
export type PinnedProfile = Profile & {
  environment: NonNullable<Profile["environment"]>;
  pipedrive: PinnedPipedrive;
  quickbooks: PinnedQuickBooks;
};
