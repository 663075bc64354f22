/** The authorization request, the pages that a browser sees, and the answer to the consent (docs/quickbooks.md 1.2, 1.3, 1.8). */
import { consentPage, html, problemPage } from "../../html.ts";
import { type Reply, type Request, redirectReply } from "../../http.ts";
import { companyTable } from "../books.ts";
import { issueCode, newGrant, type OAuthContext } from "./grants.ts";

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

const errorPage = (status: number, problem: string): Reply =>
  problemPage(
    status,
    "QuickBooks: cannot connect",
    "Sorry, the application cannot be connected",
    problem,
  );

const PARAMETERS = ["client_id", "response_type", "scope", "redirect_uri", "state"] as const;

export function authorize(request: Request, context: OAuthContext): Reply {
  const sent =
    request.method === "POST" ? new URLSearchParams(request.body.toString("utf8")) : request.query;
  const { settings, options, state } = context;
  if (sent.get("client_id") !== options.clientId)
    return errorPage(400, "invalid_client: no application has this client_id.");
  const redirectUri = sent.get("redirect_uri") ?? "";
  if (!isRegistered(redirectUri, settings("redirects")))
    return errorPage(
      400,
      `The redirect_uri query parameter value is invalid: ${redirectUri || "none"}. It must be one that is registered for the application.`,
    );
  const echo = sent.get("state");
  if (!echo) return errorPage(400, "The state query parameter is missing.");
  const back = (members: Record<string, string>): Reply => {
    const target = new URL(redirectUri);
    for (const [name, value] of Object.entries({ ...members, state: echo }))
      target.searchParams.set(name, value);
    return redirectReply(target.href);
  };
  if (sent.get("response_type") !== "code") return back({ error: "unsupported_response_type" });
  const scopes = (sent.get("scope") ?? "").split(/\s+/).filter(Boolean);
  const granted = settings("scopes").split(/[\s,]+/);
  if (scopes.length === 0 || scopes.some((scope) => !granted.includes(scope)))
    return back({ error: "invalid_scope" });
  const company = companyTable({ state }).get("company");
  if (!company) return errorPage(500, "There is no company.");
  if (request.method !== "POST") {
    const hidden = Object.fromEntries(PARAMETERS.map((name) => [name, sent.get(name) ?? ""]));
    return consentPage({
      ...{ title: "Connect to QuickBooks", heading: "Connect pdqb to QuickBooks", what: "company" },
      ask: html`<strong>pdqb</strong> asks for access to the company <strong>${company.name}</strong> (company ID ${company.realm}).`,
      ...{ scopes, words: SCOPES, redirectUri, hidden, action: "/connect/oauth2" },
      buttons: ["Connect", "Cancel"],
    });
  }
  if (sent.get("decision") === "deny") return back({ error: "access_denied" });
  if (sent.get("decision") !== "allow") return errorPage(400, "No decision was made.");
  const code = issueCode(context, newGrant(context, company.realm, scopes), redirectUri);
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
