import type { Column } from "../../cli/column.ts";
import { listAnswer } from "../../cli/flat.ts";
import { type NamedCustomerLink, namedCustomerLinks } from "../../usecases/books/linked-names.ts";
import { defineCommand } from "../context.ts";
import { UNNAMED } from "../views/link.ts";
import { customerLinkJson } from "./link.ts";

const COLUMNS: readonly Column<NamedCustomerLink>[] = [
  { key: "source", title: "Kind", value: ({ source }) => source },
  { key: "source_id", title: "Id", align: "right", value: ({ sourceId }) => String(sourceId) },
  { key: "source_name", title: "Name", value: ({ sourceName }) => sourceName ?? "", grow: true },
  { key: "currency", title: "Currency", value: ({ currency }) => currency, optional: true },
  { key: "customer_id", title: "Customer", align: "right", value: ({ customerId }) => customerId },
  {
    key: "customer",
    title: "Name in QuickBooks",
    value: ({ customerName }) => customerName,
    grow: true,
  },
];

const ROWS = {
  columns: COLUMNS,
  fields: ["source", "source_id", "source_name", "currency", "customer"],
  json: (link: NamedCustomerLink) => {
    const { source, source_id, ...rest } = customerLinkJson(link);
    return { source, source_id, source_name: link.sourceName, ...rest };
  },
};

export const customerList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List the organizations and persons that are linked to a customer",
  effect: "reads",
  isList: true,
  flags: {},
  examples: ["pdqb customers list"],
  async run({ ports, connected, globals, show }) {
    await connected();
    const { links: all, isNamed } = await namedCustomerLinks(ports);
    await show({
      ...listAnswer("customers", all, ROWS, globals),
      empty: "No organization or person is linked yet.",
      ...(!isNamed && { note: UNNAMED }),
    });
  },
});
