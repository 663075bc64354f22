/**
 * Connecting a profile to its two companies (docs/design.md 5): consent, tokens, the company's name, and the pin. The new grant is
 * stored before an old one is revoked; another company than the pinned one is refused unless it is to replace it.
 */
import type { Environment } from "../../domain/books.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { PipedriveSecret, Profile, QuickBooksSecret } from "../../domain/settings.ts";
import type { OAuthApp, Ports } from "../../ports.ts";

/** How consent comes back: the whole callback address, given the one to visit. */
export type Approve = (request: {
  authorizeUrl: string;
  redirectUrl: string;
  state: string;
}) => Promise<URL>;

type ConnectPorts = Pick<
  Ports,
  "settings" | "secrets" | "pipedriveLogin" | "quickbooksLogin" | "random"
>;

type ConnectInput = {
  profileName: string;
  /** As stored, or new: it is stored with the pin. */
  profile: Profile;
  replaceCompany: boolean;
};

type OAuthInput = { app: OAuthApp; redirectUrl: string; approve: Approve };

/** By OAuth or by a personal token. Throws connection (denied, refused), refused (another company). */
export async function connectPipedrive(
  ports: ConnectPorts,
  input: ConnectInput & { by: OAuthInput | { apiToken: string } },
): Promise<Profile> {
  const { profile, by } = input;
  await ports.secrets.checkKept();
  const secret: PipedriveSecret =
    "apiToken" in by
      ? { method: "token", apiToken: by.apiToken }
      : await ports.pipedriveLogin.exchange(by.app, by.redirectUrl, await codeBy(ports, by));
  const user = await ports.pipedriveLogin.whoami(secret);
  checkPin(input, profile.pipedrive?.companyId, user.companyId, {
    service: "Pipedrive",
    pinned: profile.pipedrive?.companyName,
    found: user.companyName,
  });
  const old = await ports.secrets.pipedrive();
  await ports.secrets.putPipedrive(secret);
  const pinned = {
    companyId: user.companyId,
    companyName: user.companyName,
    companyDomain: user.companyDomain,
    userName: user.name,
    method: secret.method,
  };
  const stored = await storeProfile(ports, input, (current) => ({ ...current, pipedrive: pinned }));
  // Revoking uninstalls the app for the user, so only a grant of another company may be revoked (docs/pipedrive.md 1.3).
  const isReplaced = profile.pipedrive !== null && profile.pipedrive.companyId !== user.companyId;
  if (isReplaced && old?.method === "oauth") await ports.pipedriveLogin.revoke(old);
  return stored;
}

export async function connectQuickBooks(
  ports: ConnectPorts,
  input: ConnectInput & { by: OAuthInput; environment: Environment },
): Promise<Profile> {
  const { profile, by, environment } = input;
  checkEnvironment(profile, input.profileName, environment);
  await ports.secrets.checkKept();
  const callback = await callbackBy(ports, ports.quickbooksLogin, by, "quickbooks");
  const secret: QuickBooksSecret = await ports.quickbooksLogin.exchange(
    by.app,
    by.redirectUrl,
    callback,
  );
  const company = await ports.quickbooksLogin.company(secret, environment);
  checkPin(input, profile.quickbooks?.realm, company.realm, {
    service: "QuickBooks",
    pinned: profile.quickbooks?.companyName,
    found: company.name,
  });
  const old = await ports.secrets.quickbooks();
  await ports.secrets.putQuickBooks(secret);
  const pinned = {
    realm: company.realm,
    companyName: company.name,
    country: company.country,
    timeZone: company.timeZone,
  };
  const stored = await storeProfile(ports, input, (current) => ({
    ...current,
    environment,
    quickbooks: pinned,
  }));
  // Revoking ends the grant of its realm: the one just made is of the same realm unless the company was replaced.
  if (old && old.realm !== secret.realm) await ports.quickbooksLogin.revoke(old);
  return stored;
}

/** Throws refused for a profile of another environment. */
export function checkEnvironment(profile: Profile, name: string, environment: Environment): void {
  if (profile.environment === null || profile.environment === environment) return;
  throw new PdqbError(
    "refused",
    `Not connected: the profile "${name}" is for ${profile.environment}.`,
    {
      reason: "Production, sandbox and practice are never mixed in one profile.",
      next: [`pdqb connect quickbooks --profile <another name> --environment ${environment}`],
    },
  );
}

async function storeProfile(
  { settings }: ConnectPorts,
  { profileName, profile }: ConnectInput,
  change: (current: Profile) => Profile,
): Promise<Profile> {
  let stored = profile;
  await settings.update((file) => {
    stored = change({ ...(file.profiles[profileName] ?? profile), origins: profile.origins });
    return { ...file, profiles: { ...file.profiles, [profileName]: stored } };
  });
  return stored;
}

function checkPin(
  { replaceCompany, profileName }: ConnectInput,
  pinned: string | undefined,
  found: string,
  names: { service: string; pinned: string | undefined; found: string },
): void {
  if (pinned === undefined || pinned === found || replaceCompany) return;
  const service = names.service.toLowerCase();
  throw new PdqbError("refused", `Not connected: this is another ${names.service} company.`, {
    reason: `The profile "${profileName}" is pinned to "${names.pinned}", the login was for "${names.found}". Log in to the first, use another profile, or replace the company of this one.`,
    next: [
      `pdqb connect ${service}`,
      `pdqb connect ${service} --profile <another name>`,
      `pdqb connect ${service} --replace-company`,
    ],
  });
}

async function codeBy(ports: ConnectPorts, by: OAuthInput): Promise<string> {
  const callback = await callbackBy(ports, ports.pipedriveLogin, by, "pipedrive");
  return callback.searchParams.get("code") ?? "";
}

/** The callback, with its state checked; what else is wrong with it is said here, once for both services. */
async function callbackBy(
  { random }: ConnectPorts,
  login: { authorizeUrl(app: OAuthApp, redirectUrl: string, state: string): Promise<string> },
  { app, redirectUrl, approve }: OAuthInput,
  service: "pipedrive" | "quickbooks",
): Promise<URL> {
  const state = random.text(32);
  const authorizeUrl = await login.authorizeUrl(app, redirectUrl, state);
  const callback = await approve({ authorizeUrl, redirectUrl, state });
  const again = [`pdqb connect ${service}`];
  const { searchParams } = callback;
  if (searchParams.get("state") !== state) {
    throw new PdqbError("connection", "Not connected: the answer does not belong to this login.", {
      reason:
        "Its state does not match: it may come from an earlier attempt, or from someone else.",
      next: again,
    });
  }
  const refused = searchParams.get("error");
  if (refused !== null) {
    throw new PdqbError("connection", "Not connected: access was denied on the consent page.", {
      reason: `${service === "pipedrive" ? "Pipedrive" : "QuickBooks"} answered: ${refused}.`,
      next: again,
    });
  }
  if (!searchParams.get("code")) {
    throw new PdqbError("connection", "Not connected: the address has no code in it.", {
      next: again,
    });
  }
  return callback;
}
