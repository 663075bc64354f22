/** The pages a browser sees: consent, and an error that goes nowhere (docs/quickbooks.md 1.2, 1.3). */
import { hiddenFields, html, page } from "../../html.ts";
import type { Reply } from "../../http.ts";

/** What each scope allows, in the words of Intuit's own page. */
const SCOPES: Record<string, string> = {
  "com.intuit.quickbooks.accounting": "Read and write the accounting data of the company",
  "com.intuit.quickbooks.payment": "Process payments",
  openid: "Know who you are",
  profile: "Read your name",
  email: "Read your e-mail address",
  phone: "Read your phone number",
  address: "Read your address",
};

export type Consent = {
  appName: string;
  companyName: string;
  realm: string;
  scopes: string[];
  redirectUri: string;
  /** Sent back with the decision. */
  hidden: Record<string, string>;
};

/** Who asks for what, and for which company. */
export function consentPage(consent: Consent): Reply {
  const { appName, companyName, realm, scopes, redirectUri, hidden } = consent;
  return page(
    200,
    "Connect to QuickBooks",
    html`<h1>Connect ${appName} to QuickBooks</h1>
<p><strong>${appName}</strong> asks for access to the company <strong>${companyName}</strong> (company ID ${realm}).</p>
<h2>It will be able to</h2>
<ul>
${scopes.map((scope) => html`<li>${SCOPES[scope] ?? scope} <span class="soft"><code>${scope}</code></span></li>\n`)}</ul>
<p class="soft">The answer goes to ${new URL(redirectUri).origin}. No real company is behind this page.</p>
<form method="post" action="/connect/oauth2">
${hiddenFields(hidden)}<button type="submit" name="decision" value="allow">Connect</button>
<button type="submit" name="decision" value="deny">Cancel</button>
</form>`,
    { isNarrow: true },
  );
}

export function errorPage(status: number, problem: string): Reply {
  return page(
    status,
    "QuickBooks: cannot connect",
    html`<h1>Sorry, the application cannot be connected</h1>
<p>${problem}</p>`,
    { isNarrow: true },
  );
}
