/** Requests of `prove` to the books of one company, as they are: no SDK, no repetition but after a 401 or a 429. */

import type { ProbeReply, ProbeRequest } from "../../ports.ts";
import { probeHttp } from "../http/probe-http.ts";
import { apiOrigin } from "./api-origin.ts";
import type { ClientOptions } from "./client.ts";
import { checkedId } from "./query-words.ts";
import { openTokens, type TokenOptions } from "./tokens.ts";

type ProbeOptions = Omit<ClientOptions, "tokens"> & TokenOptions;

/** A company that nobody's token is for. */
const OTHER_COMPANY = "1";

export function quickbooksProbe(
  options: ProbeOptions,
): (request: ProbeRequest) => Promise<ProbeReply> {
  const tokens = openTokens(options);
  const send = probeHttp("quickbooks", options.http);
  const origin = apiOrigin(options);
  return async (request) => {
    const { access, method, path } = request;
    const realm = access === "other_company" ? OTHER_COMPANY : checkedId(options.realm);
    const query = new URLSearchParams([...(request.query ?? []), ["minorversion", "75"]]);
    const url = `${origin}/v3/company/${realm}/${path}?${query}`;
    const asked = (token: string) =>
      send(method, url, { ...request, headers: { Authorization: `Bearer ${token}` } });
    if (access === "bad_token") return asked("no-token-of-anyone-".repeat(3));
    const token = await tokens.access();
    const reply = await asked(token);
    if (reply.status !== 401 || access !== undefined) return reply;
    return asked(await tokens.renew(token));
  };
}
