/** A deal field in Pipedrive, found again by its name. */
import type { WrittenOf } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";

export const dealFieldKind: WriteKind<WrittenOf<"deal_field">> = {
  name: "deal_field",
  service: "pipedrive",
  words: { thing: "deal field", verb: "create", past: "created", done: "made" },
  answers: ["deal_field"],
  unseen: "not done",
  async find({ pipedrive }, { follows }) {
    const field = (await pipedrive.fields("deal")).find(({ label }) => label === follows.target);
    return field && { kind: "deal_field", objectId: field.code, traceId: undefined };
  },
};
