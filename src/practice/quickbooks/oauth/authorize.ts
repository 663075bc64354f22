/** The authorization request, the pages that a browser sees, and the answer to the consent (docs/quickbooks.md 1.2, 1.3, 1.8). */
import { hiddenFields, html, page } from "../../html.ts";
import { type Reply, type Request, redirectReply, type Surroundings } from "../../http.ts";
import { companyTable } from "../books.ts";
import type { Settings } from "../settings.ts";
import { issueCode, newGrant } from "./grants.ts";

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

type Consent = {
  appName: string;
  companyName: string;
  realm: string;
  scopes: string[];
  redirectUri: string;
  /** Sent back with the decision. */
  hidden: Record<string, string>;
};

/** Who asks for what, and for which company. */
function consentPage(consent: Consent): Reply {
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

function errorPage(status: number, problem: string): Reply {
  return page(
    status,
    "QuickBooks: cannot connect",
    html`<h1>Sorry, the application cannot be connected</h1>
<p>${problem}</p>`,
    { isNarrow: true },
  );
}

export type OAuthContext = Surroundings & { settings: Settings };

const PARAMETERS = ["client_id", "response_type", "scope", "redirect_uri", "state"] as const;

export function authorize(request: Request, context: OAuthContext): Reply {
  const sent =
    request.method === "POST" ? new URLSearchParams(request.body.toString("utf8")) : request.query;
  const { settings, options, state, clock } = context;
  if (sent.get("client_id") !== options.clientId) {
    return errorPage(400, "invalid_client: no application has this client_id.");
  }
  const redirectUri = sent.get("redirect_uri") ?? "";
  if (!isRegistered(redirectUri, settings("redirects"))) {
    return errorPage(
      400,
      `The redirect_uri query parameter value is invalid: ${redirectUri || "none"}. It must be one that is registered for the application.`,
    );
  }
  const echo = sent.get("state");
  if (!echo) return errorPage(400, "The state query parameter is missing.");
  const back = (members: Record<string, string>): Reply => {
    const target = new URL(redirectUri);
    for (const [name, value] of Object.entries({ ...members, state: echo })) {
      target.searchParams.set(name, value);
    }
    return redirectReply(target.href);
  };
  if (sent.get("response_type") !== "code") return back({ error: "unsupported_response_type" });
  const scopes = (sent.get("scope") ?? "").split(/\s+/).filter(Boolean);
  const granted = settings("scopes").split(/[\s,]+/);
  if (scopes.length === 0 || scopes.some((scope) => !granted.includes(scope))) {
    return back({ error: "invalid_scope" });
  }
  const company = companyTable({ state }).get("company");
  if (!company) return errorPage(500, "There is no company.");
  if (request.method !== "POST") {
    const hidden = Object.fromEntries(PARAMETERS.map((name) => [name, sent.get(name) ?? ""]));
    return consentPage({
      appName: "pdqb",
      companyName: company.name,
      realm: company.realm,
      scopes,
      redirectUri,
      hidden,
    });
  }
  if (sent.get("decision") === "deny") return back({ error: "access_denied" });
  if (sent.get("decision") !== "allow") return errorPage(400, "No decision was made.");
  const grant = newGrant(clock.now(), { clientId: options.clientId, realm: company.realm, scopes });
  const code = issueCode(state, clock.now(), grant, redirectUri);
  return back({ code, realmId: company.realm });
}

/** Exactly one of the registered addresses, character for character; the practice app has `loopback` with any port. */
function isRegistered(address: string, registered: string): boolean {
  const all = registered.split(",").map((one) => one.trim());
  if (all.includes(address)) return true;
  if (!URL.canParse(address)) return false;
  if (
    all.includes("loopback") &&
    /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\/callback$/.test(address)
  )
    return true;
  const { protocol, hostname, hash } = new URL(address);
  const isDomain = hostname.includes(".") && !/^[\d.]+$|^\[/.test(hostname);
  return all.includes("https") && protocol === "https:" && isDomain && hash === "";
}
