// The two ways in which a consent comes back, over real loopback HTTP.
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { consentByItself } from "../../../src/adapters/system/consent.ts";
import { consentByLoopback } from "../../../src/adapters/system/consent-loopback.ts";
import { chromium, groundOf } from "../../support/chromium.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

type Visit = (port: number) => Promise<void>;

const outcomeOf = (title: string) => ({ isConnected: true, title, lines: [], last: "Close it." });

/** One login with the state "s3cret"; `title`: what the browser is shown at its end. */
async function login(visit: Visit, { timeoutMs = 5_000, title = "Connected" } = {}) {
  const port = await freePort();
  let visited: Promise<void> | undefined;
  const { callback, tell } = await consentByLoopback(
    {
      authorizeUrl: "https://example.org/authorize",
      redirectUrl: `http://localhost:${port}/callback`,
      state: "s3cret",
      openBrowser: false,
      timeoutMs,
      onReady: () => {
        visited = visit(port);
      },
    },
    async () => false,
  );
  await tell(outcomeOf(title));
  await visited;
  return callback;
}

/** What is sent is not mended by any client on its way; the first line of the answer comes back with its page. */
function raw(port: number, text: string, host = "127.0.0.1"): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, host, () => socket.end(text));
    socket.on("data", (part) => {
      answer += part;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

const get = (target: string, { method = "GET", host = "localhost" } = {}) =>
  `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
const RIGHT = "/callback?code=secret-code&state=s3cret";

describe("by loopback", () => {
  it.each([
    ["//", get("//"), 404],
    ["half an address", get("http://["), 404],
    ["a whole address", get(`http://evil.example${RIGHT}`), 404],
    ["another path", get("/favicon.ico"), 404],
    ["a longer path", get(RIGHT.replace("callback", "callback/x")), 404],
    ["no state", get("/callback?code=x"), 400],
    ["a wrong state", get("/callback?code=x&state=wrong"), 400],
    ["a state of the same length", get("/callback?code=x&state=s3creT"), 400],
    ["two states", get(`${RIGHT}&state=s3cret`), 400],
    ["an error without the state", get("/callback?error=access_denied"), 400],
    ["HEAD", get(RIGHT, { method: "HEAD" }), 400],
    ["POST", get(RIGHT, { method: "POST" }), 400],
    ["another host", get(RIGHT, { host: "evil.example" }), 400],
    ["a host with a user", get(RIGHT, { host: "localhost@evil.example" }), 400],
    ["no host", `GET ${RIGHT} HTTP/1.0\r\n\r\n`, 400],
    ["no HTTP", "\x16\x03\x01 hello\r\n\r\n", 400],
    ["broken percent signs", get("/callback?code=%zz&state=%ff%"), 400],
  ])("a request with %s changes nothing", async (_what, request, status) => {
    let answer = "";
    const url = await login(async (port) => {
      answer = await raw(port, request);
      await raw(port, get(RIGHT));
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(url.searchParams.get("code")).toBe("secret-code");
  });

  it("gives the opener of the browser an address that leads on once, and no state", async () => {
    const port = await freePort();
    const opened: string[] = [];
    const answers: string[] = [];
    const { tell } = await consentByLoopback(
      {
        authorizeUrl: "https://example.org/authorize?state=s3cret",
        redirectUrl: `http://localhost:${port}/callback`,
        state: "s3cret",
        openBrowser: true,
        timeoutMs: 5_000,
        onReady: () => {},
      },
      async (address) => {
        opened.push(address);
        const { pathname } = new URL(address);
        for (const host of ["evil.example", "localhost", "localhost"])
          answers.push(await raw(port, get(pathname, { host })));
        void raw(port, get(RIGHT));
        return true;
      },
    );
    await tell(outcomeOf("Connected"));
    expect(opened).toEqual([
      expect.stringMatching(`^http://localhost:${port}/start-[0-9a-f-]{36}$`),
    ]);
    expect(answers.map((answer) => answer.slice(9, 12))).toEqual(["400", "302", "404"]);
    expect(answers[1]).toContain("location: https://example.org/authorize?state=s3cret\r\n");
  });

  it("shows the outcome, and nothing of the address, after it is known", async () => {
    let shown = "";
    await login(
      async (port) => {
        shown = await raw(port, get(RIGHT));
      },
      { title: "Connected to <Kallio & Söner>" },
    );
    expect(shown).toContain("Connected to &#60;Kallio &#38; Söner&#62;");
    expect(shown).not.toMatch(/secret-code|s3cret/);
  });

  it.skipIf(chromium === undefined)(
    "is dark where the reader prefers that, by a style that the page's policy lets through",
    async () => {
      const port = await freePort();
      let pixel: Promise<number[]> | undefined;
      const { tell } = await consentByLoopback(
        {
          authorizeUrl: "https://example.org/authorize",
          redirectUrl: `http://localhost:${port}/callback`,
          state: "s3cret",
          openBrowser: false,
          timeoutMs: 30_000,
          onReady: () => {
            pixel = groundOf(`http://localhost:${port}${RIGHT}`, "dark");
          },
        },
        async () => false,
      );
      await tell({ isConnected: false, title: "Not connected.", lines: ["Denied."], last: "End." });
      // The policy knows the page's own style by its hash: else a dark page would be white.
      const [red = 255] = (await pixel) ?? [];
      expect(red).toBeLessThan(60);
    },
  );

  it("a page that is loaded again says so, and shows no failure", async () => {
    const port = await freePort();
    let visits: Promise<string>[] = [];
    const { tell } = await consentByLoopback(
      {
        authorizeUrl: "https://example.org/authorize",
        redirectUrl: `http://localhost:${port}/callback`,
        state: "s3cret",
        openBrowser: false,
        timeoutMs: 5_000,
        onReady: () => {
          const visit = async () => (await fetch(`http://localhost:${port}${RIGHT}`)).text();
          visits = [visit(), visit()];
        },
      },
      async () => false,
    );
    const again = await Promise.race(visits);
    expect(again).toContain("This login has been answered already.");
    expect(again).not.toMatch(/[✓✗]/);
    await tell(outcomeOf("Connected"));
    await Promise.all(visits);
  });

  it("does not wait for a browser that was closed meanwhile", async () => {
    const url = await login(async (port) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(get(RIGHT)));
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.destroy();
    });
    expect(url.searchParams.get("code")).toBe("secret-code");
  });

  it("answers on ::1 too, and to a refusal with the state", async () => {
    const url = await login(async (port) => {
      await raw(port, get("/callback?error=access_denied&state=s3cret"), "::1");
    });
    expect(url.searchParams.get("error")).toBe("access_denied");
  });

  it("gives up after its time", async () => {
    await expect(login(async () => {}, { timeoutMs: 50 })).rejects.toMatchObject({
      kind: "connection",
    });
  });

  it.each(["127.0.0.1", "::1"])("names a port that is taken on %s", async (host) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen({ port: 0, host }, resolve));
    closers.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const waiting = consentByLoopback(
      {
        authorizeUrl: "https://example.org/",
        redirectUrl: `http://localhost:${port}/callback`,
        state: "s",
        openBrowser: false,
        timeoutMs: 50,
        onReady: () => {},
      },
      async () => false,
    );
    await expect(waiting).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining(`${port}`),
    });
  });
});

describe("by itself", () => {
  it("sends the hidden fields and Allow, and does not visit the callback", async () => {
    const seen: string[] = [];
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      seen.push(`${request.method} ${request.url} ${Buffer.concat(parts)}`);
      if (request.method === "GET") {
        response.end(
          '<form method="post" action="/go"><input type="hidden" name="state" value="a&amp;b"><button name="decision" value="allow">',
        );
      } else
        response
          .writeHead(302, { location: "http://localhost:1/callback?code=c&state=a%26b" })
          .end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const url = await consentByItself(`http://127.0.0.1:${port}/authorize?client_id=x`);
    expect(url.href).toBe("http://localhost:1/callback?code=c&state=a%26b");
    expect(seen).toEqual(["GET /authorize?client_id=x ", "POST /go decision=allow&state=a%26b"]);
  });

  it("refuses any other host", async () => {
    await expect(consentByItself("https://oauth.example.org/x")).rejects.toMatchObject({
      kind: "usage",
    });
  });
});
