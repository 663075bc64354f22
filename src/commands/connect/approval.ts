/** How an operator's consent comes back: by a page on this machine, or by pasting the address that the browser ended on. */
import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { isLoopback } from "../../domain/origin.ts";
import { SETTINGS } from "../../domain/setting-names.ts";
import type { LoginOutcome } from "../../ports.ts";
import type { Approve } from "../../usecases/setup/connect.ts";
import type { Context } from "../context.ts";

export const loginFlags = {
  paste: flag.switch("Paste the address the browser ended on"),
  noBrowser: flag.switch("Print the address instead of opening a browser"),
  redirectUrl: flag.text("Return address as registered on the app", { value: "url" }),
  replaceCompany: flag.switch("Replace the pinned company with the one of this login"),
};

const WAIT_MS = 300_000;

/** The registered return address: flag, else setting, else the loopback page. */
export async function redirectUrl(
  { profile, environment }: Context,
  service: "pipedrive" | "quickbooks",
  flag: string | undefined,
): Promise<string> {
  const { values } = await profile();
  const registered = flag ?? values[`redirect.${service}`];
  if (registered) {
    if (isRedirect(registered)) return registered;
    throw new PdqbError("usage", `"${registered}" cannot be a return address.`, {
      reason: "It must be https, or http on this machine, without a user name or a fragment.",
      next: [`pdqb connect ${service} --redirect-url https://…, exactly as it is registered`],
    });
  }
  const port =
    environment.callbackPort ?? values["callback.port"] ?? SETTINGS["callback.port"].default;
  const isPort = /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
  if (!isPort)
    throw new PdqbError("usage", `PDQB_CALLBACK_PORT is "${port}", which is not a port number.`);
  return `http://localhost:${port}/callback`;
}

function isRedirect(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  if (username || password || address.includes("#")) return false;
  return protocol === "https:" || isHttpHere(address);
}

function isHttpHere(address: string): boolean {
  return isLoopback(address) && new URL(address).protocol === "http:";
}

/** What the browser is shown of a connection. */
type Connected = { company: string | undefined; lines: string[] };

type Approval = {
  approve: Approve;
  /** Does the connecting, and shows its outcome in the browser that waits for it; the same error goes on. */
  concluding<T>(connect: () => Promise<T>, shown: (connected: T) => Connected): Promise<T>;
};

/** Whether the browser ends on an address that is not this machine's. */
export const isPasted = ({ paste }: { paste: boolean }, redirectUrl: string) =>
  paste || !isHttpHere(redirectUrl);

/** By the page on this machine, unless the address is to be pasted or is one of another machine. */
export function approval(
  context: Context,
  flags: { paste: boolean; noBrowser: boolean },
): Approval {
  let tell = async (_outcome: LoginOutcome): Promise<void> => {};
  return {
    async approve(request) {
      if (isPasted(flags, request.redirectUrl)) return await byPaste(context, request);
      const answered = await byLoopback(context, request, !flags.noBrowser);
      tell = answered.tell;
      return answered.callback;
    },
    async concluding(connect, shown) {
      let connected: Awaited<ReturnType<typeof connect>>;
      try {
        connected = await connect();
      } catch (error) {
        await tell(failure(error));
        throw error;
      }
      const { company, lines } = shown(connected);
      await tell({
        isConnected: true,
        title: `pdqb is connected to ${company}`,
        lines,
        last: "You can close this page and return to the terminal.",
      });
      return connected;
    },
  };
}

function failure(error: unknown): LoginOutcome {
  const known = error instanceof PdqbError ? error : undefined;
  // Of a service that does not answer it is said that it is out of reach, whatever it was asked.
  const isUnsaid = known?.kind === "unavailable" || known?.kind === "unknown_outcome";
  return {
    isConnected: false,
    title: known ? `${isUnsaid ? "Not connected: " : ""}${known.message}` : "Not connected.",
    lines: known?.reason.split("\n").filter((line) => line !== "") ?? [],
    last: "You can close this page. The terminal says what to do next.",
  };
}

type Asked = Parameters<Approve>[0];

function byLoopback({ ports, io }: Context, request: Asked, openBrowser: boolean) {
  return ports.consent.byLoopback({
    ...request,
    openBrowser,
    timeoutMs: WAIT_MS,
    onReady: (address) => {
      io.err(
        `Log in and allow access here:\n  ${address}\nWaiting for the answer (Ctrl-C stops).\n`,
      );
    },
  });
}

/** Without a terminal the address is read from stdin, so that a script can paste too. */
async function byPaste({ io, ask }: Context, { authorizeUrl }: Asked): Promise<URL> {
  io.err(
    `Log in and allow access here:\n  ${authorizeUrl}\nThe browser then ends on your registered address, which need not show anything.\nCopy that whole address from its address bar.\n`,
  );
  const pasted = io.canAsk
    ? await ask.text("Address the browser ended on:", {
        flag: "--paste, with the address on stdin",
      })
    : await io.readInput();
  const text = pasted.trim();
  if (URL.canParse(text)) return new URL(text);
  throw new PdqbError("usage", "Not connected: what was pasted is not an address.", {
    reason:
      text === "" ? "Nothing was pasted." : "It must begin with http and hold code and state.",
  });
}

function noApp(service: "pipedrive" | "quickbooks"): PdqbError {
  const title = service === "pipedrive" ? "Pipedrive" : "QuickBooks";
  const prefix = `PDQB_${service.toUpperCase()}`;
  return new PdqbError(
    "usage",
    `Not connected: pdqb needs the client id and secret of your ${title} app.`,
    {
      reason: `They are read from ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET, or asked at a terminal, and kept with the profile's secrets.`,
      next: [
        `pdqb connect ${service}`,
        ...(service === "pipedrive" ? ["pdqb connect pipedrive --token-stdin"] : []),
      ],
    },
  );
}

/** The app from the environment, else from the stored secret, else asked for; a dry run asks nothing and does without. */
export async function appFor(context: Context, service: "pipedrive" | "quickbooks") {
  const { environment, globals, ports, io, ask } = context;
  const given = service === "pipedrive" ? environment.pipedriveApp : environment.quickbooksApp;
  if (given) return given;
  const stored =
    service === "pipedrive" ? await ports.secrets.pipedrive() : await ports.secrets.quickbooks();
  if (stored && "clientId" in stored)
    return { clientId: stored.clientId, clientSecret: stored.clientSecret };
  if (!io.canAsk) throw noApp(service);
  if (globals.dryRun) return { clientId: "", clientSecret: "" };
  const name = `PDQB_${service.toUpperCase()}_CLIENT`;
  return {
    clientId: (await ask.text("Client id of your app:", { flag: `${name}_ID` })).trim(),
    clientSecret: (await ask.password("Client secret:", { flag: `${name}_SECRET` })).trim(),
  };
}
