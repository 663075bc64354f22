/** Requests of `prove` to one Pipedrive company, as they are: no client of Pipedrive's, no repetition but after a 401 or a 429. */

import { checkedOrigin } from "../../domain/origin.ts";
import type { PipedriveSecret } from "../../domain/settings.ts";
import type { ProbeReply, ProbeRequest } from "../../ports.ts";
import { probeHttp } from "../http/probe-http.ts";
import { GENERAL_ORIGIN } from "./signed.ts";
import { openTokens, type TokenOptions } from "./tokens.ts";

export function pipedriveProbe(
  options: TokenOptions,
): (request: ProbeRequest) => Promise<ProbeReply> {
  const tokens = openTokens(options);
  const send = probeHttp("pipedrive", options.http);
  const origin = checkedOrigin(options.origin, "pipedrive");
  return async (request) => {
    const { access, method, path } = request;
    const asked = (secret: PipedriveSecret) => {
      const base = origin ?? (secret.method === "oauth" ? secret.apiDomain : GENERAL_ORIGIN);
      const prefix = base === GENERAL_ORIGIN && path.startsWith("v1/") ? "" : "/api";
      const query = new URLSearchParams(request.query ?? []);
      const inAddress = access === "in_address" && secret.method === "token";
      if (inAddress) query.set("api_token", secret.apiToken);
      const url = `${base}${prefix}/${path}${query.size > 0 ? `?${query}` : ""}`;
      return send(method, url, { ...request, headers: inAddress ? {} : headersOf(secret) });
    };
    const secret = await tokens.access();
    const reply = await asked(secret);
    if (reply.status !== 401 || access !== undefined || secret.method === "token") return reply;
    return asked(await tokens.renew(secret));
  };
}

function headersOf(secret: PipedriveSecret): Record<string, string> {
  return secret.method === "oauth"
    ? { Authorization: `Bearer ${secret.accessToken}` }
    : { "x-api-token": secret.apiToken };
}
