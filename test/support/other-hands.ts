/** What bookkeepers and salespeople do by other hands than pdqb's: in QuickBooks and in Pipedrive, at random. */
import type { Chance } from "./chance.ts";
import type { Books, practicePipedrive } from "./practice.ts";

export type Booked = {
  Id: string;
  SyncToken: string;
  DocNumber?: string;
  TotalAmt: number;
  PrivateNote?: string;
  TxnTaxDetail?: { TotalTax?: number };
};
type Pipedrive = Awaited<ReturnType<typeof practicePipedrive>>;
type Line = { id: number; item_price: number };

const cents = (amount: number) => Math.round(amount * 100);

export function otherHands(books: Books, pipedrive: Pipedrive) {
  /** Of invoices that were voided or deleted, as they were. */
  const ended: { deal: number; body: object }[] = [];
  let numbers = 0;

  const deals: number[] = [];
  /** Which deals were merged into which. */
  const merged = new Map<number, number[]>();

  const linesOf = (deal: number) => pipedrive<Line[]>("GET", `v2/deals/${deal}/products`);
  const addLine = (deal: number, price: number) =>
    pipedrive("POST", `v2/deals/${deal}/products`, {
      product_id: 201,
      item_price: price,
      quantity: 1,
      tax: 25.5,
      tax_method: "exclusive",
    });

  async function newDeal(): Promise<number> {
    const deal = { title: "History", org_id: 402, status: "won", currency: "EUR" };
    const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", deal);
    deals.push(id);
    for (let line = 0; line < 3; line += 1) await addLine(id, 100 + (id % 50) * 7 + line * 13);
    return id;
  }

  /** Live invoices of the deal by their markers, as the books have them. */
  async function invoicesOf(deal: number): Promise<Booked[]> {
    const marked = await books.invoices(new RegExp(`pdqb ${deal}/`));
    return (marked as unknown as Booked[]).filter(({ TotalAmt }) => TotalAmt > 0);
  }

  async function bodyOf(id: string): Promise<Record<string, unknown> & Booked> {
    return (await books.read(`invoice/${id}`)).Invoice as never;
  }

  async function asNew(id: string): Promise<object> {
    const { Id: _, SyncToken: _token, DocNumber: _no, MetaData: _meta, ...body } = await bodyOf(id);
    return body;
  }

  async function end(id: string, how: "void" | "delete"): Promise<void> {
    const { SyncToken } = await bodyOf(id);
    await books.post(`invoice?operation=${how}`, { Id: id, SyncToken });
  }

  async function renumber(id: string, number: string): Promise<void> {
    const { SyncToken } = await bodyOf(id);
    await books.post("invoice", { Id: id, SyncToken, sparse: true, DocNumber: number });
  }

  /** Two invoices exchange their numbers, else one gets a new one. */
  async function renumberSome(luck: Chance, [one, other]: Booked[]): Promise<void> {
    numbers += 1;
    if (!one) return;
    await renumber(one.Id, `H-${numbers}`);
    if (!other?.DocNumber || !one.DocNumber || luck.next() < 0.5) return;
    await renumber(other.Id, one.DocNumber);
    await renumber(one.Id, other.DocNumber);
  }

  async function merge(luck: Chance, deal: number): Promise<void> {
    const into = luck.of(deals.filter((one) => one !== deal));
    await pipedrive("PUT", `v1/deals/${deal}/merge`, { merge_with_id: into });
    deals.splice(deals.indexOf(deal), 1);
    const before = [...(merged.get(into) ?? []), ...(merged.get(deal) ?? []), deal];
    merged.set(into, before);
  }

  /** Answers with what was done; nothing where there is nothing to do it with. */
  async function act(luck: Chance, deal: number): Promise<string> {
    const live = await invoicesOf(deal);
    const target = live.length > 0 ? luck.of(live) : undefined;
    const lines = await linesOf(deal);
    const what = luck.of(["end", "renumber", "copy", "grow", "shrink", "restore", "merge"]);
    if (what === "end" && target) {
      ended.push({ deal, body: await asNew(target.Id) });
      await end(target.Id, luck.next() < 0.5 ? "void" : "delete");
    } else if (what === "renumber" && target) await renumberSome(luck, [target, ...live]);
    else if (what === "copy" && target) await books.post("invoice", await asNew(target.Id));
    else if (what === "grow") await addLine(deal, 20 + luck.below(80));
    else if (what === "shrink" && lines.length > 1 && live.length === 0)
      await pipedrive("DELETE", `v2/deals/${deal}/products/${luck.of(lines).id}`);
    else if (what === "restore" && ended.some((one) => one.deal === deal))
      await books.post("invoice", luck.of(ended.filter((one) => one.deal === deal)).body);
    else if (what === "merge" && deals.length > 4 && luck.next() < 0.6) await merge(luck, deal);
    else return "nothing";
    return what;
  }

  return {
    deals,
    merged,
    newDeal,
    linesOf,
    invoicesOf,
    end,
    act,
    async billedCents(deal: number): Promise<number> {
      const nets = (await invoicesOf(deal)).map(({ TotalAmt, TxnTaxDetail }) =>
        cents(TotalAmt - (TxnTaxDetail?.TotalTax ?? 0)),
      );
      return nets.reduce((sum, one) => sum + one, 0);
    },
    async dealCents(deal: number): Promise<number> {
      return (await linesOf(deal)).reduce((sum, { item_price: price }) => sum + cents(price), 0);
    },
  };
}
