/** A server on loopback that keeps what arrives, byte for byte, and answers as a test says: also by hanging, or by cutting the socket. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export type Received = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
};

export type Reply = {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** `hang`: no answer at all. `cut`: the socket is closed after the request was read. `half`: closed in the middle of the body. */
  fault?: "hang" | "cut" | "half";
};

/** `number`: how many requests came before this one. */
export type Responder = (request: Received, number: number) => Reply | Promise<Reply>;

export type RecordingServer = { origin: string; requests: Received[] };

export async function recordingServer(respond: Responder): Promise<RecordingServer> {
  const requests: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", "http://localhost");
    const received = {
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    requests.push(received);
    const reply = await respond(received, requests.length - 1);
    if (reply.fault === "hang") return;
    if (reply.fault === "cut") {
      request.socket.destroy();
      return;
    }
    const body = Buffer.from(reply.body ?? "");
    response.writeHead(reply.status ?? 200, {
      "content-type": "application/json",
      "content-length": String(body.length),
      ...reply.headers,
    });
    if (reply.fault === "half") {
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy());
      return;
    }
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** An origin on which nothing listens. */
export async function closedOrigin(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

export function json(value: unknown, headers: Record<string, string> = {}): Reply {
  return { body: JSON.stringify(value), headers };
}

/** What `work` throws; fails if it does not throw. */
export async function thrown(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("It was expected to throw, and did not.");
}
