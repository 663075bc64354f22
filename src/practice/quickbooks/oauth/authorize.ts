/** The authorization request and the answer to the consent page (docs/quickbooks.md 1.2, 1.3, 1.8). */
import { type Reply, type Request, redirectReply } from "../../http.ts";
import type { Surroundings } from "../../options.ts";
import { companyTable } from "../books.ts";
import type { Settings } from "../settings.ts";
import { issueCode, newGrant } from "./grants.ts";
import { consentPage, errorPage } from "./pages.ts";

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
  if (!isRegistered(redirectUri, settings("quickbooks.redirects"))) {
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
  const granted = settings("quickbooks.scopes").split(/[\s,]+/);
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
