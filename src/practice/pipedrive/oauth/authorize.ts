/** /oauth/authorize: the consent page, and the way back to the callback (docs/pipedrive.md 1.2, 1.5). */
import { type Reply, type Request, redirectReply } from "../../http.ts";
import type { PracticeOptions } from "../../options.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store.ts";
import { consentPage, problemPage } from "./consent-page.ts";
import { issueCode } from "./grants.ts";

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
  if (sent.get("client_id") !== context.options.clientId) {
    return problemPage(400, "There is no app with this client_id.");
  }
  if (!isRegistered(redirectUri, context.settings)) {
    return problemPage(400, "The redirect_uri is not the registered callback address.");
  }
  if (request.method === "GET") return consent(sent, context);
  if (request.method !== "POST") return problemPage(405, "Wrong method.");
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
  const port = settings("pipedrive.redirect_ports");
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
  return consentPage({
    appName: "pdqb",
    userName: signedInUser(store).name,
    companyName: store.company().name,
    domain: store.company().domain,
    redirectUri: sent.get("redirect_uri") ?? "",
    scopes: settings("pipedrive.scopes").split(/[\s,]+/),
    hidden: {
      client_id: options.clientId,
      redirect_uri: sent.get("redirect_uri") ?? "",
      ...(state !== null && { state }),
    },
  });
}

function returnAddress(base: string, answer: Record<string, string>, state: string | null): string {
  const url = new URL(base);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set("state", state);
  return url.href;
}
