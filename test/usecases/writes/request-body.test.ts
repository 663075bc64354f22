import { describe, expect, test } from "vitest";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import type { InvoicePlan } from "../../../src/domain/plan/invoice-plan.ts";
import { bodyStart } from "../../../src/usecases/books/invoice-body.ts";
import { customerKind } from "../../../src/usecases/writes/kinds/customer.ts";
import { invoiceKind } from "../../../src/usecases/writes/kinds/invoice.ts";
import { itemKind } from "../../../src/usecases/writes/kinds/item.ts";
import { planLine, smallPlan } from "../../adapters/quickbooks/support.ts";

const MARKER = "pdqb 123/1 k7m2q9xw";

const bodyOf = (plan: InvoicePlan): string => invoiceKind.body({ plan, marker: MARKER });

/** The first line of the parsed body. */
function lineOf(plan: InvoicePlan): unknown {
  return (JSON.parse(bodyOf(plan)) as { Line: unknown[] }).Line[0];
}

describe("the body of an invoice", () => {
  test("the smallest plan sends what it decides and nothing else", () => {
    expect(bodyOf(smallPlan())).toBe(
      '{"CustomerRef":{"value":"417"},"TxnDate":"2026-11-25","PrivateNote":"pdqb 123/1 k7m2q9xw",' +
        '"GlobalTaxCalculation":"TaxExcluded","Line":[{"DetailType":"SalesItemLineDetail","Amount":380.00,' +
        '"Description":"Website care","SalesItemLineDetail":{"ItemRef":{"value":"88"},"Qty":4,"UnitPrice":95,' +
        '"TaxCodeRef":{"value":"5"}}}]}',
    );
  });

  test("begins with its customer, by which it is searched for", () => {
    expect(bodyOf(smallPlan()).startsWith(`${bodyStart("417")},`)).toBe(true);
  });

  test("a plan with everything", () => {
    const body = bodyOf(
      smallPlan({
        dueDate: "2026-12-09" as CalendarDate,
        term: { id: "3", name: "14 days" },
        number: "PD-2044",
        currency: "SEK",
        sendCurrency: true,
        billTo: {
          address: {
            lines: ["Förlag & Söner", "Storgatan 1"],
            city: "Umeå",
            region: null,
            postalCode: "903 26",
            country: "SWE",
          },
          email: "a+b@example.se",
          cc: "c@example.se",
          bcc: null,
        },
        memo: 'Thank you, "friends"',
        note: "Asked by Ida",
        customFields: [{ id: "1", name: "PO number", value: "4711" }],
      }),
    );
    expect(JSON.parse(body)).toEqual({
      CustomerRef: { value: "417" },
      TxnDate: "2026-11-25",
      DueDate: "2026-12-09",
      SalesTermRef: { value: "3" },
      DocNumber: "PD-2044",
      CurrencyRef: { value: "SEK" },
      BillEmail: { Address: "a+b@example.se" },
      BillEmailCc: { Address: "c@example.se" },
      BillAddr: {
        Line1: "Förlag & Söner",
        Line2: "Storgatan 1",
        City: "Umeå",
        PostalCode: "903 26",
        Country: "SWE",
      },
      CustomerMemo: { value: 'Thank you, "friends"' },
      PrivateNote: "Asked by Ida\npdqb 123/1 k7m2q9xw",
      CustomField: [
        { DefinitionId: "1", Name: "PO number", Type: "StringType", StringValue: "4711" },
      ],
      GlobalTaxCalculation: "TaxExcluded",
      Line: [
        {
          DetailType: "SalesItemLineDetail",
          Amount: 380,
          Description: "Website care",
          SalesItemLineDetail: {
            ItemRef: { value: "88" },
            Qty: 4,
            UnitPrice: 95,
            TaxCodeRef: { value: "5" },
          },
        },
      ],
    });
  });

  test("numbers go out digit by digit: 0.1 + 0.2 is 0.3, and seven decimals stay", () => {
    const line = planLine({
      quantity: decimal("0.1").plus("0.2"),
      unitPrice: decimal("594.55").dividedBy("120").toDecimalPlaces(7),
      net: decimal("1.49"),
    });
    const body = bodyOf(smallPlan({ lines: [line] }));
    // 594.55 / 120 = 4.954583333…; 0.3 × 4.9545833 = 1.48637499.
    expect(body).toContain('"Qty":0.3,"UnitPrice":4.9545833,');
    expect(body).toContain('"Amount":1.49,');
  });

  test("very small and large numbers have no exponent", () => {
    const line = planLine({
      quantity: decimal("1000000000000"),
      unitPrice: decimal("0.0000001"),
      net: decimal("100000"),
    });
    const body = bodyOf(smallPlan({ lines: [line] }));
    expect(body).toContain('"Amount":100000.00,');
    expect(body).toContain('"Qty":1000000000000,"UnitPrice":0.0000001,');
  });

  test("a number that a reader of floats would not see whole is refused", () => {
    const line = planLine({ net: decimal("12345678901234567.89") });
    expect(() => bodyOf(smallPlan({ lines: [line] }))).toThrow("more than 15 digits");
  });

  test("without a unit price the amount goes alone", () => {
    const line = planLine({ quantity: decimal("3"), unitPrice: null, net: decimal("100") });
    expect(lineOf(smallPlan({ lines: [line] }))).toEqual({
      DetailType: "SalesItemLineDetail",
      Amount: 100,
      Description: "Website care",
      SalesItemLineDetail: { ItemRef: { value: "88" }, TaxCodeRef: { value: "5" } },
    });
  });

  test("inclusive prices send the net as amount and the gross beside it (docs/quickbooks.md 16.3)", () => {
    // One line of 769.94 gross at 10 %: 699.95 net, and the tax is the rest.
    const line = planLine({
      quantity: decimal("1"),
      unitPrice: decimal("699.95"),
      net: decimal("699.95"),
      gross: decimal("769.94"),
    });
    const body = bodyOf(smallPlan({ taxTreatment: "inclusive", lines: [line] }));
    expect(body).toContain('"GlobalTaxCalculation":"TaxInclusive"');
    expect(body).toContain('"Amount":699.95,');
    expect(body).toContain('"TaxInclusiveAmt":769.94}');
  });

  test("free of tax is said so; a code is sent where the plan has one", () => {
    const without = planLine({ taxCode: null, taxPercent: decimal("0"), tax: decimal("0") });
    const body = bodyOf(smallPlan({ taxTreatment: "none", lines: [without] }));
    expect(body).toContain('"GlobalTaxCalculation":"NotApplicable"');
    expect(body).not.toContain("TaxCodeRef");
    const free = planLine({ taxCode: { id: "NON", name: "NON" } });
    expect(bodyOf(smallPlan({ taxTreatment: "none", lines: [free] }))).toContain(
      '"TaxCodeRef":{"value":"NON"}',
    );
  });

  test("where QuickBooks computes the tax, neither a calculation nor a code is sent", () => {
    const lines = [planLine({ taxCode: null, tax: null })];
    const body = bodyOf(smallPlan({ taxTreatment: "automatic", lines }));
    expect(body).not.toContain("GlobalTaxCalculation");
    expect(body).not.toContain("TaxCodeRef");
  });

  test("a discount of the whole invoice is one line with a positive amount", () => {
    const totals = {
      net: decimal("380"),
      discount: decimal("38"),
      tax: decimal("82.08"),
      dealTax: null,
      total: decimal("424.08"),
    };
    const discount = { percent: decimal("10"), words: "10 % Framework contract" };
    const body = bodyOf(smallPlan({ totals, discount }));
    expect((JSON.parse(body) as { Line: unknown[] }).Line[1]).toEqual({
      DetailType: "DiscountLineDetail",
      Amount: 38,
      Description: "10 % Framework contract",
      DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 },
    });
  });

  test("an address of more than five lines loses none", () => {
    const address = {
      lines: ["1", "2", "3", "4", "5", "6", "7"],
      city: null,
      region: null,
      postalCode: null,
      country: null,
    };
    const body = bodyOf(smallPlan({ billTo: { address, email: null, cc: null, bcc: null } }));
    expect((JSON.parse(body) as { BillAddr: unknown }).BillAddr).toEqual({
      Line1: "1",
      Line2: "2",
      Line3: "3",
      Line4: "4",
      Line5: "5, 6, 7",
    });
  });

  test("a plan whose customer or item is still to be made has no body", () => {
    const customer = { id: null, name: "New", create: null, existing: null };
    expect(() => bodyOf(smallPlan({ customer }))).toThrow("customer has no id");
    const lines = [planLine({ item: null })];
    expect(() => bodyOf(smallPlan({ lines }))).toThrow("no item");
  });
});

