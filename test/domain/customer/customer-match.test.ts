// Who may be the customer: reasons, their order, and names compared as people do (docs/quickbooks.md 9 on masked tax IDs).
import { describe, expect, it } from "vitest";
import { likePattern, namesAlike } from "../../../src/domain/customer/company-name.ts";
import { rankCustomers, type WantedCustomer } from "../../../src/domain/customer/customer-match.ts";
import { customer } from "../../support/builders.ts";

const wanted: WantedCustomer = {
  name: "Kallio & Söner Ab",
  email: "greta@kallio.example",
  taxId: null,
  country: "FI",
  currency: "EUR",
};
const taxIds = { registration: null, resale: null, gstin: null };
const ranked = (customers: ReturnType<typeof customer>[], change: Partial<WantedCustomer> = {}) =>
  rankCustomers(customers, { ...wanted, ...change }).map(({ value, reason, isExact }) => [
    value.id,
    reason,
    isExact,
  ]);

describe("candidates", () => {
  it("come with their reasons, e-mail before name before a similar name; who shares nothing is none", () => {
    expect(
      ranked([
        customer({ id: "1", name: "kallio och soner" }),
        customer({ id: "2", name: "KALLIO & SÖNER AB" }),
        customer({ id: "3", name: "Greta's books", email: "Greta@Kallio.example" }),
        customer({ id: "4", name: "Saimaa Boats Oy", email: "info@saimaa.example" }),
        customer({
          id: "5",
          name: "Kallio & Söner Oy",
          email: "a@b.example, greta@kallio.example",
        }),
      ]),
    ).toEqual([
      ["5", "same e-mail, similar name", false],
      ["3", "same e-mail", false],
      ["2", "same name", true],
      ["1", "similar name", false],
    ]);
  });

  it("are each one customer, however often the books gave it", () => {
    const twice = customer({ id: "2", name: "Kallio & Söner Ab" });
    expect(ranked([twice, { ...twice }])).toEqual([["2", "same name", true]]);
  });

  it("that are billed in another currency come last and are never exact", () => {
    expect(
      ranked([
        customer({ id: "1", name: "Kallio & Söner Ab", currency: "USD" }),
        customer({ id: "2", name: "Kallio & Soner" }),
      ]),
    ).toEqual([
      ["2", "similar name", false],
      ["1", "same name, billed in USD", false],
    ]);
  });

  it("are found by tax ID where answers show it whole: the US resale number", () => {
    const us = { country: "US", taxId: "12-345 678", name: "Else LLC" };
    expect(
      ranked(
        [
          customer({ id: "1", name: "Old name LLC", taxIds: { ...taxIds, resale: "12345678" } }),
          customer({ id: "2", name: "Else LLC" }),
        ],
        us,
      ),
    ).toEqual([
      ["1", "same tax ID", true],
      ["2", "same name", true],
    ]);
  });

  it("are never found by a masked one", () => {
    const masked = customer({
      id: "1",
      name: "X",
      taxIds: { ...taxIds, registration: "XXXXX45678" },
    });
    expect(ranked([masked], { taxId: "XXXXX45678" })).toEqual([]);
    expect(ranked([masked], { taxId: "FI12345678" })).toEqual([]);
  });
});

describe("names", () => {
  it.each([
    ["Aurora Design Oy", "AURORA DESIGN"],
    ["Aurora Design Oy", "Oy Aurora-Design  Ab"],
    ["Kallio & Söner Ab", "Kallio och Soner"],
    ["Müller & Co. KG", "Muller"],
    ["S.C. Łódź Sp. z o.o.", "SC Lodz"],
    ["O'Neill’s Kitchen", "oneills kitchen"],
    ["Web Shop B.V.", "Webshop"],
    ["Nordlicht Werbung (EUR)", "Nordlicht Werbung GmbH"],
  ])("%s and %s are alike", (one, other) => {
    expect(namesAlike(one, other)).toBe(true);
    expect(namesAlike(other, one)).toBe(true);
  });

  it.each([
    ["Aurora Design Oy", "Aurora Design Helsinki Oy"],
    ["Kallio Oy", "Kalla Oy"],
    ["AB Oy", "Oy"],
    ["", ""],
  ])("%s and %s are not", (one, other) => {
    expect(namesAlike(one, other)).toBe(false);
  });
});

describe("the pattern of a search", () => {
  const fits = (pattern: string | undefined, name: string) =>
    new RegExp(`^${(pattern ?? "").replaceAll("%", ".*")}$`, "is").test(name);

  it.each([
    ["Kallio & Soner Invest", "Kalliö & Söner-Invest AB"],
    ["Bjork Trading", "Björk (Trading) Ltd"],
    ["Garcia Pena Motor", "García Peña Motor SL"],
  ])("of %s finds %s, marks and punctuation or not", (name, other) => {
    expect(fits(likePattern(name), other)).toBe(true);
  });

  it("keeps letters that seldom carry a mark, and is not made of too few", () => {
    expect(likePattern("Bjork Trading")).toBe("%b%j%r%k%t%r%d%g%");
    expect(fits(likePattern("Bjork Trading"), "Aurora Design Oy")).toBe(false);
    expect(likePattern("Ao Oy")).toBeUndefined();
    expect(likePattern("Kallio")).toBe("%k%l%l%");
  });
});
