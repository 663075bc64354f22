/** Values of fields on a deal. The same values once more change nothing: what they are is compared at the next write-back. */
import type { DealId } from "../../../domain/ids.ts";
import type { Made } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { onDeal, requestBody } from "../on-deal.ts";

/** By the codes of the fields. */
type Values = { dealId: DealId; values: Record<string, unknown> };

export const dealValuesKind: WriteKind<Made, Values> = {
  name: "deal_values",
  ...onDeal,
  words: { thing: "deal", verb: "update", past: "updated", done: "updated" },
  body({ dealId, values }) {
    if (Object.keys(values).length === 0) throw new Error("No values: that would clear them all");
    return requestBody({
      ...{ version: "v2", group: "Deals", operation: "updateDeal" },
      parameters: { id: dealId, UpdateDealRequest: { custom_fields: values } },
      answer: { id: "id", same: { id: dealId } },
    });
  },
  unseen: "not known",
};
