// What an update would put into a customer, and what becomes of it: by hand from docs/quickbooks.md 9 (sparse, masked) and 4.3 (addresses).
import { describe, expect, it } from "vitest";
import type { BillAddress } from "../../../src/domain/address.ts";
import {
  changesText,
  customerChanges,
  customerUpdate,
  planUpdate,
} from "../../../src/domain/customer/customer-changes.ts";
import { customer } from "../../support/builders.ts";

const none = { registration: null, resale: null, gstin: null };
const address = (change: Partial<BillAddress> = {}): BillAddress => ({
  lines: ["Mannerheimintie 12"],
  city: "Helsinki",
  region: null,
  postalCode: "00100",
  country: "Finland",
  ...change,
});
const block = { address: null, email: null, taxId: null };

describe("the differences", () => {
  it("are none where the same is written in another way", () => {
    const there = customer({
      email: "Accounts@Aurora.example, boss@aurora.example",
      address: address({ country: "FIN" }),
      taxIds: { ...none, resale: "12-345678" },
    });
    const same = {
      address: address({ lines: ["MANNERHEIMINTIE 12"] }),
      email: "accounts@aurora.example",
      taxId: "12345678",
    };
    expect(customerUpdate(there, same, "US")).toEqual({});
  });

  it("are none where the customer has all the addresses of several", () => {
    const there = customer({ email: "b@aurora.example,a@aurora.example" });
    const both = { ...block, email: "a@aurora.example, b@aurora.example" };
    expect(customerUpdate(there, both, "FI")).toEqual({});
    expect(customerUpdate(customer({ email: "a@aurora.example" }), both, "FI")).toEqual({
      email: both.email,
    });
  });

  it("never empty a field that Pipedrive says nothing of", () => {
    const there = customer({ email: "a@b.example", address: address() });
    expect(customerUpdate(there, block, "FI")).toEqual({});
  });

  it("hold what differs alone, old beside new", () => {
    const there = customer({ email: "old@aurora.example", address: address() });
    const wanted = {
      address: address({ lines: ["Esplanadi 1"], postalCode: "00130" }),
      email: "new@aurora.example",
      taxId: null,
    };
    const update = customerUpdate(there, wanted, "FI");
    expect(update).toEqual({ address: wanted.address, email: "new@aurora.example" });
    const changes = customerChanges(there, update, "FI");
    expect(changes).toEqual([
      {
        field: "address",
        from: "Mannerheimintie 12, 00100 Helsinki, Finland",
        to: "Esplanadi 1, 00130 Helsinki, Finland",
      },
      { field: "email", from: "old@aurora.example", to: "new@aurora.example" },
    ]);
    expect(changesText(changes)).toBe(
      'address "Mannerheimintie 12, 00100 Helsinki, Finland" → "Esplanadi 1, 00130 Helsinki, Finland"; e-mail "old@aurora.example" → "new@aurora.example"',
    );
  });

  it("do not count a masked tax ID, and fill one that is not there", () => {
    const wanted = { ...block, taxId: "FI87654321" };
    const masked = customer({ taxIds: { ...none, registration: "XXXXX45678" } });
    expect(customerUpdate(masked, wanted, "FI")).toEqual({});
    expect(customerUpdate(customer(), wanted, "FI")).toEqual({ taxId: "FI87654321" });
    expect(customerUpdate(customer(), { ...block, taxId: "XXXXX45678" }, "FI")).toEqual({});
    const resale = customer({ taxIds: { ...none, resale: "1" } });
    expect(customerUpdate(resale, { ...block, taxId: "2" }, "US")).toEqual({ taxId: "2" });
    // Elsewhere the resale number is not the tax ID.
    expect(customerUpdate(resale, { ...block, taxId: "1" }, "FI")).toEqual({ taxId: "1" });
  });
});

describe("the decision", () => {
  const there = customer({ email: "old@aurora.example" });
  const wanted = { ...block, email: "new@aurora.example" };
  const plan = (decision: "update" | "keep" | "open") =>
    planUpdate(there, { block: wanted, decision }, "FI");

  it("to write leaves no warning; not to write, and none yet, leave one that names both values", () => {
    expect(plan("update").warnings).toEqual([]);
    expect(plan("keep").warnings.map(({ code }) => code)).toEqual(["customer_differs"]);
    const [open] = plan("open").warnings;
    expect(open?.message).toContain('"old@aurora.example" → "new@aurora.example"');
    expect(open?.message).toContain("--update-customer");
    expect(plan("keep").warnings[0]?.message).not.toContain("--update-customer");
  });

  it("is not needed where nothing differs", () => {
    const same = planUpdate(there, { block, decision: "update" }, "FI");
    expect(same).toEqual({ update: null, problems: [], warnings: [] });
  });

  it("keeps of the block what differs, so that nothing beside it is ever written", () => {
    const more = { ...wanted, address: null, taxId: null };
    expect(
      planUpdate(
        there,
        { block: { ...more, email: "new@aurora.example" }, decision: "update" },
        "FI",
      ).update?.block,
    ).toEqual({ address: null, email: "new@aurora.example", taxId: null });
  });

  it("refuses a US tax ID of more than the 16 characters of a resale number", () => {
    const long = { ...block, taxId: "12345678901234567" };
    const codes = planUpdate(there, { block: long, decision: "update" }, "US").problems;
    expect(codes.map(({ code }) => code)).toEqual(["too_long"]);
    expect(planUpdate(there, { block: long, decision: "update" }, "FI").problems).toEqual([]);
  });
});
