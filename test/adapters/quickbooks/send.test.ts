import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { openQuickBooks } from "../../../src/adapters/quickbooks/index.ts";
import { ServiceError } from "../../../src/domain/errors.ts";
import type { BooksRequest } from "../../../src/ports.ts";
import { closedOrigin, json, type Reply, thrown } from "../recording-server.ts";
import { fault, memorySecrets, REALM, secretWith, wireInvoice, world } from "./support.ts";

/** A body that any parser would print differently: spacing, trailing zeros, an emoji, escapes, a newline at its end. */
const BODY =
  '{ "CustomerRef":{"value":"417"},"Line":[{"Amount":380.00}],"CustomerMemo":{"value":"Grüße 🎉 \\u00e9"} }\n';
const WRITE: BooksRequest<"Invoice"> = { entity: "Invoice", operation: "create", body: BODY };
const creating = <E extends "Customer" | "Item">(entity: E, body: string): BooksRequest<E> => ({
  ...{ entity, operation: "create", body },
});
const REQUEST_ID = "7f0c5a52-3a1f-4a3e-9d39-1c4ff2a1b111";

describe("a write on the wire", () => {
  test("sends the exact body once, with requestid and minor version, and tells what was made", async () => {
    const { quickbooks, requests } = await world(() =>
      json({ Invoice: wireInvoice(), time: "x" }, { intuit_tid: "1-abc" }),
    );
    const written = await quickbooks.send(WRITE, REQUEST_ID);

    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request).toMatchObject({ method: "POST", path: `/v3/company/${REALM}/invoice` });
    expect(request?.body).toBe(BODY);
    expect(request?.query.get("requestid")).toBe(REQUEST_ID);
    expect(request?.query.get("minorversion")).toBe("75");
    expect(request?.headers).toMatchObject({
      authorization: "Bearer access-1",
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "pdqb/0.0.0",
    });
    expect(written.traceId).toBe("1-abc");
    expect(written.made).toMatchObject({
      id: "3120",
      number: "1042",
      syncToken: "0",
      customer: { id: "417", name: "Nordlicht Werbung" },
      currency: "EUR",
      date: "2026-11-25",
      dueDate: "2026-12-25",
      privateNote: "pdqb 123/1 k7m2q9xw",
      allQuantitiesZero: false,
      createdAt: "2026-11-25T02:00:00-08:00",
      deleted: false,
    });
    expect(written.made.total.toFixed(2)).toBe("471.20");
    expect(written.made.tax.toFixed(2)).toBe("91.20");
  });

  test("customers and items go to their own paths", async () => {
    const { quickbooks, requests } = await world((request) =>
      request.path.endsWith("/customer")
        ? json({ Customer: { Id: "500", DisplayName: "Ada", CurrencyRef: { value: "EUR" } } })
        : json({ Item: { Id: "90", Name: "Setup", Type: "Service", UnitPrice: 0.1 } }),
    );
    const customer = await quickbooks.send(creating("Customer", '{"a":1}'), "r1");
    const item = await quickbooks.send(creating("Item", '{"b":1.10}'), "r2");
    expect(requests.map((r) => [r.path, r.body, r.query.get("requestid")])).toEqual([
      [`/v3/company/${REALM}/customer`, '{"a":1}', "r1"],
      [`/v3/company/${REALM}/item`, '{"b":1.10}', "r2"],
    ]);
    expect(customer).toMatchObject({ made: { id: "500", name: "Ada", active: true } });
    expect(item.made.unitPrice?.toFixed()).toBe("0.1");
  });

  test("fifty at once keep their own ids and bodies", async () => {
    const { quickbooks, requests } = await world((request) =>
      json({ Customer: { Id: request.query.get("requestid")?.slice(1), DisplayName: "x" } }),
    );
    const numbers = Array.from({ length: 50 }, (_, index) => index + 1);
    const made = await Promise.all(
      numbers.map((n) => quickbooks.send(creating("Customer", `{"n":${n}}`), `r${n}`)),
    );
    expect(made.map((one) => one.made.id)).toEqual(numbers.map(String));
    for (const request of requests)
      expect(`r${JSON.parse(request.body).n}`).toBe(request.query.get("requestid"));
  });

  test("a request id that the service would refuse is not sent", async () => {
    const { quickbooks, requests } = await world(() => json({}));
    await expect(quickbooks.send(WRITE, "x".repeat(51))).rejects.toThrow(RangeError);
    await expect(quickbooks.send(WRITE, "")).rejects.toThrow(RangeError);
    expect(requests).toEqual([]);
  });
});

