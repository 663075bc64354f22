// What a flag names, found in the books: one that fits is taken, several or none are told with what there is.
import { describe, expect, it } from "vitest";
import type { Account, Customer, Item } from "../../../src/domain/books.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import {
  bestItems,
  findCustomer,
  findEntry,
  findItem,
  findTaxCode,
  findTerm,
  incomeAccount,
  incomeAccounts,
  itemCandidates,
  taxCandidates,
} from "../../../src/usecases/books/match-books.ts";
import { customer, line, net14 } from "../../support/builders.ts";

/** Books as the port gives them. */
function books(all: { customers?: Customer[]; items?: Item[]; accounts?: Account[] }) {
  const { customers = [], items = [], accounts = [] } = all;
  const byId = <T extends { id: string }>(list: T[], ids: string[] = []) =>
    list.filter(({ id }) => ids.includes(id));
  return {
    quickbooks: {
      lookup: async ({ customerIds, itemIds }: { customerIds?: string[]; itemIds?: string[] }) => ({
        ...{ customers: byId(customers, customerIds), items: byId(items, itemIds) },
        ...{ taxCodes: [], terms: [] },
      }),
      matchCustomers: async () => customers,
      matchItems: async ({ skus, names }: { skus: string[]; names: string[] }) =>
        items.filter((one) => skus.includes(one.sku ?? "") || names.includes(one.name)),
      incomeAccounts: async () => accounts,
    },
  } as unknown as Parameters<typeof findCustomer>[0];
}
const item = (id: string, name: string, sku: string | null = null): Item => ({
  ...{ id, name, fullName: name, sku, type: "Service", active: true, unitPrice: null },
});
const failure = async (work: () => unknown) => {
  try {
    return await work();
  } catch (error) {
    const { kind, message, reason, next } = error as Record<string, unknown>;
    return { kind, message, reason, next };
  }
};

describe("a customer", () => {
  const aurora = customer({ id: "417", name: "Aurora" });
  const sub = customer({ id: "9", name: "Site", fullName: "Aurora:Site", parentId: "417" });

  it("is named by its id or its full name, in any case and either form of an accent", async () => {
    const nordhäuser = customer({ id: "5", name: "Nordh\u00e4user" });
    expect((await findCustomer(books({ customers: [aurora] }), "417")).id).toBe("417");
    expect((await findCustomer(books({ customers: [nordhäuser] }), "NORDHA\u0308USER")).id).toBe(
      "5",
    );
    expect((await findCustomer(books({ customers: [sub] }), "aurora:site")).id).toBe("9");
  });

  it("may be called as a number is", async () => {
    expect(
      (await findCustomer(books({ customers: [customer({ name: "1921" })] }), "1921")).id,
    ).toBe("417");
  });

  it("is never a sub-customer by the last part of its name", async () => {
    const found = await failure(() => findCustomer(books({ customers: [sub] }), "Site"));
    expect(found).toEqual({
      ...{ kind: "not_found", message: 'QuickBooks has no active customer "Site".' },
      reason: '"Aurora:Site" (id 9) is a sub-customer, and is named in full.',
      next: ["--customer 9", "pdqb customer search Site"],
    });
  });

  it("that is not there, or there twice, is told", async () => {
    expect(await failure(() => findCustomer(books({}), "Blue sea"))).toMatchObject({
      ...{ kind: "not_found", next: ["pdqb customer search 'Blue sea'"] },
    });
    const twice = [aurora, customer({ id: "418", name: "AURORA" })];
    expect(await failure(() => findCustomer(books({ customers: twice }), "Aurora"))).toMatchObject({
      ...{ kind: "usage", message: 'QuickBooks has 2 customers that "Aurora" fits.' },
      reason: "Give the id of the one that you mean:\n417  Aurora\n418  AURORA",
    });
  });
});

