/** What customers, items and tax codes are linked with. */
import type { Ledger } from "../../../ports.ts";
import {
  customerLinkRow,
  itemLinkRow,
  taxLinkRow,
  toCustomerLink,
  toItemLink,
  toTaxLink,
} from "./rows.ts";
import type { Tables } from "./tables.ts";
import type { Engine } from "./work.ts";

type Links = Pick<
  Ledger,
  | "customerLink"
  | "customerLinks"
  | "putCustomerLink"
  | "removeCustomerLink"
  | "itemLinks"
  | "putItemLink"
  | "removeItemLink"
  | "taxLinks"
  | "putTaxLink"
  | "removeTaxLink"
>;

export function ledgerLinks({ read, write }: Engine, { rows, put, remove }: Tables): Links {
  return {
    async customerLink(source, sourceId, currency) {
      const more = "and source = ? and source_id = ? and currency = ?";
      const values = [source, sourceId, currency];
      const [row] = await read(() => rows("customer_links", more, values));
      return row && toCustomerLink(row);
    },
    customerLinks: async () => (await read(() => rows("customer_links"))).map(toCustomerLink),
    putCustomerLink: (link) => write(() => put("customer_links", customerLinkRow(link))),
    removeCustomerLink: (source, sourceId, currency) => {
      const ofSource = "source = ? and source_id = ?";
      return write(() =>
        currency === undefined
          ? remove("customer_links", ofSource, [source, sourceId])
          : remove("customer_links", `${ofSource} and currency = ?`, [source, sourceId, currency]),
      );
    },
    itemLinks: async () => (await read(() => rows("item_links"))).map(toItemLink),
    putItemLink: (link) => write(() => put("item_links", itemLinkRow(link))),
    removeItemLink: (productId, variationId) => {
      const where = "product_id = ? and variation_id = ?";
      return write(() => remove("item_links", where, [productId, variationId ?? 0]));
    },
    taxLinks: async () => (await read(() => rows("tax_links"))).map(toTaxLink),
    putTaxLink: (link) => write(() => put("tax_links", taxLinkRow(link))),
    removeTaxLink: (percent, customerId) => {
      const where = "percent = ? and customer_id = ?";
      return write(() => remove("tax_links", where, [percent, customerId ?? ""]));
    },
  };
}
