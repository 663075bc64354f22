/** The page on which the user allows or cancels: plain HTML and one form, which a browser or a script can follow. */
import { hiddenFields, html, page } from "../../html.ts";
import type { Reply } from "../../http.ts";

export type Consent = {
  appName: string;
  userName: string;
  companyName: string;
  domain: string;
  scopes: string[];
  redirectUri: string;
  /** Sent back with the decision. */
  hidden: Record<string, string>;
};

/** What each scope allows, as Pipedrive's Marketplace says it. */
const SCOPES: Record<string, string> = {
  base: "See your user settings and currencies",
  "deals:read": "Read deals, notes and files",
  "deals:full": "Read and change deals, notes and files",
  "contacts:read": "Read people and organizations",
  "contacts:full": "Read and change people and organizations",
  "products:read": "Read products",
  "products:full": "Read and change products",
  "activities:full": "Read and change activities",
  "deal-fields:full": "Read and change the fields of deals",
  "users:read": "Read users",
  "search:read": "Search",
  "recents:read": "Read recent changes",
};

/** Who asks for what, in which account and by which user. */
export function consentPage(consent: Consent): Reply {
  const { appName, userName, companyName, domain, scopes, redirectUri, hidden } = consent;
  return page(
    200,
    "Allow access",
    html`<h1>Allow ${appName} to use Pipedrive</h1>
<p><strong>${appName}</strong> asks for access to the account <strong>${companyName}</strong> (${domain}.pipedrive.com). You are signed in as ${userName}.</p>
<h2>It will be able to</h2>
<ul>
${scopes.map((scope) => html`<li>${SCOPES[scope] ?? scope} <span class="soft"><code>${scope}</code></span></li>\n`)}</ul>
<p class="soft">The answer goes to ${new URL(redirectUri).origin}. No real account is behind this page.</p>
<form method="post" action="/oauth/authorize">
${hiddenFields(hidden)}<button type="submit" name="decision" value="allow">Allow and Install</button>
<button type="submit" name="decision" value="deny">Deny</button>
</form>`,
    { isNarrow: true },
  );
}

export function problemPage(status: number, problem: string): Reply {
  return page(
    status,
    "The app cannot be installed",
    html`<h1>The app cannot be installed</h1>
<p>${problem}</p>`,
    { isNarrow: true },
  );
}
