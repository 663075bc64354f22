// The invoices of customers: beyond what one call holds the next pages, and nobody's are taken for whole where one cannot be read.
import { describe, expect, test } from "vitest";
import { json, type Received } from "../recording-server.ts";
import { batch, queriesOf, rows, wireInvoice, world } from "./support.ts";

const SINCE = "2026-10-01T00:00:00Z";
const customer = (Id: string) => ({
  ...{ Id, SyncToken: "0", DisplayName: `C${Id}`, FullyQualifiedName: `C${Id}`, Active: true },
});
const invoices = (from: number, count: number, of = "417") =>
  Array.from({ length: count }, (_, index) =>
    wireInvoice({ Id: String(from + index), CustomerRef: { value: of } }),
  );
const statement = ({ query, body }: Received) => query.get("query") ?? body;

describe("of one customer", () => {
  const one = (first: number, others?: number) => (request: Received) => {
    if (!/\/batch$/.test(request.path)) return json(rows("Invoice", invoices(5000, 3)));
    return batch((select) => {
      if (/from Customer/.test(select)) return rows("Customer", [customer("417")]);
      const isOther = /orderby MetaData/.test(select);
      return rows("Invoice", isOther ? invoices(9000, others ?? 0, "9") : invoices(1, first));
    })(request);
  };

  test("what one call does not hold comes in pages after it", async () => {
    const { quickbooks, requests } = await world(one(999));
    const { invoices: all } = await quickbooks.customerState("417", SINCE);
    expect(all).toHaveLength(1002);
    expect(statement(requests[1] as Received)).toContain("startposition 1000");
    const fewer = await world(one(998));
    expect((await fewer.quickbooks.customerState("417", SINCE)).invoices).toHaveLength(998);
    expect(fewer.requests).toHaveLength(1);
  });

  test("with those of others there is room for fewer, and 200 others may not be all", async () => {
    const { quickbooks, requests } = await world(one(799, 200));
    const state = await quickbooks.customerState("417", SINCE, SINCE);
    expect([state.invoices.length, state.others]).toEqual([802, undefined]);
    expect(queriesOf(requests[0])).toHaveLength(3);
    const whole = await world(one(1, 199));
    const { others } = await whole.quickbooks.customerState("417", SINCE, SINCE);
    expect([others?.isAll, others?.invoices.length]).toEqual([true, 199]);
  });

  test("an invoice of somebody else is no answer to what was asked", async () => {
    const strange = (request: Received) =>
      batch((select) =>
        /from Customer/.test(select)
          ? rows("Customer", [customer("417")])
          : rows("Invoice", invoices(1, 1, "418")),
      )(request);
    const { quickbooks } = await world(strange);
    await expect(quickbooks.customerState("417", SINCE)).rejects.toMatchObject({
      kind: "unavailable",
    });
  });
});

describe("of several", () => {
  const several =
    (...odd: object[]) =>
    (request: Received) => {
      const isCustomers = /from customer/i.test(statement(request));
      if (isCustomers) return json(rows("Customer", ["417", "418"].map(customer)));
      return json(rows("Invoice", [...invoices(1, 2), ...invoices(3, 1, "418"), ...odd]));
    };
  const state = async (...odd: object[]) => {
    const { quickbooks } = await world(several(...odd));
    const { customers, invoices: all } = await quickbooks.customerStates(["417", "418"], SINCE);
    return [customers.map(({ id }) => id), all.length];
  };

  test("all are told", async () => expect(await state()).toEqual([["417", "418"], 3]));

  test("a customer with an invoice that cannot be read is left out, to be read by itself", async () => {
    const odd = wireInvoice({ Id: "4", CustomerRef: { value: "418" }, TotalAmt: "much" });
    expect(await state(odd)).toEqual([["417"], 3]);
  });

  test("nobody is told where not even the customer of it can be read", async () => {
    expect(await state({ Id: "4", TotalAmt: "much" })).toEqual([[], 3]);
  });
});
