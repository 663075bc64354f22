/** What Pipedrive keeps of a deal, a note or an organization that is changed, archived or deleted. */
import type { DealsAssumption } from "../assumption.ts";
import { untaxed } from "../deals.ts";
import { NotClear, NotPossible } from "../finding.ts";
import { statusReading } from "../readings.ts";
import { textAt } from "../rows.ts";

export const DEALS_CHANGES: DealsAssumption[] = [
  {
    id: "P12",
    sentence: "A deleted deal can still be read, and says that it is deleted",
    tries: "A deal is deleted and read",
    source: "docs/pipedrive.md 3.1",
    sure: "uncertain",
    because: "Either answer means a deleted deal to pdqb",
    expected: "row",
    others: ["404"],
    practice: "pipedrive.deleted_single_read",
    cost: { deals: 1, calls: 3 },
    async experiment(deals) {
      const path = `v2/deals/${textAt(await deals.deal(), "id")}`;
      await deals.ask({ method: "DELETE", path });
      return statusReading(await deals.get(path), { "404": "404", done: "row" });
    },
  },
  {
    id: "P13",
    sentence: "A change of a line does not move the deal's update_time",
    tries: "The price of a line is changed, and the deal's update_time compared",
    source: "docs/pipedrive.md 8",
    sure: "uncertain",
    because: "Lines are read again for each invoice",
    expected: "no",
    others: ["yes"],
    practice: "pipedrive.line_change_moves_deal",
    cost: { deals: 1, calls: 5 },
    async experiment(deals) {
      const id = textAt(await deals.deal(), "id");
      const made = await deals.line(id, untaxed(1));
      const before = textAt(await deals.read(`v2/deals/${id}`), "update_time");
      // Times have no parts of a second.
      await deals.lab.sleep(1_500);
      await deals.patch(`v2/deals/${id}/products/${textAt(made, "id")}`, { item_price: 2 });
      const after = textAt(await deals.read(`v2/deals/${id}`), "update_time");
      return after === before
        ? { reading: "no", seen: "The time stayed." }
        : { reading: "yes", seen: "The time moved." };
    },
  },
  {
    id: "P14",
    sentence: "An empty custom_fields in a change clears all custom fields",
    tries: "A deal with a custom text is changed with an empty custom_fields",
    source: "docs/pipedrive.md 3.4",
    sure: "reported",
    because: "It is never sent empty",
    expected: "clear",
    others: ["keep"],
    practice: "pipedrive.empty_custom_fields",
    cost: { deals: 1, calls: 5 },
    async experiment(deals) {
      const fields = await deals.list("v2/dealFields", [["limit", "500"]]);
      const field = fields.find(
        (row) =>
          textAt(row, "field_type") === "varchar" &&
          /^[0-9a-f]{40}$/.test(textAt(row, "field_code")),
      );
      if (!field) throw new NotPossible("Deals have no custom field of text.");
      const code = textAt(field, "field_code");
      const made = await deals.deal({ custom_fields: { [code]: "proof" } });
      const path = `v2/deals/${textAt(made, "id")}`;
      const reply = await deals.patch(path, { custom_fields: {} });
      if (reply.status >= 300) throw new NotClear(`Answered ${reply.status}.`);
      const { custom_fields: after } = await deals.read(path);
      return textAt(after, code) === ""
        ? { reading: "clear", seen: "The field was empty." }
        : { reading: "keep", seen: "The field kept its text." };
    },
  },
  {
    id: "P16",
    sentence: "A note keeps only the HTML that the editor itself makes",
    tries: "A note with a table and a comment is made and read",
    source: "docs/pipedrive.md 7.3",
    sure: "uncertain",
    because: "Notes of pdqb are made of that HTML alone",
    expected: "editor",
    others: ["all"],
    practice: "pipedrive.note_html",
    cost: { deals: 1, notes: 1, calls: 3 },
    async experiment(deals) {
      const dealId = Number((await deals.deal()).id);
      const made = await deals.make("v1/notes", {
        deal_id: dealId,
        content: `<p>${deals.lab.name()}</p><!-- proof --><table><tr><td>proof</td></tr></table>`,
      });
      const { content } = await deals.read(`v1/notes/${textAt(made, "id")}`);
      return /<table|<!--/.test(String(content))
        ? { reading: "all", seen: "The table or the comment stayed." }
        : { reading: "editor", seen: "The table and the comment were removed." };
    },
  },
  {
    id: "P19",
    sentence: "An archived deal refuses a change",
    tries: "A deal is archived, and its title changed",
    source: "docs/pipedrive.md 3.2, 7.1",
    sure: "documented",
    because: "An archived deal is a problem of the plan",
    expected: "refused",
    others: ["accepted"],
    cost: { deals: 1, calls: 4 },
    async experiment(deals) {
      const path = `v2/deals/${textAt(await deals.deal(), "id")}`;
      const archived = await deals.patch(path, { is_archived: true });
      if (archived.status >= 300) throw new NotClear(`Archiving answered ${archived.status}.`);
      const reply = await deals.patch(path, { title: deals.lab.name() });
      await deals.patch(path, { is_archived: false });
      return statusReading(reply, {
        ...{ "400": "refused", "403": "refused", "409": "refused", "422": "refused" },
        done: "accepted",
      });
    },
  },
  {
    id: "P22",
    sentence: "An address that the API writes comes back as text, without its parts",
    tries: "An organization with an address is made and read",
    source: "docs/pipedrive.md 6.3",
    sure: "reported",
    because: "An address without parts goes into the books as its text",
    expected: "text alone",
    others: ["with parts"],
    cost: { organizations: 1, calls: 2 },
    async experiment(deals) {
      const made = await deals.make("v2/organizations", {
        name: deals.lab.name(),
        address: { value: "1 Example Street, Exampletown" },
      });
      const { address } = await deals.read(`v2/organizations/${textAt(made, "id")}`);
      const isParted = textAt(address, "locality") !== "" || textAt(address, "route") !== "";
      return isParted
        ? { reading: "with parts", seen: "It came with parts." }
        : { reading: "text alone", seen: "It came without parts." };
    },
  },
];
