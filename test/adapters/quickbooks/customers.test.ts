// Customers of the books: how they are looked for, read with their invoices, and updated (docs/quickbooks.md 7 and 9).
import { describe, expect, test } from "vitest";
import { customerUpdateKind } from "../../../src/usecases/writes/kinds/customer-update.ts";
import { customer } from "../../support/builders.ts";
import { json, thrown } from "../recording-server.ts";
import { batch, fault, queriesOf, REALM, rows, wireInvoice, world } from "./support.ts";

describe("looking for customers", () => {
  test("customers are matched by name or e-mail, without regard to case, each once", async () => {
    const { quickbooks, requests } = await world(
      batch((query) =>
        rows(
          "Customer",
          query.includes("DisplayName")
            ? [
                {
                  Id: "1",
                  DisplayName: "acme ltd",
                  PrimaryEmailAddr: { Address: "x@acme.example" },
                },
                { Id: "2", DisplayName: "Acme Ltd & Co" },
              ]
            : [
                {
                  Id: "1",
                  DisplayName: "acme ltd",
                  PrimaryEmailAddr: { Address: "x@acme.example" },
                },
              ],
        ),
      ),
    );
    const matched = await quickbooks.matchCustomers({ name: "Acme Ltd", email: "X@acme.example" });
    expect(matched.map((customer) => customer.id)).toEqual(["1"]);
    expect(queriesOf(requests[0])).toEqual([
      "select * from Customer where DisplayName = 'Acme Ltd' and Active = true maxresults 1000",
      "select * from Customer where PrimaryEmailAddr = 'X@acme.example' and Active = true maxresults 1000",
    ]);
    expect(await quickbooks.matchCustomers({})).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test("a display name may belong to a customer, a vendor or an employee, inactive ones too", async () => {
    const { quickbooks, requests } = await world(
      batch((query) =>
        query.includes("from Vendor")
          ? rows("Vendor", [{ Id: "70", DisplayName: "O'Neill", Active: false }])
          : rows("Customer", []),
      ),
    );
    expect(await quickbooks.nameHolders("O'Neill")).toEqual([
      { list: "Vendor", id: "70", name: "O'Neill", isSubCustomer: false, active: false },
    ]);
    expect(queriesOf(requests[0])).toEqual(
      ["Customer", "Vendor", "Employee"].map(
        (list) =>
          `select * from ${list} where DisplayName in ('O\\'Neill','O\\'Neill (deleted)') and Active in (true,false)`,
      ),
    );
  });

  test("a pattern of the name finds what the caller is to compare", async () => {
    const { quickbooks, requests } = await world(
      batch((query) => rows("Customer", query.includes("like") ? [{ Id: "7" }] : [])),
    );
    const matched = await quickbooks.matchCustomers({ name: "Kallio", like: "%k%l%l%" });
    expect(matched.map(({ id }) => id)).toEqual(["7"]);
    expect(queriesOf(requests[0])[1]).toBe(
      "select * from Customer where DisplayName like '%k%l%l%' and Active = true maxresults 1000",
    );
  });

  test("all of them come in pages of a thousand", async () => {
    const { quickbooks, requests } = await world((request) => {
      const isFirst = request.query.get("query")?.includes("startposition 1 ");
      const list = Array.from({ length: isFirst ? 1000 : 2 }, (_, i) => ({ Id: String(i + 1) }));
      return json({ QueryResponse: { Customer: list } });
    });
    const sizes: number[] = [];
    for await (const page of quickbooks.allCustomers()) sizes.push(page.length);
    expect(sizes).toEqual([1000, 2]);
    expect(requests.map(({ query }) => query.get("query"))).toEqual([
      "select * from customer where Active = true orderby Id startposition 1 maxresults 1000",
      "select * from customer where Active = true orderby Id startposition 1001 maxresults 1000",
    ]);
  });
});

describe("a customer with its invoices", () => {
  const books = batch((query) =>
    query.includes("from Customer")
      ? rows("Customer", [{ Id: "417", SyncToken: "2", DisplayName: "Nordlicht", Active: false }])
      : rows("Invoice", [wireInvoice()]),
  );

  test("is one call, inactive or not; the instant goes out in UTC", async () => {
    const { quickbooks, requests } = await world(books);
    const state = await quickbooks.customerState("417", "2026-11-01T02:00:00+02:00");
    expect(state.customer).toMatchObject({ id: "417", syncToken: "2", active: false });
    expect(state.invoices.map(({ id }) => id)).toEqual(["3120"]);
    expect(queriesOf(requests[0])).toEqual([
      "select * from Customer where Id in ('417') and Active in (true,false)",
      "select * from Invoice where CustomerRef = '417' and MetaData.CreateTime >= '2026-11-01T00:00:00.000Z' orderby Id maxresults 999",
    ]);
    expect(await quickbooks.usage()).toEqual({ calls: 1, metered: 2 });
  });

  test("one that is gone is undefined", async () => {
    const { quickbooks } = await world((request) =>
      request.path.endsWith("/batch")
        ? batch(() => ({ QueryResponse: {} }))(request)
        : { status: 400, body: fault("610", "Object Not Found") },
    );
    const state = await quickbooks.customerState("9", "2026-11-01T00:00:00Z");
    expect(state).toEqual({ customer: undefined, invoices: [] });
  });

  test("where the limit of batches is reached the queries go one by one", async () => {
    const { quickbooks, requests } = await world((request) => {
      if (request.path.endsWith("/batch")) {
        const error = { code: "3001", message: "ThrottleExceeded", detail: "The request limit" };
        return {
          status: 429,
          body: JSON.stringify({ fault: { error: [error], type: "SERVICE" } }),
        };
      }
      return request.query.get("query")?.includes("from customer")
        ? json({ QueryResponse: { Customer: [{ Id: "417", DisplayName: "Nordlicht" }] } })
        : json({ QueryResponse: { Invoice: [wireInvoice()] } });
    });
    const state = await quickbooks.customerState("417", "2026-11-01T00:00:00Z");
    expect(state.customer?.name).toBe("Nordlicht");
    expect(state.invoices).toHaveLength(1);
    expect(requests).toHaveLength(3);
    const asked = requests.filter(({ method }) => method === "GET");
    expect(asked.map(({ query }) => query.get("query"))).toEqual([
      "select * from customer where Id in ('417') and Active in (true,false)",
      "select * from invoice where CustomerRef = '417' and MetaData.CreateTime >= '2026-11-01T00:00:00.000Z' orderby Id maxresults 999",
    ]);
  });
});

describe("the turn of a batch", () => {
  const books = batch((query) =>
    query.includes("from Customer")
      ? rows("Customer", [{ Id: "417", DisplayName: "Nordlicht" }])
      : rows("Invoice", [wireInvoice()]),
  );

  test("is taken for each request, a repeated one too", async () => {
    const asked: number[] = [];
    const answers = [{ status: 503, body: "" }, undefined];
    const { quickbooks, requests } = await world((request) => answers.shift() ?? books(request), {
      paceBatch: async (patienceMs) => {
        asked.push(patienceMs);
        return true;
      },
    });
    await quickbooks.customerState("417", "2026-11-01T00:00:00Z");
    expect(requests.map(({ method }) => method)).toEqual(["POST", "POST"]);
    // Two queries leave in that time one by one.
    expect(asked).toEqual([200, 200]);
  });

  test("that comes too late is not waited for: the queries go one by one", async () => {
    const { quickbooks, requests } = await world(
      ({ query }) =>
        query.get("query")?.includes("from customer")
          ? json(rows("Customer", [{ Id: "417", DisplayName: "Nordlicht" }]))
          : json(rows("Invoice", [wireInvoice()])),
      { paceBatch: async () => false },
    );
    const state = await quickbooks.customerState("417", "2026-11-01T00:00:00Z");
    expect(state.customer?.name).toBe("Nordlicht");
    expect(state.invoices).toHaveLength(1);
    expect(requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });
});

describe("an update of a customer", () => {
  const update = {
    email: "new@nordlicht.example",
    address: { lines: ["Weg 1"], city: "Kiel", region: null, postalCode: "24103", country: "DEU" },
    taxId: "DE123456789",
  };
  const masked = customer({
    syncToken: "7",
    taxIds: { registration: "XXXXXX56789", resale: null, gstin: null },
  });

  test("is sparse, carries the version that was read, and what is named alone", () => {
    const body = customerUpdateKind.body({ customer: masked, update, country: "DE" });
    expect(JSON.parse(body)).toEqual({
      sparse: true,
      Id: "417",
      SyncToken: "7",
      PrimaryEmailAddr: { Address: "new@nordlicht.example" },
      BillAddr: { Line1: "Weg 1", City: "Kiel", PostalCode: "24103", Country: "DEU" },
      PrimaryTaxIdentifier: "DE123456789",
    });
    const email = customerUpdateKind.body({
      ...{ customer: masked, update: { email: update.email }, country: "DE" },
    });
    expect(email).not.toContain("56789");
    expect(Object.keys(JSON.parse(email))).toEqual([
      "sparse",
      "Id",
      "SyncToken",
      "PrimaryEmailAddr",
    ]);
  });

  test("goes to the customer's path; a version that is old is 5010", async () => {
    const answer = { Customer: { Id: "417", SyncToken: "8", DisplayName: "Nordlicht" } };
    const fine = await world(() => json(answer));
    const body = '{"sparse":true}';
    const change = { entity: "Customer", operation: "create", body } as const;
    const written = await fine.quickbooks.send(change, "r1");
    expect(written).toMatchObject({ made: { syncToken: "8" } });
    expect(fine.requests[0]).toMatchObject({ path: `/v3/company/${REALM}/customer`, body });
    const stale = await world(() => ({
      status: 400,
      body: JSON.stringify({ Fault: { Error: [{ code: "5010" }], type: "ValidationFault" } }),
    }));
    expect(await thrown(stale.quickbooks.send(change, "r2"))).toMatchObject({
      codes: ["5010"],
      fate: "refused",
    });
  });
});