describe("what a failed write says", () => {
  const gateway401 = JSON.stringify({
    warnings: null,
    fault: {
      error: [{ message: "message=AuthenticationFailed", detail: null, code: "3200" }],
      type: "AUTHENTICATION",
    },
    time: 1793668960117,
  });
  const throttledXml =
    '<?xml version="1.0"?><IntuitResponse xmlns="x"><Fault type="SERVICE"><Error code="3001">' +
    "<Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message>" +
    "<Detail>The request limit was reached.</Detail></Error></Fault></IntuitResponse>";

  const cases: [string, Reply, Partial<ServiceError>, string][] = [
    [
      "a duplicate number",
      { status: 400, body: fault("6140", "Duplicate… DocNumber=PD-2044 TxnId=3120") },
      { kind: "refused", fate: "refused", status: 400, codes: ["6140"] },
      "TxnId=3120",
    ],
    [
      "a fault inside HTTP 200",
      { status: 200, body: fault("6000", "Make sure all your transactions have a VAT rate") },
      { kind: "refused", fate: "refused", status: 200, codes: ["6000"] },
      "VAT rate",
    ],
    [
      "an inactive customer, which for a write is a refusal",
      { status: 400, body: fault("610", "made inactive") },
      { kind: "refused", fate: "refused", codes: ["610"] },
      "made inactive",
    ],
    [
      "throttled, in XML",
      { status: 429, headers: { "content-type": "text/xml" }, body: throttledXml },
      { kind: "unavailable", fate: "refused", status: 429, codes: ["3001"] },
      "the request limit was reached",
    ],
    [
      "the app disconnected",
      { status: 403, body: fault("3100", "ApplicationAuthorizationFailed", "SERVICE") },
      {
        kind: "connection",
        fate: "refused",
        codes: ["3100"],
        next: ["pdqb connect quickbooks"],
      },
      "ApplicationAuthorizationFailed",
    ],
    [
      "the token of another realm, which a refresh does not cure",
      { status: 401, body: fault("100", "SRV-110", "AuthenticationFault") },
      { kind: "connection", fate: "refused", status: 401, codes: ["100"] },
      "SRV-110",
    ],
    [
      "a system fault",
      { status: 500, body: fault("10000", "An application error", "SystemFault") },
      { kind: "unknown_outcome", fate: "unclear", status: 500, codes: ["10000"] },
      "An application error",
    ],
    [
      "a system fault with another status",
      { status: 400, body: fault("10000", "An application error", "SystemFault") },
      { kind: "unknown_outcome", fate: "unclear", status: 400 },
      "An application error",
    ],
    [
      "a request id that was seen before: it may be there",
      { status: 400, body: fault("600", "Duplicate Request ID") },
      { kind: "unknown_outcome", fate: "unclear", codes: ["600"] },
      "Duplicate Request ID",
    ],
    [
      "a page of a load balancer",
      { status: 503, headers: { "content-type": "text/html" }, body: "<html><b>Sorry</b></html>" },
      { kind: "unknown_outcome", fate: "unclear", status: 503, codes: [] },
      "Sorry",
    ],
    [
      "success with a page",
      { status: 200, headers: { "content-type": "text/html" }, body: "<html>Welcome</html>" },
      { kind: "unknown_outcome", fate: "unclear", status: 200 },
      "a page instead of data",
    ],
    [
      "success with half a JSON text",
      { status: 200, body: '{"Invoice":{"Id":"31' },
      { kind: "unknown_outcome", fate: "unclear", status: 200 },
      "cut or garbled",
    ],
    [
      "success with nothing",
      { status: 200, body: "" },
      { kind: "unknown_outcome", fate: "unclear", status: 200 },
      "an empty body",
    ],
    [
      "success with another entity",
      json({ Customer: { Id: "1", DisplayName: "x" } }),
      { kind: "unknown_outcome", fate: "unclear", status: 200 },
      "an invoice that cannot be read",
    ],
    [
      "success without an amount, which might pass for a void",
      json({ Invoice: wireInvoice({ TotalAmt: undefined }) }),
      { kind: "unknown_outcome", fate: "unclear", status: 200 },
      "TotalAmt",
    ],
    [
      "an answer that breaks off",
      { ...json({ Invoice: wireInvoice() }), fault: "half" },
      { kind: "unknown_outcome", fate: "unclear" },
      "broke",
    ],
    [
      "a cut socket",
      { fault: "cut" },
      { kind: "unknown_outcome", fate: "unclear", status: undefined },
      "broke",
    ],
  ];

  test.each(cases)("%s", async (_, reply, expected, words) => {
    const { quickbooks, requests } = await world(() => ({
      ...reply,
      headers: { intuit_tid: "1-tid", ...reply.headers },
    }));
    const error = await thrown(quickbooks.send(WRITE, REQUEST_ID));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ service: "quickbooks", ...expected });
    expect((error as ServiceError).reason).toContain(words);
    // One attempt: repeating a write is the business of whoever holds its intent.
    expect(requests).toHaveLength(1);
  });

  test("the trace id and the service's words come through, control characters do not", async () => {
    const body = JSON.stringify({
      Fault: {
        Error: [
          { Message: "One\u001b[2J", Detail: "first", code: "2500" },
          { Message: "Two", Detail: "second\u0007", code: "2020" },
        ],
        type: "ValidationFault",
      },
    });
    const { quickbooks } = await world(() => ({
      status: 400,
      body,
      headers: { intuit_tid: "1-x9" },
    }));
    const error = (await thrown(quickbooks.send(WRITE, REQUEST_ID))) as ServiceError;
    expect(error.codes).toEqual(["2500", "2020"]);
    expect(error.traceId).toBe("1-x9");
    expect(error.reason).toBe(
      "QuickBooks answered: One [2J: first; Two: second (HTTP 400, code 2500, 2020).",
    );
  });

  test("a time-out is unclear", async () => {
    const { quickbooks } = await world(() => ({ fault: "hang" }), {
      timeoutMs: { read: 60_000, write: 100 },
    });
    const error = await thrown(quickbooks.send(WRITE, REQUEST_ID));
    expect(error).toMatchObject({ kind: "unknown_outcome", fate: "unclear" });
  });

  test("no connection: not sent", async () => {
    const quickbooks = openQuickBooks({
      realm: REALM,
      environment: "practice",
      origin: await closedOrigin(),
      secrets: memorySecrets(secretWith()),
      exclusive: (_, work) => work(),
      profile: "p",
      now: () => new Date(0),
      http: { timeoutMs: { read: 1_000, write: 1_000 }, version: "0" },
    });
    const error = await thrown(quickbooks.send(WRITE, REQUEST_ID));
    expect(error).toMatchObject({ kind: "unavailable", fate: "not_sent", status: undefined });
  });

  test("a 401 is renewed and repeated once with the same id and body", async () => {
    const { quickbooks, requests, secrets } = await world((request) => {
      if (request.path === "/oauth2/v1/tokens/bearer")
        return json({ access_token: "access-2", refresh_token: "refresh-2", expires_in: 3600 });
      return request.headers.authorization === "Bearer access-2"
        ? json({ Invoice: wireInvoice() })
        : { status: 401, body: gateway401 };
    });
    const written = await quickbooks.send(WRITE, REQUEST_ID);
    expect(written).toMatchObject({ made: { id: "3120" } });
    const sent = requests.filter((r) => r.path.endsWith("/invoice"));
    expect(sent.map((r) => [r.body, r.query.get("requestid")])).toEqual([
      [BODY, REQUEST_ID],
      [BODY, REQUEST_ID],
    ]);
    expect(secrets.secret?.accessToken).toBe("access-2");
  });

  test("a second 401 ends it: the connection is at fault and nothing was done", async () => {
    const { quickbooks, requests } = await world((request) =>
      request.path === "/oauth2/v1/tokens/bearer"
        ? json({ access_token: "access-2", refresh_token: "refresh-2", expires_in: 3600 })
        : { status: 401, body: gateway401 },
    );
    const error = await thrown(quickbooks.send(WRITE, REQUEST_ID));
    expect(error).toMatchObject({ kind: "connection", fate: "refused", codes: ["3200"] });
    expect(requests.filter((r) => r.path.endsWith("/invoice"))).toHaveLength(2);
  });

  test("neither the error nor the log holds a secret", async () => {
    const { quickbooks, logged, origin } = await world(() => ({ fault: "cut" }));
    const error = await thrown(quickbooks.send(WRITE, REQUEST_ID));
    const shown = inspect(error, { depth: 20, showHidden: true }) + logged.join("\n");
    for (const secret of ["access-1", "refresh-1", "the-client-secret", "Grüße"])
      expect(shown).not.toContain(secret);
    expect(logged).toEqual([
      expect.stringMatching(
        new RegExp(
          `^POST ${new URL(origin).host}/v3/company/${REALM}/invoice\\?requestid=${REQUEST_ID} ECONNRESET \\d+ ms$`,
        ),
      ),
    ]);
  });
});
