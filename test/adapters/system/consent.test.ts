// The two ways in which a consent comes back, over real loopback HTTP.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { consentByItself } from "../../../src/adapters/system/consent-itself.ts";
import { consentByLoopback } from "../../../src/adapters/system/consent-loopback.ts";

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

async function wait(visit: (origin: string) => Promise<void>, timeoutMs = 5_000): Promise<URL> {
  const port = await freePort();
  let visited: Promise<void> | undefined;
  const url = await consentByLoopback(
    {
      authorizeUrl: "https://example.org/authorize",
      redirectUrl: `http://localhost:${port}/callback`,
      state: "s",
      openBrowser: false,
      timeoutMs,
      onReady: () => {
        visited = visit(`http://127.0.0.1:${port}`);
      },
    },
    async () => false,
  );
  await visited;
  return url;
}

describe("by loopback", () => {
  it("gives back the callback, and shows none of it on the page", async () => {
    let shown = "";
    const url = await wait(async (origin) => {
      expect((await fetch(`${origin}/favicon.ico`)).status).toBe(404);
      shown = await (await fetch(`${origin}/callback?code=secret-code&state=s`)).text();
    });
    expect(url.searchParams.get("code")).toBe("secret-code");
    expect(shown).toContain("return to the terminal");
    expect(shown).not.toContain("secret-code");
  });

  it("says on the page that it was denied", async () => {
    let shown = "";
    const url = await wait(async (origin) => {
      shown = await (await fetch(`${origin}/callback?error=access_denied&state=s`)).text();
    });
    expect(url.searchParams.get("error")).toBe("access_denied");
    expect(shown).toContain("denied");
  });

  it("gives up after its time", async () => {
    await expect(wait(async () => {}, 50)).rejects.toMatchObject({ kind: "connection" });
  });

  it("names a port that is taken", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
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
