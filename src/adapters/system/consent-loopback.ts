/**
 * Waits for the one callback of a login on this machine (docs/design.md 5): fixed port and path, 127.0.0.1 and ::1 only. Nothing but a
 * GET of that path with the state of this login ends it. The browser gets its page after the outcome is known.
 */
import { randomUUID, timingSafeEqual } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { PdqbError } from "../../domain/errors.ts";
import type { Consent, LoginOutcome } from "../../ports.ts";
import { consentPage, PAGE_POLICY } from "./consent-page.ts";

type Request = Parameters<Consent["byLoopback"]>[0];
type Answered = Awaited<ReturnType<Consent["byLoopback"]>>;

/** Throws usage if the port is taken, connection when the time is up. */
export async function consentByLoopback(
  { authorizeUrl, redirectUrl, state, openBrowser, timeoutMs, onReady }: Request,
  open: (url: string) => Promise<boolean>,
): Promise<Answered> {
  const redirect = new URL(redirectUrl);
  let end: (answered: { url: URL; response: ServerResponse } | PdqbError) => void = () => {};
  const ended = new Promise<Parameters<typeof end>[0]>((resolve) => {
    end = resolve;
  });
  let isAnswered = false;
  const start = startPage(redirect);
  const servers = await listen(Number(redirect.port || 80), (request, response) => {
    if (start.isAsked(request)) {
      response.writeHead(302, { location: authorizeUrl, ...PRIVATE });
      return response.end();
    }
    const url = callbackOf(request, redirect, state);
    if (typeof url === "number")
      return page(response, url, otherwise("This is not the answer to a login."));
    if (isAnswered) return page(response, 400, otherwise("This login has been answered already."));
    isAnswered = true;
    end({ url, response });
  });
  const close = () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  const timer = setTimeout(() => end(timeUp(timeoutMs)), timeoutMs);
  try {
    onReady(authorizeUrl);
    if (openBrowser) await open(start.address);
    const answered = await ended;
    if (answered instanceof PdqbError) throw answered;
    const { url, response } = answered;
    return {
      callback: url,
      tell: async (outcome) => {
        const isSent = new Promise<void>((sent) => response.once("close", sent));
        if (!response.closed) {
          page(response, 200, outcome);
          await isSent;
        }
        close();
      },
    };
  } catch (error) {
    close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Where the browser is sent first, once: every user of the machine can read the arguments of its opener, and the authorize address
 * holds the state of this login.
 */
function startPage({ origin }: URL): {
  address: string;
  isAsked(request: IncomingMessage): boolean;
} {
  const path = `/start-${randomUUID()}`;
  let isUsed = false;
  return {
    address: origin + path,
    isAsked(request) {
      const isIt = !isUsed && request.method === "GET" && request.url === path;
      if (!isIt || !OWN_HOST.test(request.headers.host ?? "")) return false;
      isUsed = true;
      return true;
    },
  };
}

const OWN_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** The callback address if the request is the answer to this login; else the status that it gets. Never throws. */
function callbackOf(request: IncomingMessage, redirect: URL, state: string): URL | number {
  const [path, query = ""] = (request.url ?? "").split(/\?(.*)/s);
  if (!OWN_HOST.test(request.headers.host ?? "")) return 400;
  if (path !== redirect.pathname) return 404;
  const states = new URLSearchParams(query).getAll("state");
  if (request.method !== "GET" || states.length !== 1 || !isSame(states[0] ?? "", state))
    return 400;
  const url = new URL(redirect);
  url.search = query;
  return url;
}

function isSame(text: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(text), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** What a machine without IPv6 says. */
const NO_IPV6 = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"]);

async function listen(port: number, answer: RequestListener): Promise<Server[]> {
  const start = (host: string) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer(answer);
      server.on("error", reject);
      server.listen({ port, host, ipv6Only: true }, () => resolve(server));
    });
  const cannot = (error: NodeJS.ErrnoException) =>
    new PdqbError("usage", `Not connected: pdqb cannot listen on port ${port}.`, {
      reason: error.code === "EADDRINUSE" ? "Another program uses it." : error.message,
      next: [
        "End that program, or choose another port: PDQB_CALLBACK_PORT (and register its address).",
      ],
    });
  const first = await start("127.0.0.1").catch((error) => {
    throw cannot(error);
  });
  const second = await start("::1").catch((error) => {
    if (NO_IPV6.has(error.code)) return undefined;
    first.close();
    throw cannot(error);
  });
  return second ? [first, second] : [first];
}

const PRIVATE = {
  "cache-control": "no-store",
  "content-security-policy": PAGE_POLICY,
  "referrer-policy": "no-referrer",
  connection: "close",
};

function page(response: ServerResponse, status: number, outcome: LoginOutcome): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...PRIVATE });
  response.end(consentPage(outcome));
}

/** Of a request that ends no login. */
const otherwise = (title: string): LoginOutcome => ({
  isConnected: null,
  title,
  lines: [],
  last: "You can close this page. The terminal says how the login ended.",
});

function timeUp(timeoutMs: number): PdqbError {
  return new PdqbError("connection", "Not connected: nobody answered the login in time.", {
    reason: `pdqb waited ${Math.round(timeoutMs / 1000)} seconds. If the browser is on another machine, the login needs --paste.`,
    next: ["--paste"],
  });
}
