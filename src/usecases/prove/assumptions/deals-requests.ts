/** How Pipedrive takes requests: installments, searches, lists, tokens. */
import type { ProbeReply } from "../../../ports.ts";
import type { DealsAssumption } from "../assumption.ts";
import type { Deals } from "../bench.ts";
import { untaxed } from "../deals.ts";
import { NotClear, NotPossible } from "../finding.ts";
import { statusReading } from "../readings.ts";
import { textAt } from "../rows.ts";

const LAG_MAX_SECONDS = 20;

/** A request that is taken or not. */
const acceptance = (reply: ProbeReply) =>
  statusReading(reply, { "400": "refused", "422": "refused", done: "accepted" });

async function withInstallments(deals: Deals): Promise<{ path: string; reply: ProbeReply }> {
  const id = textAt(await deals.deal(), "id");
  await deals.line(id, untaxed(100));
  const reply = await deals.post(`v2/deals/${id}/installments`, {
    description: "proof",
    amount: 40,
    billing_date: deals.lab.now().toISOString().slice(0, 10),
  });
  return { path: id, reply };
}

export const DEALS_REQUESTS: DealsAssumption[] = [
  {
    id: "P10",
    sentence: "deal_ids of installments may be given repeatedly or with commas",
    tries: "Installments of two deals are asked for in both ways",
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
    sentence: "A plan without installments answers them with 403",
    tries: "A deal gets an installment",
    source: "docs/pipedrive.md 4.6",
    sure: "uncertain",
    because: "Both 402 and 403 mean no installments to pdqb",
    expected: "403",
    others: ["402"],
    practice: "pipedrive.installments_refusal",
    cost: { deals: 1, calls: 4 },
    async experiment(deals) {
      const { reply } = await withInstallments(deals);
      if (reply.status < 300) throw new NotPossible("The company's plan has installments.");
      return statusReading(reply, { "402": "402", "403": "403" });
    },
  },
  {
    id: "P15",
    sentence: "A search does not find what was made a moment ago",
    tries: "A deal is made and searched for once a second",
    source: "docs/pipedrive.md 3.3",
    sure: "reported",
    because: "What was just created is looked up in lists, not by search",
    expected: "2",
    others: "any",
    practice: "pipedrive.search_lag_seconds",
    cost: { deals: 1, calls: LAG_MAX_SECONDS + 2, tokens: (LAG_MAX_SECONDS + 2) * 20 },
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
    id: "P17",
    sentence: "Answers say how many of the day's tokens are left",
    tries: "The headers of an answer are read",
    source: "docs/pipedrive.md 9",
    sure: "reported",
    because: "Where they do, pdqb can see that the day is used up, and not only a burst",
    expected: "on",
    others: ["off"],
    practice: "pipedrive.daily_headers",
    cost: { calls: 1, tokens: 20 },
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
    sentence: "The API token is also accepted in the address",
    tries: "The connected user is read with the API token in the address",
    source: "docs/pipedrive.md 1.1",
    sure: "reported",
    because: "pdqb sends it only in a header, so that no log holds it",
    expected: "accept",
    others: ["refuse"],
    practice: "pipedrive.query_token",
    cost: { calls: 1, tokens: 20 },
    async experiment(deals) {
      if (!deals.usesToken)
        throw new NotPossible("The profile is connected by OAuth, and has no API token.");
      const reply = await deals.ask({ method: "GET", path: "v1/users/me", access: "in_address" });
      return statusReading(reply, { "401": "refuse", "403": "refuse", done: "accept" });
    },
  },
  {
    id: "P20",
    sentence: "A number as text is refused",
    tries: 'A deal with "12" as its value is made',
    source: "docs/pipedrive.md 2.2",
    sure: "documented",
    because: "Numbers are sent as numbers",
    expected: "refused",
    others: ["accepted"],
    cost: { deals: 1, calls: 1 },
    experiment: async (deals) =>
      acceptance(await deals.post("v2/deals", { title: deals.lab.name(), value: "12" })),
  },
  {
    id: "P21",
    sentence: "A list by ids leaves out unknown ids",
    tries: "Two deals are asked for, of which one does not exist",
    source: "docs/pipedrive.md 3.2",
    sure: "documented",
    because: "A deal that is missing from the answer is taken for deleted or hidden",
    expected: "left out",
    others: ["refused"],
    cost: { deals: 1, calls: 2 },
    async experiment(deals) {
      const id = textAt(await deals.deal(), "id");
      const reply = await deals.get("v2/deals", [["ids", `${id},999999999`]]);
      return statusReading(reply, { "400": "refused", "404": "refused", done: "left out" });
    },
  },
  {
    id: "P23",
    sentence: "Reading one deal costs 1 token, reading a list 10",
    tries: "One deal and a list are read a few times, and what is left of the day compared",
    source: "docs/pipedrive.md 9",
    sure: "documented",
    because: "pdqb counts the day's tokens by these figures",
    expected: "1 and 10",
    others: "any",
    cost: { deals: 1, calls: 9 },
    async experiment(deals) {
      const id = textAt(await deals.deal(), "id");
      const one = await tokensOf(() => deals.get(`v2/deals/${id}`));
      const list = await tokensOf(() => deals.get("v2/deals", [["ids", id]]));
      return { reading: `${one} and ${list}`, seen: `They cost ${one} and ${list}.` };
    },
  },
  {
    id: "P25",
    sentence: "x-ratelimit-reset is in seconds",
    tries: "The headers of an answer are read",
    source: "docs/pipedrive.md 9",
    sure: "uncertain",
    because: "After a 429 that many seconds are waited for",
    expected: "seconds",
    others: ["other"],
    cost: { calls: 1, tokens: 20 },
    async experiment(deals) {
      const { headers } = await deals.get("v1/users/me");
      const reset = headers["x-ratelimit-reset"];
      if (reset === undefined) throw new NotPossible("The header was not there.");
      // A burst counts by 2 seconds, a search by 10: milliseconds and times are far above.
      return Number(reset) <= 60
        ? { reading: "seconds", seen: "It was at most 60." }
        : { reading: "other", seen: "It was above 60, or no number." };
    },
  },
];

/** By what is left of the day before and after: the least of a few tries, since others may use the company too. */
async function tokensOf(ask: () => Promise<ProbeReply>): Promise<number> {
  const left = async () =>
    Number((await ask()).headers["x-daily-ratelimit-token-remaining"] ?? Number.NaN);
  const counts = [await left(), await left(), await left(), await left()];
  const costs = counts.slice(1).map((after, at) => (counts[at] ?? Number.NaN) - after);
  const least = Math.min(...costs);
  if (Number.isNaN(least)) throw new NotPossible("Answers do not say how many tokens are left.");
  return least;
}
