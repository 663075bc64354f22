import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { Profile } from "../../domain/settings.ts";
import { type Approve, connectPipedrive } from "../../usecases/setup/connect.ts";
import { type Context, defineCommand } from "../context.ts";
import { appFor, approval, loginFlags, redirectUrl } from "./approval.ts";
import { loginOf, showPlanned } from "./dry-run.ts";

export const connectToPipedrive = defineCommand({
  name: "pipedrive",
  summary: "Connect to a Pipedrive company",
  description: "By OAuth with your own app, or with a personal API token.",
  effect: "settings",
  makesProfile: true,
  flags: {
    tokenStdin: flag.switch("Read a personal API token from stdin"),
    ...loginFlags,
  },
  examples: ["pdqb connect pipedrive", "pdqb connect pipedrive --token-stdin < token.txt"],
  async run(context, { flags }) {
    const { ports, show, profileName, profile } = context;
    const stored = await profile();
    const name = await profileName();
    if (context.globals.dryRun) return showDryRun(context, flags);
    const way = approval(context, flags);
    const by = flags.tokenStdin
      ? { apiToken: await tokenFromStdin(context) }
      : await chooseWay(context, flags, way.approve);
    const input = { profileName: name, profile: stored, replaceCompany: flags.replaceCompany, by };
    const words = ({ pipedrive }: Profile) =>
      `Connected to Pipedrive: ${pipedrive?.companyName}, as ${pipedrive?.userName} (profile ${name}).`;
    const connected = await way.concluding(
      () => connectPipedrive(ports, input),
      ({ pipedrive }) => ({
        company: pipedrive?.companyName,
        lines: [`Pipedrive, as ${pipedrive?.userName}. Profile: ${name}.`],
      }),
    );
    const pin = connected.pipedrive;
    await show({
      json: {
        outcome: "connected",
        profile: name,
        service: "pipedrive",
        company: pin?.companyName,
        user: pin?.userName,
      },
      text: () => `${words(connected)}\n`,
      note: connected.quickbooks ? "Next: pdqb status" : "Next: pdqb connect quickbooks",
    });
  },
});

type Flags = { paste: boolean; noBrowser: boolean; redirectUrl: string | undefined };

/** Nothing is read from stdin, and nothing is sent. */
async function showDryRun(context: Context, flags: Flags & { tokenStdin: boolean }): Promise<void> {
  const whose = { method: "GET", path: "/api/v1/users/me" };
  const planned = { service: "pipedrive", requests: [whose], login: null } as const;
  if (flags.tokenStdin) return showPlanned(context, planned);
  const { approve } = approval(context, flags);
  const by = await chooseWay(context, flags, approve);
  if ("apiToken" in by) return showPlanned(context, planned);
  const requests = [{ method: "POST", path: "/oauth/token" }, whose];
  const login = await loginOf(context.ports.pipedriveLogin, by, flags);
  await showPlanned(context, { ...planned, requests, login });
}

/** The token of the environment is taken only where there is no app: OAuth has the wider limits. */
async function chooseWay(context: Context, flags: Flags, approve: Approve) {
  const { environment } = context;
  if (!environment.pipedriveApp && environment.apiToken && !flags.paste && !flags.noBrowser) {
    return { apiToken: checkedToken(environment.apiToken) };
  }
  return {
    app: await appFor(context, "pipedrive"),
    redirectUrl: await redirectUrl(context, "pipedrive", flags.redirectUrl),
    approve,
  };
}

async function tokenFromStdin({ io, ask }: Context): Promise<string> {
  const text = io.canAsk
    ? await ask.password("Personal API token:", { flag: "--token-stdin" })
    : await io.readInput();
  return checkedToken(text);
}

/** A token that was pasted with a break or a blank inside breaks the header it is sent in. */
function checkedToken(text: string): string {
  const token = text.trim();
  if (token !== "" && !/\s/.test(token)) return token;
  throw new PdqbError("usage", "Not connected: that is no API token.", {
    reason: token === "" ? "It is empty." : "It has a line break or a blank in it.",
    next: ["Copy it from Pipedrive: Personal preferences, API."],
  });
}
