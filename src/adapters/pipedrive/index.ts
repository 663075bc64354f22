/** Pipedrive behind its port. The SDK is loaded by the first call. */
import type { FieldDefinition, FieldOwner } from "../../domain/deal/deal.ts";
import type { Pipedrive, Secrets } from "../../ports.ts";
import type { HttpOptions } from "../http.ts";
import { bulkReads } from "./bulk.ts";
import { type Client, openClient } from "./client.ts";
import { contactReads, productReads } from "./contacts.ts";
import { dealReads } from "./deals.ts";
import { me } from "./login.ts";
import { refreshTokens } from "./oauth.ts";
import { openTokens } from "./tokens.ts";
import { list } from "./wire.ts";
import { toFieldDefinition, toNamedRow } from "./wire-lists.ts";
import { pipedriveWrites } from "./writes.ts";

export type PipedriveOptions = {
  /** A loopback origin that stands for all hosts; null for the real ones. */
  origin: string | null;
  secrets: Pick<Secrets, "pipedrive" | "putPipedrive">;
  exclusive: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  profile: string;
  now: () => Date;
  http: HttpOptions;
  /** Told of each row of a list that could not be read. */
  skipped?: (what: string) => void;
};

export function openPipedrive(options: PipedriveOptions): Pipedrive {
  const tokens = openTokens({ ...options, refresh: (secret) => refreshTokens(options, secret) });
  const client = openClient({ ...options, tokens });
  return {
    me: () => me(client),
    ...dealReads(client),
    ...bulkReads(client),
    ...contactReads(client),
    ...productReads(client),
    fields: (owner) => fields(client, owner),
    owners: () =>
      client.readV1(
        (api, access) => api.UsersApiFactory(...access).getUsers(),
        (data) => list(data).map(toNamedRow),
        { cost: 20 },
      ),
    async pipelines() {
      const { rows } = await client.pages(
        (api, access, page) => api.PipelinesApiFactory(...access).getPipelines(page as never),
        toNamedRow,
        undefined,
        { cost: 5, skips: true },
      );
      return rows;
    },
    ...pipedriveWrites(client),
    tokensSpent: async () => client.tokensSpent(),
  };
}

async function fields(client: Client, owner: FieldOwner): Promise<FieldDefinition[]> {
  const { rows } = await client.pages(
    (api, access, page) =>
      ({
        deal: () => api.DealFieldsApiFactory(...access).getDealFields(page as never),
        person: () => api.PersonFieldsApiFactory(...access).getPersonFields(page as never),
        organization: () =>
          api.OrganizationFieldsApiFactory(...access).getOrganizationFields(page as never),
      })[owner](),
    (row) => toFieldDefinition(owner, row),
    undefined,
    { skips: true },
  );
  return rows;
}
