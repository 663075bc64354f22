/** What is kept of grants, tokens and codes. */

/** A row is kept under its id. */
type Row = { id: string };

/** One installation of the app by one user (docs/pipedrive.md 1.3). */
export type GrantRow = Row & {
  user_id: number;
  scopes: string[];
  refresh_token: string;
  used_at: string;
};
export type AccessTokenRow = Row & { grant_id: string; expires_at: string };
export type CodeRow = Row & { redirect_uri: string; user_id: number; expires_at: string };
