/** A deal field in Pipedrive, found again by its name. */
import type { Made } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { requestBody, sendRequest } from "../on-deal.ts";

export const dealFieldKind: WriteKind<Made, { name: string; type: string }> = {
  name: "deal_field",
  service: "pipedrive",
  words: { thing: "deal field", verb: "create", past: "created", done: "made" },
  body: ({ name, type }) =>
    requestBody({
      ...{ version: "v2", group: "DealFields", operation: "addDealField" },
      parameters: { AddDealFieldRequest: { field_name: name, field_type: type } },
      answer: { id: "field_code", same: { field_name: name.trim() } },
    }),
  send: sendRequest,
  unseen: "not done",
  async find({ pipedrive }, { follows }) {
    const field = (await pipedrive.fields("deal")).find(({ label }) => label === follows.target);
    return field && { id: field.code };
  },
};
