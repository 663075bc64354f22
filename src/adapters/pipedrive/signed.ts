/** Requests of the official client, each signed with the login: where they go, and with which token. */
import type { checkedOrigin } from "../../domain/origin.ts";
import type { PipedriveSecret } from "../../domain/settings.ts";
import type { createHttp } from "../http.ts";

export const GENERAL_ORIGIN = "https://api.pipedrive.com";

type V1 = typeof import("pipedrive/v1");
type V2 = typeof import("pipedrive/v2");
/** What a factory of the client takes. */
type Access<Configuration> = readonly [
  configuration: Configuration,
  basePath: undefined,
  http: ReturnType<typeof createHttp>,
];

export type RunV1 = (
  api: V1,
  access: Access<InstanceType<V1["Configuration"]>>,
) => Promise<unknown>;
export type RunV2 = (
  api: V2,
  access: Access<InstanceType<V2["Configuration"]>>,
) => Promise<unknown>;

/** Where requests go, and by what. */
export type SentTo = {
  origin: ReturnType<typeof checkedOrigin>;
  instance: ReturnType<typeof createHttp>;
};

/** A request that only wants to be signed. */
export type Signed = (secret: PipedriveSecret) => Promise<unknown>;

export async function signedV1(to: SentTo, run: RunV1): Promise<Signed> {
  const { default: api } = await import("pipedrive/v1");
  return (secret) => {
    const configuration = new api.Configuration(settings(to, secret, "v1"));
    return run(api, [configuration, undefined, to.instance]);
  };
}

export async function signedV2(to: SentTo, run: RunV2): Promise<Signed> {
  const { default: api } = await import("pipedrive/v2");
  return (secret) => {
    const configuration = new api.Configuration(settings(to, secret, "v2"));
    return run(api, [configuration, undefined, to.instance]);
  };
}

function settings({ origin }: SentTo, secret: PipedriveSecret, version: "v1" | "v2") {
  const base = origin ?? (secret.method === "oauth" ? secret.apiDomain : GENERAL_ORIGIN);
  const path = version === "v1" && base === GENERAL_ORIGIN ? "/v1" : `/api/${version}`;
  const access =
    secret.method === "oauth" ? { accessToken: secret.accessToken } : { apiKey: secret.apiToken };
  return { ...access, basePath: `${base}${path}` };
}
