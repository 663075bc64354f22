/** One plain request for `prove`, with time-out, pace and log like any other. A 429 is waited for: nothing was done. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceName } from "../../domain/errors.ts";
import type { ProbeReply, ProbeRequest } from "../../ports.ts";
import { type Call, createHttp, type HttpOptions, inCall } from "../http.ts";

/** QuickBooks counts by the minute: five waits reach over one. */
const WAITS_MS = [2_000, 5_000, 15_000, 30_000, 30_000];

export function probeHttp(service: ServiceName, http: HttpOptions) {
  const instance = createHttp();
  const once = async (
    method: ProbeRequest["method"],
    url: string,
    { body, contentType, accept = "application/json", headers }: Sent,
  ): Promise<ProbeReply> => {
    const call: Call = { service, http, effect: method === "GET" ? "read" : "write" };
    const text = typeof body === "object" ? JSON.stringify(body) : body;
    const type = contentType ?? "application/json";
    const response = await inCall(call, () =>
      instance.request({
        method,
        url,
        headers: {
          Accept: accept,
          ...headers,
          ...(method !== "GET" && { "Content-Type": type }),
        },
        ...(text !== undefined && { data: text }),
        transformRequest: [(data: unknown) => data],
        transformResponse: [(data: unknown) => data],
        responseType: "text",
      }),
    );
    return {
      status: response.status,
      headers: call.answer?.headers ?? {},
      body: parsed(String(response.data ?? "")),
    };
  };
  return async (method: ProbeRequest["method"], url: string, sent: Sent): Promise<ProbeReply> => {
    for (const waitMs of WAITS_MS) {
      const reply = await once(method, url, sent);
      if (reply.status !== 429) return reply;
      await sleep(waitMs);
    }
    return once(method, url, sent);
  };
}

type Sent = Pick<ProbeRequest, "body" | "contentType" | "accept"> & {
  headers: Record<string, string>;
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
