import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../src/domain/errors.ts";
import { json, type Received, type Reply, thrown } from "../recording-server.ts";
import { fault, NOW, REALM, wireInvoice, world } from "./support.ts";

const statement = (request: Received | undefined) => request?.query.get("query");
const found = (entity: string, rows: unknown[]) =>
  json({ QueryResponse: rows.length > 0 ? { [entity]: rows } : {}, time: "x" });

describe("one invoice", () => {
  test("is read by its id, with the minor version, as JSON", async () => {
    const { quickbooks, requests } = await world(() => json({ Invoice: wireInvoice() }));
    const invoice = await quickbooks.invoice("3120");
    expect(invoice.balance.toFixed(2)).toBe("471.20");
    expect(requests[0]).toMatchObject({
      method: "GET",
      path: `/v3/company/${REALM}/invoice/3120`,
      headers: { accept: "application/json" },
    });
    expect(requests[0]?.query.get("minorversion")).toBe("75");
    expect(requests[0]?.query.has("requestid")).toBe(false);
  });

  test("610 is not_found, and so is nothing else", async () => {
    const gone = await world(() => ({ status: 400, body: fault("610", "made inactive") }));
    expect(await thrown(gone.quickbooks.invoice("1"))).toMatchObject({
      kind: "not_found",
      fate: "refused",
      codes: ["610"],
    });
    const other = await world(() => ({ status: 400, body: fault("5020", "denied") }));
    expect(await thrown(other.quickbooks.invoice("1"))).toMatchObject({ kind: "refused" });
  });

  test("an id that is no number never reaches a path", async () => {
    const { quickbooks, requests } = await world(() => json({}));
    for (const id of ["../../x", "12a", "", "1?x=1"])
      await expect(quickbooks.invoice(id)).rejects.toThrow("not an id");
    expect(requests).toEqual([]);
  });

  test("with nothing but its keys and amounts", async () => {
    const bare = { Id: "7", CustomerRef: { value: "4" }, TotalAmt: 0, Balance: 0 };
    const { quickbooks } = await world((request) =>
      request.path.endsWith("/preferences")
        ? json({ Preferences: { CurrencyPrefs: { HomeCurrency: { value: "USD" } } } })
        : json({ Invoice: bare }),
    );
    expect(await quickbooks.invoice("7")).toMatchObject({
      id: "7",
      number: null,
      customer: { id: "4", name: "" },
      // Multicurrency is off, so the company's own.
      currency: "USD",
      dueDate: null,
      emailStatus: null,
      privateNote: "",
      allQuantitiesZero: false,
    });
  });

  test.each([
    ["a void: quantity 0", [{ Qty: 0, amount: 0 }], true],
    ["a gift: a price of 0 for four", [{ Qty: 4, amount: 0 }], false],
    ["an amount alone", [{ amount: 100 }], false],
    ["an amount of 0 alone", [{ amount: 0 }], true],
    [
      "one of two is 0",
      [
        { Qty: 0, amount: 0 },
        { Qty: 1, amount: 5 },
      ],
      false,
    ],
    ["no lines at all", [], false],
  ] as const)("quantities: %s", async (_, lines, expected) => {
    const Line = [
      ...lines.map((line) => ({
        DetailType: "SalesItemLineDetail",
        Amount: line.amount,
        SalesItemLineDetail: "Qty" in line ? { Qty: line.Qty } : {},
      })),
      { DetailType: "SubTotalLineDetail", Amount: 0, SubTotalLineDetail: {} },
      { DetailType: "DescriptionOnly", Id: "9", DescriptionLineDetail: {} },
    ];
    const { quickbooks } = await world(() => json({ Invoice: wireInvoice({ Line }) }));
    expect((await quickbooks.invoice("3120")).allQuantitiesZero).toBe(expected);
  });

  test("amounts keep the digits that were sent", async () => {
    const body = JSON.stringify({ Invoice: wireInvoice() })
      .replace('"TotalAmt":471.2', '"TotalAmt":9999999999999.99')
      .replace('"Balance":471.2', '"Balance":0.10');
    const { quickbooks } = await world(() => ({ body }));
    const invoice = await quickbooks.invoice("3120");
    expect(invoice.total.toFixed()).toBe("9999999999999.99");
    expect(invoice.balance.toFixed()).toBe("0.1");
  });
});

