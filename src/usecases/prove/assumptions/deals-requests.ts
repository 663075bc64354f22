/** How Pipedrive takes requests, and what it answers for what is archived, deleted or new. */
import type { ProbeReply } from "../../../ports.ts";
import type { PipedriveAssumption } from "../assumption.ts";
import type { Deals } from "../deals.ts";
import { NotClear, NotPossible, type Observation } from "../finding.ts";
import { textAt } from "../lab.ts";

const LAG_MAX_SECONDS = 20;

/** `readings`: by status, and `done` for any below 300. */
function byStatus({ status }: ProbeReply, readings: Record<string, string>): Observation {
  const reading = readings[status < 300 ? "done" : String(status)];
  if (reading === undefined) throw new NotClear(`Answered ${status}.`);
  return { reading, seen: `Answered ${status}.` };
}

const accepted = { "400": "refused", "422": "refused", done: "accepted" };

async function withInstallments(deals: Deals): Promise<{ path: string; reply: ProbeReply }> {
  const id = textAt(await deals.deal(), "id");
  const line = { item_price: 100, quantity: 1, tax: 0, tax_method: "none" };
  await deals.line(id, line);
  const reply = await deals.post(`v2/deals/${id}/installments`, {
    description: "proof",
    amount: 40,
    billing_date: deals.lab.now().toISOString().slice(0, 10),
  });
  return { path: id, reply };
}

