/**
 * Waits for the one callback of a login on this machine (docs/design.md 5): fixed port and path, 127.0.0.1 and ::1 only, answered once.
 * The page that the operator sees holds nothing of the address.
 */
import { createServer, type Server, type ServerResponse } from "node:http";
import { PdqbError } from "../../domain/errors.ts";
import type { Consent } from "../../ports.ts";

type Request = Parameters<Consent["byLoopback"]>[0];

/** Throws usage if the port is taken, connection when the time is up. The state is checked by the caller. */
export async function consentByLoopback(
  { authorizeUrl, redirectUrl, openBrowser, timeoutMs, onReady }: Request,
  open: (url: string) => Promise<boolean>,
): Promise<URL> {
  const redirect = new URL(redirectUrl);
  let settle: (url: URL) => void = () => {};
  const callback = new Promise<URL>((resolve) => {
    settle = resolve;
  });
  let handled = false;
  const answer = (path: string, response: ServerResponse) => {
    const url = new URL(path, redirect);
    if (url.pathname !== redirect.pathname) return page(response, 404, "Not found.");
    if (handled) return page(response, 410, "This login has been answered already.");
    handled = true;
    const text = url.searchParams.has("error")
      ? "The connection was denied. You can close this page; the terminal says more."
      : "Done. You can close this page and return to the terminal.";
    page(response, 200, text, () => settle(url));
  };
  const servers = await listen(Number(redirect.port || 80), answer);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timeUp(timeoutMs)), timeoutMs);
  });
  try {
    onReady(authorizeUrl);
    if (openBrowser) await open(authorizeUrl);
    return await Promise.race([callback, late]);
  } finally {
    clearTimeout(timer);
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  }
}

async function listen(
  port: number,
  answer: (path: string, response: ServerResponse) => void,
): Promise<Server[]> {
  const start = (host: string) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer((request, response) => answer(request.url ?? "/", response));
      server.once("error", reject);
      server.listen({ port, host, ipv6Only: true }, () => resolve(server));
    });
  const first = await start("127.0.0.1").catch((error: NodeJS.ErrnoException) => {
    throw new PdqbError("usage", `Not connected: port ${port} cannot be listened on.`, {
      reason: error.code === "EADDRINUSE" ? "Another program uses it." : error.message,
      next: [
        "End that program, or choose another port: PDQB_CALLBACK_PORT (and register its address).",
      ],
    });
  });
  // A machine without IPv6 has 127.0.0.1 alone.
  const second = await start("::1").catch(() => undefined);
  return second ? [first, second] : [first];
}

function page(response: ServerResponse, status: number, text: string, sent?: () => void): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    connection: "close",
  });
  response.end(`<!doctype html><title>pdqb</title><p>${text}</p>`, sent);
}

function timeUp(timeoutMs: number): PdqbError {
  return new PdqbError("connection", "Not connected: nobody answered the login in time.", {
    reason: `pdqb waited ${Math.round(timeoutMs / 1000)} seconds.`,
    next: ["Run the same command again, or use --paste if the browser is on another machine."],
  });
}