describe("reads are repeated within bounds", () => {
  test("after 503 and 429, and then give their answer", async () => {
    const replies: Reply[] = [
      { status: 503, body: "<html>" },
      { status: 429, body: fault("3001", "limit", "SERVICE") },
      { fault: "cut" },
      json({ Invoice: wireInvoice() }),
    ];
    const { quickbooks, requests } = await world((_, number) => replies[number] ?? { status: 500 });
    expect((await quickbooks.invoice("3120")).id).toBe("3120");
    expect(requests).toHaveLength(4);
    expect(await quickbooks.usage()).toEqual({ calls: 4, metered: 1 });
  });

  test("four times at most", async () => {
    const { quickbooks, requests } = await world(() => ({ status: 503 }));
    const error = await thrown(quickbooks.invoice("3120"));
    expect(error).toMatchObject({ kind: "unavailable", status: 503 });
    expect(requests).toHaveLength(4);
  });

  test("but not when the month's quota is used up: 429 without a code", async () => {
    const { quickbooks, requests } = await world(() => ({ status: 429, body: "" }));
    const error = await thrown(quickbooks.invoice("3120"));
    expect(error).toMatchObject({ kind: "unavailable", fate: "refused" });
    expect(requests).toHaveLength(1);
  });
});

describe("queries", () => {
  test("values are quoted, with quote and backslash escaped, and arrive intact", async () => {
    const { quickbooks, requests } = await world(() => found("Invoice", []));
    const number = "O'Neill \\ 100% & #1 + ä=<>?";
    expect(await quickbooks.invoicesByNumber(number)).toEqual([]);
    expect(statement(requests[0])).toBe(
      `select * from invoice where DocNumber in (${["", " "].map((blank) => `'${blank}O\\'Neill \\\\ 100% & #1 + ä=<>?'`).join()},'O\\'Neill \\\\ 100% & #1 + ä=<>? ') ` +
        "orderby Id startposition 1 maxresults 1000",
    );
  });

  test("invoices created in a window", async () => {
    const { quickbooks, requests } = await world(() => found("Invoice", []));
    await quickbooks.invoicesCreated("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z");
    expect(statement(requests[0])).toContain(
      "MetaData.CreateTime >= '2026-11-01T00:00:00.000Z' and MetaData.CreateTime <= '2026-11-02T00:00:00.000Z'",
    );
  });

  test("ids go a hundred at a time, each once", async () => {
    const { quickbooks, requests } = await world((request) => {
      const ids = [...(statement(request) ?? "").matchAll(/'(\d+)'/g)].map(([, id]) => id);
      return found(
        "Invoice",
        ids.map((Id) => wireInvoice({ Id })),
      );
    });
    const ids = Array.from({ length: 150 }, (_, index) => String(index + 1));
    const invoices = await quickbooks.invoicesByIds([...ids, "1", "2"]);
    expect(invoices.map((invoice) => invoice.id)).toEqual(ids);
    expect(requests).toHaveLength(2);
    await expect(quickbooks.invoicesByIds(["1') or"])).rejects.toThrow("not an id");
  });

  test("pages follow until one is not full", async () => {
    const { quickbooks, requests } = await world((request) => {
      const start = Number(/startposition (\d+)/.exec(statement(request) ?? "")?.[1]);
      const length = start === 2001 ? 3 : 1000;
      const rows = Array.from({ length }, (_, i) => wireInvoice({ Id: String(start + i) }));
      return found("Invoice", rows);
    });
    const sizes: number[] = [];
    for await (const page of quickbooks.allInvoices(() => {})) sizes.push(page.length);
    expect(sizes).toEqual([1000, 1000, 3]);
    expect(requests.map((r) => statement(r))).toEqual([
      "select * from invoice orderby Id startposition 1 maxresults 1000",
      "select * from invoice orderby Id startposition 1001 maxresults 1000",
      "select * from invoice orderby Id startposition 2001 maxresults 1000",
    ]);
    expect(await quickbooks.usage()).toEqual({ calls: 3, metered: 3 });
  });

  test("the count", async () => {
    const { quickbooks, requests } = await world(() => json({ QueryResponse: { totalCount: 41 } }));
    expect(await quickbooks.invoiceCount()).toBe(41);
    expect(statement(requests[0])).toMatch(/^select count\(\*\) from invoice/);
  });

  test("a fault in HTTP 200 is a fault", async () => {
    const { quickbooks } = await world(() => ({
      body: fault("4001", "property is not queryable"),
    }));
    const error = await thrown(quickbooks.invoicesByNumber("1"));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ kind: "refused", codes: ["4001"] });
  });

  test("searching customers and items by part of the name, items by their SKU too", async () => {
    const { quickbooks, requests } = await world((request) =>
      (statement(request) ?? "").includes("from customer")
        ? found("Customer", [
            { Id: "1", DisplayName: "O'Neill", BillAddr: { Line1: "Quay", Line2: "" } },
          ])
        : found("Item", [{ Id: "2", Name: "Setup", Type: "Service", Sku: "S" }]),
    );
    expect(await quickbooks.searchCustomers("o'n%", 20)).toEqual([
      {
        id: "1",
        syncToken: "",
        name: "O'Neill",
        fullName: "O'Neill",
        parentId: null,
        billWithParent: false,
        active: true,
        currency: null,
        email: null,
        address: { lines: ["Quay"], city: null, region: null, postalCode: null, country: null },
        shipAddress: null,
        termId: null,
        taxable: null,
        exemptionReasonId: null,
        taxIds: { registration: null, resale: null, gstin: null },
      },
    ]);
    expect(await quickbooks.searchItems("set", 5000)).toEqual([
      {
        id: "2",
        name: "Setup",
        fullName: "Setup",
        sku: "S",
        type: "Service",
        active: true,
        unitPrice: null,
      },
    ]);
    expect(requests.map((r) => statement(r))).toEqual([
      "select * from customer where FullyQualifiedName like '%o\\'n%' orderby FullyQualifiedName maxresults 20",
      "select * from item where Name like '%set%' and Type in ('Service','NonInventory','Inventory') and Active = true orderby Name maxresults 1000",
      "select * from item where Sku like '%set%' and Type in ('Service','NonInventory','Inventory') and Active = true orderby Name maxresults 1000",
    ]);
  });

  test("income accounts", async () => {
    const { quickbooks, requests } = await world(() =>
      found("Account", [{ Id: "61", Name: "Sales", AccountType: "Income" }]),
    );
    expect(await quickbooks.incomeAccounts()).toEqual([{ id: "61", name: "Sales" }]);
    expect(statement(requests[0])).toContain("AccountType = 'Income' and Active = true");
  });
});

