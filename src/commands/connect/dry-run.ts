/** What connecting would open, send and save. */
import type { OAuthApp } from "../../ports.ts";
import type { Context } from "../context.ts";
import { isPasted } from "./approval.ts";

type Login = { address: string; redirectUrl: string; isPasted: boolean };

type Planned = {
  service: "pipedrive" | "quickbooks";
  requests: readonly { method: string; path: string }[];
  /** Null where an API token is read instead. */
  login: Login | null;
};

export async function showPlanned(
  { show, profileName }: Context,
  { service, requests, login }: Planned,
): Promise<void> {
  const profile = await profileName();
  await show({
    json: {
      outcome: "planned",
      profile,
      service,
      authorize_url: login?.address ?? null,
      redirect_url: login?.redirectUrl ?? null,
      plan: { requests: requests.map((one) => ({ service, ...one, body: null })) },
    },
    text: () => `${opening(login)}
Would send:
${requests.map(({ method, path }) => `  ${method} ${path}`).join("\n")}
Would save the login and the company's name in profile ${profile}.
`,
  });
}

function opening(login: Login | null): string {
  if (!login) return "Would read an API token.";
  const { address, redirectUrl, isPasted } = login;
  return isPasted
    ? `Would show ${address} and read the address that the browser ends on.`
    : `Would open ${address} and wait for the answer at ${redirectUrl}.`;
}

/** The page of consent, without what belongs to one login alone. */
export async function loginOf(
  login: { authorizeUrl(app: OAuthApp, redirectUrl: string, state: string): Promise<string> },
  { app, redirectUrl }: { app: OAuthApp; redirectUrl: string },
  flags: { paste: boolean },
): Promise<Login> {
  const { origin, pathname } = new URL(await login.authorizeUrl(app, redirectUrl, "dry-run"));
  return { address: `${origin}${pathname}`, redirectUrl, isPasted: isPasted(flags, redirectUrl) };
}