describe("the bodies of a customer and an item", () => {
  const customer = {
    name: "O'Neill & Sons",
    companyName: "O'Neill & Sons Ltd",
    phone: "+353 21 000 000",
    termId: "3",
    currency: "EUR",
    email: "ap@oneill.example",
    address: {
      lines: ["Quay 1"],
      city: "Cork",
      region: "CO",
      postalCode: null,
      country: "IRL",
    },
    taxId: "IE1234567T",
  };

  const bodyIn = (country: string) =>
    JSON.parse(customerKind.body({ customer, country })) as Record<string, unknown>;

  test("the tax id goes to the identifier of the customer", () => {
    expect(bodyIn("IE")).toEqual({
      DisplayName: "O'Neill & Sons",
      CompanyName: "O'Neill & Sons Ltd",
      PrimaryPhone: { FreeFormNumber: "+353 21 000 000" },
      SalesTermRef: { value: "3" },
      CurrencyRef: { value: "EUR" },
      PrimaryEmailAddr: { Address: "ap@oneill.example" },
      BillAddr: { Line1: "Quay 1", City: "Cork", CountrySubDivisionCode: "CO", Country: "IRL" },
      PrimaryTaxIdentifier: "IE1234567T",
    });
  });

  test("in the US it is the resale number", () => {
    const body = bodyIn("US");
    expect(body.ResaleNum).toBe("IE1234567T");
    expect(body).not.toHaveProperty("PrimaryTaxIdentifier");
  });

  test("of a customer with nothing but a name it is the name", () => {
    const bare = {
      ...{ name: "Ada", companyName: null, currency: null, email: null, phone: null },
      ...{ address: null, taxId: null, termId: null },
    };
    expect(customerKind.body({ customer: bare, country: "US" })).toBe('{"DisplayName":"Ada"}');
  });

  test("an item is a service with its income account", () => {
    const item = {
      name: "Setup fee",
      sku: "SET-1",
      unitPrice: decimal("249.50"),
      incomeAccountId: "61",
      expenseAccountId: null,
    };
    expect(itemKind.body(item)).toBe(
      '{"Name":"Setup fee","Type":"Service","Sku":"SET-1","UnitPrice":249.5,"IncomeAccountRef":{"value":"61"}}',
    );
    const withExpense = { ...item, sku: null, expenseAccountId: "70" };
    expect(itemKind.body(withExpense)).toBe(
      '{"Name":"Setup fee","Type":"Service","UnitPrice":249.5,"IncomeAccountRef":{"value":"61"},"ExpenseAccountRef":{"value":"70"}}',
    );
  });
});