describe("the change feed", () => {
  const feed = (invoices: unknown[], more: unknown[] = []) =>
    json({
      CDCResponse: [
        {
          QueryResponse: [
            invoices.length > 0 ? { Invoice: invoices, startPosition: 1 } : {},
            ...more,
          ],
        },
      ],
      time: "2026-11-25T02:00:05.123-08:00",
    });

  test("asks in UTC and tells live and deleted invoices", async () => {
    const { quickbooks, requests } = await world(() =>
      feed([
        wireInvoice(),
        {
          status: "Deleted",
          domain: "QBO",
          Id: "9",
          MetaData: { LastUpdatedTime: "2026-11-24T00:00:00Z" },
        },
      ]),
    );
    const changes = await quickbooks.invoiceChanges("2026-11-24T00:00:00+02:00");
    expect(requests[0]?.path).toBe(`/v3/company/${REALM}/cdc`);
    expect(requests[0]?.query.get("entities")).toBe("Invoice");
    expect(requests[0]?.query.get("changedSince")).toBe("2026-11-23T22:00:00.000Z");
    expect(changes).toMatchObject({ truncated: false, time: "2026-11-25T02:00:05.123-08:00" });
    expect(changes.invoices.map((i) => [i.id, i.deleted])).toEqual([
      ["3120", false],
      ["9", true],
    ]);
    const deleted = changes.invoices[1];
    expect(deleted).toMatchObject({
      customer: { id: "", name: "" },
      currency: "",
      date: "1970-01-01",
      updatedAt: "2026-11-24T00:00:00Z",
    });
    expect(deleted?.total.isZero()).toBe(true);
  });

  test("nothing changed", async () => {
    const { quickbooks } = await world(() => feed([]));
    const changes = await quickbooks.invoiceChanges(new Date(NOW).toISOString());
    expect(changes).toMatchObject({ invoices: [], truncated: false });
  });

  test("a thousand objects may be cut, 999 are not", async () => {
    const objects = (length: number) =>
      Array.from({ length }, (_, index) => wireInvoice({ Id: String(index + 1) }));
    const full = await world(() => feed(objects(1000)));
    expect((await full.quickbooks.invoiceChanges("2026-11-24T00:00:00Z")).truncated).toBe(true);
    const fewer = await world(() => feed(objects(999)));
    expect((await fewer.quickbooks.invoiceChanges("2026-11-24T00:00:00Z")).truncated).toBe(false);
  });
});