describe("an item", () => {
  const items = [item("88", "Care", "C-1"), item("89", "Setup"), item("90", "1000")];

  it("is named by its id, its SKU or its name, also a name of digits", async () => {
    const found = async (text: string) => (await findItem(books({ items }), text)).id;
    expect(await found("88")).toBe("88");
    expect(await found("SKU:C-1")).toBe("88");
    expect(await found("Setup")).toBe("89");
    expect(await found("1000")).toBe("90");
  });

  it("that several are, or none is, is told", async () => {
    const twice = books({ items: [item("88", "Care"), item("91", "Care")] });
    expect(await failure(() => findItem(twice, "Care"))).toMatchObject({
      ...{ kind: "usage", reason: expect.stringContaining("91  Care") },
    });
    expect(await failure(() => findItem(books({}), "sku:C 9"))).toMatchObject({
      ...{ kind: "not_found", next: ["pdqb product search 'C 9'"] },
    });
  });

  it("of the line's SKU comes before one of its name", async () => {
    const all = [
      item("1", "Website care"),
      item("2", "Other", "w-1"),
      item("3", "Website care", "W-1"),
    ];
    const quickbooks = { matchItems: async () => all };
    const product = { code: "W-1" } as never;
    const of = await itemCandidates({ quickbooks } as never, [{ line: line(), product }]);
    const candidates = of(line());
    expect(candidates.map(({ value, reason }) => `${value.id}: ${reason}`)).toEqual([
      ...["2: same SKU W-1", "3: same SKU W-1", "1: same name"],
    ]);
    expect(bestItems(candidates).map(({ id }) => id)).toEqual(["2", "3"]);
    const unnamed = await itemCandidates({ quickbooks } as never, [
      { line: line(), product: undefined },
    ]);
    expect(bestItems(unnamed(line())).map(({ id }) => id)).toEqual(["1", "3"]);
  });
});

describe("the account of new items", () => {
  const sales = { id: "1", name: "Sales" } as Account;
  const fees = { id: "2", name: "Fees" } as Account;

  it("is that of the setting, by id or name, else the only one", async () => {
    const chosen = async (accounts: Account[], setting: string) =>
      (await incomeAccounts(books({ accounts }), setting)).chosen?.id;
    expect(await chosen([sales, fees], "2")).toBe("2");
    expect(await chosen([sales, fees], "fees")).toBe("2");
    expect(await chosen([sales], "")).toBe("1");
    expect(await chosen([sales, fees], ""), "none of two").toBeUndefined();
    expect(await chosen([sales], "Gone"), "another was wanted").toBeUndefined();
  });

  it("that is not settled is asked for with those that there are", async () => {
    const open = failure(() => incomeAccount(books({ accounts: [sales, fees] }), ""));
    expect(await open).toMatchObject({
      ...{ kind: "refused", reason: "1  Sales\n2  Fees" },
      next: ["pdqb config set item.income-account 1"],
    });
    expect(await failure(() => incomeAccount(books({}), ""))).toMatchObject({
      next: ["pdqb config set item.income-account <id>"],
    });
  });
});

describe("tax codes, terms, classes", () => {
  const code = (id: string, percents: string[], active = true) => ({
    ...{ id, name: `Code ${id}`, active },
    rates: percents.map((percent, index) => ({ id: `${id}-${index}`, percent: decimal(percent) })),
  });
  const codes = [
    code("1", ["5", "9.975"]),
    code("2", ["14.975"], false),
    code("3", []),
    code("4", ["0"]),
  ];

  it("a percent fits the active codes whose rates come to it: 5 and 9.975 are 14.975", () => {
    expect(taxCandidates(codes, "14.975").map(({ id }) => id)).toEqual(["1"]);
    expect(
      taxCandidates(codes, "0").map(({ id }) => id),
      "no rate is not 0 %",
    ).toEqual(["4"]);
  });

  it("what there is is told of what is not there", async () => {
    expect(findTaxCode(codes, "code 4").id).toBe("4");
    expect(await failure(() => findTaxCode(codes.slice(0, 1), "9"))).toMatchObject({
      ...{ kind: "not_found", reason: "1  Code 1 (14.975 %)", next: ["pdqb tax list"] },
    });
    expect(await failure(() => findTerm([], "Net 30"))).toMatchObject({ reason: "Terms: none." });
    expect(await failure(() => findTerm([net14], "Net 30"))).toMatchObject({
      ...{ reason: "Terms: Net 14.", next: ["--terms 'Net 14'"] },
    });
    expect(await failure(() => findEntry([], "North", "location"))).toMatchObject({
      ...{ message: 'QuickBooks has no location "North".', reason: "It has: none." },
      next: ["--location <location>"],
    });
  });
});
