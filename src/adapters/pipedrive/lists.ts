/** Who is connected, and the company's own lists: fields, users, pipelines (docs/pipedrive.md). */
import type { FieldDefinition, PipedriveUser } from "../../domain/deal/deal.ts";
import type { FieldOwner } from "../../domain/deal/mapping.ts";
import type { Client } from "./client.ts";
import { checkAsked, list } from "./wire.ts";
import { toFieldDefinition, toNamedRow, toUser } from "./wire-lists.ts";

/** `company`: the one that the profile is pinned to, by its id. */
export const companyLists = (client: Client, company: string | undefined) => ({
  me: () => me(client, company),
  fields: (owner: FieldOwner) => fields(client, owner),
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
});

/** Throws where the login is for another company than the pinned one. */
export function me(client: Client, pinned?: string): Promise<PipedriveUser> {
  return client.readV1(
    (api, access) => api.UsersApiFactory(...access).getCurrentUser(),
    (data) => {
      const user = toUser(data);
      if (pinned !== undefined) checkAsked(Number(pinned), Number(user.companyId));
      return user;
    },
  );
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
