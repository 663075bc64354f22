// An answer about another object than the one that was asked for, or sent, is not believed.
import { describe, expect, test } from "vitest";
import { json, thrown } from "../recording-server.ts";
import { smallPlan, wireInvoice, world } from "./support.ts";

const other = wireInvoice({ Id: "3100" });
const MARKER = "pdqb 123/1 k7m2q9xw";

describe("an answer for invoice 3100 where 3120 was asked for", () => {
  test.each(["invoice", "invoiceDetail"] as const)("%s", async (read) => {
    const { quickbooks } = await world(() => json({ Invoice: other }));
    expect(await thrown(quickbooks[read]("3120"))).toMatchObject({ kind: "unavailable" });
  });

  test("by ids, and of another customer", async () => {
    const { quickbooks } = await world(() => json({ QueryResponse: { Invoice: [other] } }));
    expect(await thrown(quickbooks.invoicesByIds(["3120"]))).toMatchObject({ kind: "unavailable" });
    expect(await thrown(quickbooks.invoicesOfCustomer("9", {}))).toMatchObject({
      kind: "unavailable",
    });
  });

  test.each(["void", "send"] as const)("%s", async (kind) => {
    const { quickbooks } = await world(() => json({ Invoice: other }));
    const body =
      kind === "send"
        ? JSON.stringify({ invoice: "3120", to: "a@example.com", before: null })
        : JSON.stringify({ Id: "3120", SyncToken: "0" });
    expect(await thrown(quickbooks.send({ kind, body }, "r1"))).toMatchObject({
      kind: "unknown_outcome",
      fate: "unclear",
    });
  });
});

test.each([
  ["another customer", { CustomerRef: { value: "999" } }],
  ["another marker", { PrivateNote: "pdqb 124/1 k7m2q9xx" }],
])("a created invoice with %s is not taken for ours", async (_what, change) => {
  const { quickbooks } = await world(() => json({ Invoice: wireInvoice(change) }));
  const write = await quickbooks.invoiceWrite(smallPlan(), MARKER);
  expect(await thrown(quickbooks.send(write, "r1"))).toMatchObject({ kind: "unknown_outcome" });
});

test.each([{}, { QueryResponse: null }, { QueryResponse: 7 }, []])(
  "a query answered with %j ends in exit 6, not as a bug of the SDK",
  async (answer) => {
    const { quickbooks } = await world(() => json(answer));
    const error = await thrown(quickbooks.invoicesByIds(["3120"]));
    expect(error).toMatchObject({ kind: "unavailable" });
  },
);

test("rows of wrong types end in exit 6, not as a bug", async () => {
  const { quickbooks } = await world(() =>
    json({ QueryResponse: { Invoice: [{ ...other, TotalAmt: { x: 1 } }] } }),
  );
  expect(await thrown(quickbooks.invoicesByIds(["3120"]))).toMatchObject({ kind: "unavailable" });
});