export const DEALS_REQUESTS: PipedriveAssumption[] = [
  {
    id: "P10",
    service: "pipedrive",
    sentence: "deal_ids of installments may be given repeatedly or with commas",
    source: "docs/pipedrive.md 4.6",
    sure: "uncertain",
    because: "One deal is asked for at a time, or with commas",
    expected: "both",
    others: ["commas", "repeated"],
    practice: "pipedrive.installments_ids",
    cost: { deals: 2, calls: 7 },
    async experiment(deals) {
      const { path: id, reply } = await withInstallments(deals);
      if (reply.status === 402 || reply.status === 403)
        throw new NotPossible("The company's plan has no installments.");
      const other = textAt(await deals.deal(), "id");
      const commas = await deals.get("v2/deals/installments", [["deal_ids", `${id},${other}`]]);
      const repeated = await deals.get("v2/deals/installments", [
        ["deal_ids", id],
        ["deal_ids", other],
      ]);
      const seen = `Commas answered ${commas.status}, repetition ${repeated.status}.`;
      if (commas.status < 300 && repeated.status < 300) return { reading: "both", seen };
      if (commas.status < 300) return { reading: "commas", seen };
      if (repeated.status < 300) return { reading: "repeated", seen };
      throw new NotClear(seen);
    },
  },
  {
    id: "P11",
    service: "pipedrive",
    sentence: "A plan without installments answers them with 403",
    source: "docs/pipedrive.md 4.6",
    sure: "uncertain",
    because: "Both 402 and 403 count as none",
    expected: "403",
    others: ["402"],
    practice: "pipedrive.installments_refusal",
    cost: { deals: 1, calls: 4 },
    async experiment(deals) {
      const { reply } = await withInstallments(deals);
      if (reply.status < 300) throw new NotPossible("The company's plan has installments.");
      return byStatus(reply, { "402": "402", "403": "403" });
    },
  },
  {
    id: "P12",
    service: "pipedrive",
    sentence: "A deleted deal can still be read, and says that it is deleted",
    source: "docs/pipedrive.md 3.1",
    sure: "uncertain",
    because: "Both is taken for a deleted deal",
    expected: "row",
    others: ["404"],
    practice: "pipedrive.deleted_single_read",
    cost: { deals: 1, calls: 3 },
    async experiment(deals) {
      const path = `v2/deals/${textAt(await deals.deal(), "id")}`;
      await deals.ask({ method: "DELETE", path });
      return byStatus(await deals.get(path), { "404": "404", done: "row" });
    },
  },
  {
    id: "P13",
    service: "pipedrive",
    sentence: "A change of a line does not move the deal's update_time",
    source: "docs/pipedrive.md 8",
    sure: "uncertain",
    because: "Lines are read again for each invoice",
    expected: "no",
    others: ["yes"],
    practice: "pipedrive.line_change_moves_deal",
    cost: { deals: 1, calls: 5 },
    async experiment(deals) {
      const id = textAt(await deals.deal(), "id");
      const line = { item_price: 1, quantity: 1, tax: 0 };
      const made = await deals.line(id, line);
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
    service: "pipedrive",
    sentence: "An empty custom_fields in a change clears all custom fields",
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
    id: "P15",
    service: "pipedrive",
    sentence: "A search does not find what was made a moment ago",
    source: "docs/pipedrive.md 3.3",
    sure: "reported",
    because: "What was just written is looked for in lists, not by a search",
    expected: "2",
    others: "any",
    practice: "pipedrive.search_lag_seconds",
    cost: { deals: 1, calls: LAG_MAX_SECONDS + 2 },
    async experiment(deals) {
      const title = deals.lab.name();
      const began = deals.lab.now().getTime();
      await deals.deal({ title });
      for (let tries = 0; tries <= LAG_MAX_SECONDS; tries += 1) {
        const reply = await deals.get("v2/deals/search", [["term", title]]);
        const found = JSON.stringify(reply.body).includes(title);
        const seconds = Math.round((deals.lab.now().getTime() - began) / 1_000);
        // Times have no parts of a second: what is near to two seconds is two.
        const reading = tries === 0 ? "0" : String(seconds <= 3 ? 2 : seconds);
        if (found) return { reading, seen: `Found after ${seconds} s.` };
        await deals.lab.sleep(1_000);
      }
      throw new NotClear(`Not found after ${LAG_MAX_SECONDS} s.`);
    },
  },
  {
    id: "P16",
    service: "pipedrive",
    sentence: "A note keeps only the HTML that the editor itself makes",
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
        : { reading: "editor", seen: "The table and the comment were gone." };
    },
  },
  {
    id: "P17",
    service: "pipedrive",
    sentence: "Answers tell how many of the day's tokens are left",
    source: "docs/pipedrive.md 9",
    sure: "reported",
    because: "Where they do, a run that is about to use them up is told apart from a burst",
    expected: "on",
    others: ["off"],
    practice: "pipedrive.daily_headers",
    cost: { calls: 1 },
    async experiment(deals) {
      const { headers } = await deals.get("v1/users/me");
      const isThere = Object.keys(headers).some((name) => name.startsWith("x-daily-ratelimit"));
      return isThere
        ? { reading: "on", seen: "The header was there." }
        : { reading: "off", seen: "The header was not there." };
    },
  },
  {
    id: "P18",
    service: "pipedrive",
    sentence: "The API token is taken in the address as well",
    source: "docs/pipedrive.md 1.1",
    sure: "reported",
    because: "It is sent in a header alone, so that no log holds it",
    expected: "accept",
    others: ["refuse"],
    practice: "pipedrive.query_token",
    cost: { calls: 1 },
    async experiment(deals) {
      if (!deals.usesToken)
        throw new NotPossible("The profile is connected by OAuth, and has no API token.");
      const reply = await deals.ask({ method: "GET", path: "v1/users/me", access: "in_address" });
      return byStatus(reply, { "401": "refuse", "403": "refuse", done: "accept" });
    },
  },
  {
    id: "P19",
    service: "pipedrive",
    sentence: "An archived deal refuses a change",
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
      return byStatus(reply, { ...accepted, "403": "refused", "409": "refused" });
    },
  },
  {
    id: "P20",
    service: "pipedrive",
    sentence: "A number as text is refused",
    source: "docs/pipedrive.md 2.2",
    sure: "documented",
    because: "Numbers are sent as numbers",
    expected: "refused",
    others: ["accepted"],
    cost: { deals: 1, calls: 1 },
    experiment: async (deals) =>
      byStatus(await deals.post("v2/deals", { title: deals.lab.name(), value: "12" }), accepted),
  },
  {
    id: "P21",
    service: "pipedrive",
    sentence: "A list by ids leaves out the ones that it does not know",
    source: "docs/pipedrive.md 3.2",
    sure: "documented",
    because: "A deal that is missing from the answer is taken for deleted or hidden",
    expected: "left out",
    others: ["refused"],
    cost: { deals: 1, calls: 2 },
    async experiment(deals) {
      const id = textAt(await deals.deal(), "id");
      const reply = await deals.get("v2/deals", [["ids", `${id},999999999`]]);
      return byStatus(reply, { "400": "refused", "404": "refused", done: "left out" });
    },
  },
  {
    id: "P22",
    service: "pipedrive",
    sentence: "An address that the API writes comes back as text, without its parts",
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
