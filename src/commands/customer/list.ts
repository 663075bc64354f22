import { tableOf } from "../../cli/answer.ts";
import { sortRows } from "../../cli/flat.ts";
import type { Column } from "../../cli/table.ts";
import type { CustomerLink } from "../../domain/ledger/ledger.ts";
import { defineCommand } from "../context.ts";
import { customerLinkJson } from "./link.ts";

const COLUMNS: readonly Column<CustomerLink>[] = [
  { key: "source", title: "Kind", value: ({ source }) => source },
  { key: "source_id", title: "Pipedrive id", value: ({ sourceId }) => String(sourceId) },
  { key: "currency", title: "Currency", value: ({ currency }) => currency },
  { key: "customer_id", title: "Customer", value: ({ customerId }) => customerId },
  { key: "customer", title: "Name", value: ({ customerName }) => customerName, grow: true },
];

const ROWS = { fields: ["source", "source_id", "currency", "customer"], json: customerLinkJson };

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
    const links = sortRows(await ports.ledger.customerLinks(), ROWS, globals.sort);
    const shown = links.slice(0, globals.limit ?? links.length);
    await show({
      json: { customers: shown.map(customerLinkJson), complete: shown.length === links.length },
      table: tableOf(shown, COLUMNS),
      fields: ROWS.fields,
      empty: "No organization or person is linked yet.",
    });
  },
});
