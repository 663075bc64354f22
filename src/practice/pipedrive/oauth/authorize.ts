/** The login: who asks for what, and the page on which the user allows or cancels, which a browser or a script can follow (docs/pipedrive.md 1.2). */
import { consentPage, html, problemPage } from "../../html.ts";
import { type PracticeOptions, type Reply, type Request, redirectReply } from "../../http.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store.ts";
import { issueCode } from "./grants.ts";

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

const refused = (problem: string, status = 400): Reply =>
  problemPage(status, "The app cannot be installed", "The app cannot be installed", problem);

/** What the service answers from. */
export type ServiceContext = {
  store: Store;
  settings: Settings;
  options: PracticeOptions;
  now: Date;
};

export function authorize(request: Request, context: ServiceContext): Reply {
  const sent =
    request.method === "POST" ? new URLSearchParams(request.body.toString()) : request.query;
  const redirectUri = sent.get("redirect_uri") ?? "";
  if (sent.get("client_id") !== context.options.clientId)
    return refused("There is no app with this client_id.");
  if (!isRegistered(redirectUri, context.settings))
    return refused("The redirect_uri is not the registered callback address.");
  if (request.method === "GET") return consent(sent, context);
  if (request.method !== "POST") return refused("Wrong method.", 405);
  const answer: Record<string, string> =
    sent.get("decision") === "allow"
      ? { code: issueCode(context.store, redirectUri, signedInUser(context.store).id, context.now) }
      : { error: "user_denied" };
  return redirectReply(returnAddress(redirectUri, answer, sent.get("state")));
}

/** One callback per app, equal in every character but, in practice, the port: `http://localhost:PORT/callback`, or any https address (the paste way). */
function isRegistered(redirectUri: string, settings: Settings): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const url = new URL(redirectUri);
  if (url.protocol === "https:") return true;
  const port = settings("redirect_ports");
  const isPlain = redirectUri === `${url.protocol}//${url.host}/callback`;
  return (
    isPlain &&
    url.protocol === "http:" &&
    ["localhost", "127.0.0.1"].includes(url.hostname) &&
    (port === "any" || url.port === port)
  );
}

export function signedInUser(store: Store): { id: number; name: string } {
  const user = store.users.all().find((each) => each.is_admin) ?? store.users.all()[0];
  if (!user) throw new Error("The practice Pipedrive has no user: it was never seeded.");
  return { id: Number(user.id), name: user.name };
}

function consent(sent: URLSearchParams, { store, settings, options }: ServiceContext): Reply {
  const state = sent.get("state");
  const redirectUri = sent.get("redirect_uri") ?? "";
  const { name, domain } = store.company();
  return consentPage({
    ...{ title: "Allow access", heading: "Allow pdqb to use Pipedrive", what: "account" },
    ask: html`<strong>pdqb</strong> asks for access to the account <strong>${name}</strong> (${domain}.pipedrive.com). You are signed in as ${signedInUser(store).name}.`,
    ...{ scopes: settings("scopes").split(/[\s,]+/), words: SCOPES, redirectUri },
    hidden: {
      ...{ client_id: options.clientId, redirect_uri: redirectUri },
      ...(state !== null && { state }),
    },
    action: "/oauth/authorize",
    buttons: ["Allow and Install", "Deny"],
  });
}

function returnAddress(base: string, answer: Record<string, string>, state: string | null): string {
  const url = new URL(base);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set("state", state);
  return url.href;
}
