/** Pipedrive as an experiment uses it. */
import type { ProbeReply } from "../../ports/probe.ts";
import type { Deals, Lab } from "./bench.ts";
import { type Kind, NotClear, NotPossible } from "./finding.ts";
import { type Row, rowAt, rowsAt, textAt } from "./rows.ts";

const KIND: Record<string, Kind> = {
  "v2/deals": "deals",
  "v2/products": "products",
  "v2/organizations": "organizations",
  "v1/notes": "notes",
};

/** One unit without tax. */
export function untaxed(item_price: number, more: object = {}): object {
  return { item_price, quantity: 1, tax: 0, tax_method: "none", ...more };
}

export function openDeals(lab: Lab, { usesToken }: Pick<Deals, "usesToken">): Deals {
  const ask: Deals["ask"] = async (request) => {
    const reply = await lab.ask({ ...request, service: "pipedrive" });
    // Not to be taken for a refusal of what is tried out.
    if (reply.status === 403 && /\bscope\b/i.test(textAt(reply.body, "error")))
      throw new NotPossible("The app's scopes do not allow a request that this needs.");
    return reply;
  };
  const post: Deals["post"] = async (path, body) => {
    const reply = await ask({ method: "POST", path, body });
    const id = textAt(rowAt(reply.body, "data"), "id");
    const kind = KIND[path];
    if (kind !== undefined && id !== "" && reply.status < 300)
      await lab.note(kind, { service: "pipedrive", entity: path, id });
    return reply;
  };
  const get: Deals["get"] = (path, query = []) => ask({ method: "GET", path, query });
  const checked = (reply: ProbeReply): ProbeReply => {
    if (reply.status < 300) return reply;
    throw new NotClear(`A request answered ${reply.status}.`);
  };
  const make: Deals["make"] = async (path, body) =>
    rowAt(checked(await post(path, body)).body, "data");
  let product: Promise<Row> | undefined;
  const deals: Deals = {
    ...{ lab, usesToken, ask, get, post, make },
    read: async (path, query) => rowAt(checked(await get(path, query)).body, "data"),
    list: async (path, query) => rowsAt(checked(await get(path, query)).body, "data"),
    patch: (path, body) => ask({ method: "PATCH", path, body }),
    deal: (more = {}) => make("v2/deals", { title: lab.name(), ...more }),
    product: () => {
      product ??= make("v2/products", { name: lab.name() });
      return product;
    },
    async line(dealId, line) {
      const product_id = Number((await deals.product()).id);
      return make(`v2/deals/${dealId}/products`, { product_id, ...line });
    },
  };
  return deals;
}
