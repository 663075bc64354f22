// A new customer within QuickBooks' lengths and characters (docs/quickbooks.md 9), and what is said of a customer that cannot be billed.
import { describe, expect, it } from "vitest";
import type { NewCustomer } from "../../../src/domain/books.ts";
import {
  emailProblems,
  goneCustomer,
  inactiveCustomer,
  mergedInto,
  nameTaken,
  withCandidates,
} from "../../../src/domain/customer/customer-problems.ts";
import { fitNewCustomer } from "../../../src/domain/customer/new-customer.ts";
import { customer } from "../../support/builders.ts";

const draft = (change: Partial<NewCustomer> = {}): NewCustomer => ({
  name: "Aurora Design Oy",
  companyName: null,
  currency: null,
  email: null,
  phone: null,
  address: null,
  taxId: null,
  termId: null,
  ...change,
});
const codes = (list: { code: string }[]) => list.map(({ code }) => code);

describe("a new customer", () => {
  it("goes as it is where it fits", () => {
    const given = draft({
      name: "x".repeat(500),
      companyName: "y".repeat(100),
      phone: "1".repeat(30),
      taxId: "FI12345678",
    });
    expect(fitNewCustomer(given, "FI")).toEqual({ customer: given, problems: [], warnings: [] });
  });

  it("has no colon, tab or line break in its name, and says so", () => {
    const { customer, warnings } = fitNewCustomer(draft({ name: " Aurora: North\tOy " }), "FI");
    expect(customer.name).toBe("Aurora North Oy");
    expect(warnings[0]).toMatchObject({ code: "name_changed" });
    expect(warnings[0]?.message).toContain('"Aurora North Oy"');
    expect(fitNewCustomer(draft({ name: " Aurora " }), "FI")).toMatchObject({
      customer: { name: "Aurora" },
      warnings: [],
    });
  });

  it("is refused with a name that is too long, or none", () => {
    const long = fitNewCustomer(draft({ name: "x".repeat(501) }), "FI");
    expect(codes(long.problems)).toEqual(["too_long"]);
    expect(long.problems[0]?.message).toContain("501");
    expect(codes(fitNewCustomer(draft({ name: " :" }), "FI").problems)).toEqual(["no_customer"]);
  });

  it("loses the end of a long company name and a long phone number, never in silence", () => {
    const given = draft({ companyName: "y".repeat(101), phone: "1".repeat(31) });
    const { customer, warnings } = fitNewCustomer(given, "FI");
    expect(customer).toMatchObject({ companyName: "y".repeat(100), phone: null });
    expect(codes(warnings)).toEqual(["cut", "left_out"]);
  });

  it("never gets a masked tax ID, and says so; a Spanish one may begin with an X", () => {
    const masked = fitNewCustomer(draft({ taxId: "XXXXX45678" }), "FI");
    expect(masked.customer.taxId).toBeNull();
    expect(codes(masked.warnings)).toEqual(["left_out"]);
    expect(fitNewCustomer(draft({ taxId: "X1234567L" }), "ES").customer.taxId).toBe("X1234567L");
  });

  it("has a tax ID within the field of its country", () => {
    const taxId = "1".repeat(17);
    expect(codes(fitNewCustomer(draft({ taxId }), "US").problems)).toEqual(["too_long"]);
    expect(fitNewCustomer(draft({ taxId }), "DE").problems).toEqual([]);
  });
});

describe("a problem names both records and the way out", () => {
  const contact = { kind: "organization", id: 402, name: "Aurora" } as const;

  it("for a name that is held", () => {
    const holder = { id: "70", name: "Lumi", isSubCustomer: false, active: true };
    const vendor = nameTaken({ ...holder, list: "Vendor" }, "Lumi", contact);
    expect(vendor.message).toBe('The name "Lumi" is used by vendor "Lumi" (id 70) in QuickBooks.');
    expect(vendor.next).toBe("--new-customer 'Lumi (customer)'");
    const inactive = nameTaken(
      { ...holder, list: "Customer", name: "Lumi (deleted)", active: false },
      "Lumi",
      contact,
    );
    expect(inactive.message).toBe(
      'The name "Lumi" is used by inactive customer "Lumi (deleted)" (id 70) in QuickBooks: make it active there and use it (pdqb customer link --organization 402 --customer 70), or take another name.',
    );
    expect(inactive.next).toBe("--new-customer 'Lumi (2)'");
    const active = { ...holder, list: "Customer" } as const;
    expect(nameTaken(active, "Lumi", null).next).toBe("--customer 70");
    expect(nameTaken(active, "Lumi", contact).next).toBe(
      "pdqb customer link --organization 402 --customer 70",
    );
  });

  it("for a customer that is inactive, gone, or merged", () => {
    expect(inactiveCustomer(customer(), contact)).toEqual([]);
    const [inactive] = inactiveCustomer(customer({ active: false }), contact);
    expect(inactive).toMatchObject({
      code: "inactive_customer",
      message:
        'Customer "Aurora Design Oy" (id 417), for organization 402, "Aurora", is inactive in QuickBooks: make it active there, or choose another.',
    });
    const gone = goneCustomer(contact, { id: "417", name: "Aurora Design Oy" });
    expect(gone.message).toContain('"Aurora Design Oy" (id 417), linked to organization 402');
    const merged = mergedInto(gone, contact, { id: "430", name: "Aurora Group" });
    expect(merged.message).toContain('"Aurora Group" (id 430)');
    expect(merged.next).toBe("pdqb customer link --organization 402 --customer 430");
  });

  it("takes the only candidate into the command, and none of several", () => {
    const problem = { code: "unlinked_customer", message: "None.", next: "x" } as const;
    const one = { id: "417", name: "Aurora", reason: "same name" };
    expect(withCandidates(problem, contact, [one])).toMatchObject({
      message: 'None. It may be "Aurora" (id 417, same name).',
      next: "pdqb customer link --organization 402 --customer 417",
    });
    const two = withCandidates(problem, contact, [one, { ...one, id: "418" }]);
    expect(two.next).toBe("pdqb customer link --organization 402 --customer <customer>");
    expect(two.candidates).toHaveLength(2);
    expect(withCandidates(problem, contact, []).next).toBe("--new-customer");
  });
});

describe("e-mail", () => {
  const sent = { isSent: true, own: null };
  it("is missing where the invoice is to be sent and neither side has one", () => {
    expect(codes(emailProblems(null, sent))).toEqual(["missing_email"]);
    expect(emailProblems(null, { isSent: true, own: "a@b.example" })).toEqual([]);
    expect(emailProblems("a@b.example", sent)).toEqual([]);
    expect(emailProblems(null, { isSent: false, own: null })).toEqual([]);
  });

  it("is refused where it is none, sent or not", () => {
    expect(codes(emailProblems("greta at kallio", { isSent: false, own: null }))).toEqual([
      "missing_email",
    ]);
    expect(codes(emailProblems("a@b.example, c@d", sent))).toEqual(["missing_email"]);
    expect(emailProblems("a@b.example, c@d.example", sent)).toEqual([]);
  });
});
