// Each problem names both records, and the command that mends it.
import { describe, expect, it } from "vitest";
import type { NameHolder } from "../../../src/domain/books.ts";
import {
  type ContactRecord,
  emailProblems,
  goneCustomer,
  inactiveCustomer,
  mergedInto,
  nameTaken,
  noCustomer,
  withCandidates,
} from "../../../src/domain/customer/customer-problems.ts";
import { customer } from "../../support/builders.ts";

const contact: ContactRecord = { kind: "organization", id: 402, name: "Aurora Design Oy" };

describe("nobody to bill", () => {
  it("says what the deal lacks where it has neither organization nor person", () => {
    expect(noCustomer(null)).toMatchObject({ code: "no_customer", next: "--customer <customer>" });
    expect(noCustomer(contact)).toEqual({
      code: "unlinked_customer",
      message: 'No QuickBooks customer is linked to organization 402, "Aurora Design Oy".',
      next: "pdqb customer link --organization 402 --customer <customer>",
    });
  });

  it("names a customer that was deleted, and the one that it was merged into", () => {
    const gone = goneCustomer(contact, { id: "77", name: "Aurora" });
    expect(gone.message).toContain('Customer "Aurora" (id 77)');
    const merged = mergedInto(gone, contact, { id: "417", name: "Aurora Design" });
    expect(merged.message).toContain('"Aurora Design" (id 417)');
    expect(merged.next).toBe("pdqb customer link --organization 402 --customer 417");
    expect(mergedInto(gone, null, { id: "417", name: "A" }).next).toBe("--customer 417");
  });

  it("names an inactive one, and says nothing of an active one", () => {
    expect(inactiveCustomer(customer(), contact)).toEqual([]);
    const [problem] = inactiveCustomer(customer({ active: false }), null);
    expect(problem).toMatchObject({ code: "inactive_customer", next: "--customer <customer>" });
    expect(problem?.message).toContain('"Aurora Design Oy" (id 417) is inactive');
  });
});

describe("candidates", () => {
  const found = (ids: string[]) => ids.map((id) => ({ id, name: `C${id}`, reason: "same name" }));
  const put = (ids: string[]) => withCandidates(noCustomer(contact), contact, found(ids));

  it("of one, the command names it; of several none is put forward", () => {
    expect(put(["7"]).next).toBe("pdqb customer link --organization 402 --customer 7");
    expect(put(["7", "8"]).next).toBe(
      "pdqb customer link --organization 402 --customer <customer>",
    );
    expect(put(["7", "8"]).candidates).toHaveLength(2);
  });

  it("one that is known by the last part of its name alone is shown, not put forward", () => {
    const sub = [{ ...found(["7"])[0], isSubOnly: true } as ReturnType<typeof found>[number]];
    expect(withCandidates(noCustomer(contact), contact, sub).next).toContain("<customer>");
  });

  it("lists five at most", () => {
    const { message } = put(["1", "2", "3", "4", "5", "6"]);
    expect(message).toContain('"C5" (id 5, same name)');
    expect(message).not.toContain('"C6"');
  });

  it("without any, a new customer is the way", () => {
    const problem = put([]);
    expect(problem.next).toBe("--new-customer");
    expect(problem.message).toContain("pdqb customer link --organization 402");
  });
});

describe("a name that is taken", () => {
  const holder = (change: Partial<NameHolder>): NameHolder => ({
    ...{ list: "Customer", id: "421", name: "Lumi Oy", active: true, isSubCustomer: false },
    ...change,
  });

  it("by a customer: it is linked", () => {
    const { next, suggestion } = nameTaken(holder({}), "Lumi Oy", contact);
    expect(next).toBe("pdqb customer link --organization 402 --customer 421");
    expect(suggestion).toBe("Lumi Oy (2)");
  });

  it("by a customer in another currency: the currency tells them apart", () =>
    expect(nameTaken(holder({}), "Lumi Oy", contact, "USD").suggestion).toBe("Lumi Oy (USD)"));

  it.each([
    ["a vendor", { list: "Vendor" as const, active: true }],
    ["an inactive vendor", { list: "Vendor" as const, active: false }],
  ])("by %s, which cannot be billed: another name is proposed", (_who, change) => {
    const problem = nameTaken(holder(change), "Lumi Oy", contact);
    expect(problem.next).toBe("--new-customer 'Lumi Oy (customer)'");
    expect(problem.message).toContain(
      `used by ${change.active ? "" : "inactive "}vendor "Lumi Oy" (id 421)`,
    );
  });

  it("by an inactive customer: the message names the command for once it is active", () => {
    const problem = nameTaken(holder({ active: false }), "Lumi Oy", contact);
    expect(problem.next).toBe("--new-customer 'Lumi Oy (2)'");
    expect(problem.message).toContain("pdqb customer link --organization 402 --customer 421");
  });
});

describe("an e-mail address", () => {
  it("that none takes is a problem, sent or not", () =>
    expect(emailProblems("pay at office", { isSent: false, own: "a@b.example" })).toMatchObject([
      { code: "missing_email", next: "--email <address>" },
    ]));

  it("is missed only where the invoice is to be sent and the customer has none", () => {
    expect(emailProblems(null, { isSent: true, own: null })).toHaveLength(1);
    expect(emailProblems(null, { isSent: true, own: "a@b.example" })).toEqual([]);
    expect(emailProblems("a@b.example", { isSent: true, own: null })).toEqual([]);
    expect(emailProblems(null, { isSent: false, own: null })).toEqual([]);
  });
});
