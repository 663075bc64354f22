// Status, marker, due date, address and line amounts, with figures from the references or worked out by hand.
import { describe, expect, it } from "vitest";
import { addDays, dateIn, daysBetween, parseDate } from "../../src/domain/calendar-date.ts";
import { billAddress, textAddress } from "../../src/domain/customer/bill-address.ts";
import { lineMoney } from "../../src/domain/deal/line-money.ts";
import { invoiceStatus } from "../../src/domain/invoice/invoice-status.ts";
import { findMarker, holdsMarker, markerText } from "../../src/domain/invoice/marker.ts";
import { decimal } from "../../src/domain/money/money.ts";
import { exclusiveTax } from "../../src/domain/plan/document-tax.ts";
import { decideDue } from "../../src/domain/plan/due-date.ts";
import { parseDealReference } from "../../src/domain/web-links.ts";
import { day, invoice, line, net14 } from "../support/builders.ts";

const today = day("2026-11-15");

describe("invoice status", () => {
  it.each([
    ["open", invoice({ dueDate: day("2026-11-15") })],
    ["overdue", invoice({ dueDate: day("2026-11-14") })],
    ["overdue", invoice({ balance: "40", dueDate: day("2026-11-14") })],
    ["partially_paid", invoice({ balance: "40" })],
    ["paid", invoice({ balance: "0" })],
    ["paid", invoice({ total: "0", privateNote: "Voided earlier one, this is free" })],
    ["voided", invoice({ total: "0", allQuantitiesZero: true, privateNote: "Voided" })],
    ["deleted", invoice({ deleted: true })],
  ])("%s", (status, given) => {
    expect(invoiceStatus(given, today).status).toBe(status);
  });

  it("knows a void without its English word by the total that was there before", () => {
    const zeroed = invoice({ total: "0", allQuantitiesZero: true, privateNote: "Annulé" });
    expect(invoiceStatus(zeroed, today).status).toBe("paid");
    expect(invoiceStatus(zeroed, today, decimal("100")).status).toBe("voided");
  });

  it("counts the days overdue", () => {
    expect(invoiceStatus(invoice({ dueDate: day("2026-10-31") }), today).daysOverdue).toBe(15);
  });
});

describe("dates", () => {
  it("are those of the company's time zone, daylight saving included", () => {
    const instant = new Date("2026-11-24T22:30:00Z");
    expect(dateIn("Europe/Helsinki", instant)).toBe("2026-11-25");
    expect(dateIn("America/New_York", instant)).toBe("2026-11-24");
    expect(dateIn("Europe/Helsinki", new Date("2026-07-01T21:30:00Z"))).toBe("2026-07-02");
  });

  it("are real days", () => {
    expect(parseDate("2026-02-29")).toBeUndefined();
    expect(parseDate("2028-02-29")).toBe("2028-02-29");
    expect(addDays(day("2026-12-31"), 1)).toBe("2027-01-01");
    expect(daysBetween(day("2026-03-01"), day("2026-02-28"))).toBe(-1);
  });
});

describe("due date", () => {
  const base = {
    date: day("2026-11-25"),
    dueFlag: undefined,
    termFlag: undefined,
    dueMapped: undefined,
    termMapped: undefined,
    customerTerm: undefined,
    companyTerm: undefined,
  };
  it("takes the flag before the mapping before the customer's before the company's", () => {
    const all = { ...base, companyTerm: net14 };
    expect(decideDue(all).dueDate).toBe("2026-12-09");
    const mapped = { ...all, dueMapped: { text: "21", number: decimal(21) } };
    expect(decideDue(mapped)).toEqual({ dueDate: "2026-12-16", term: null });
    expect(decideDue({ ...mapped, dueFlag: 7 }).dueDate).toBe("2026-12-02");
  });

  it("leaves a date-driven term to QuickBooks", () => {
    const term = { id: "9", name: "End of month", dueDays: null };
    expect(decideDue({ ...base, customerTerm: term })).toEqual({ dueDate: null, term });
  });
});

describe("marker", () => {
  const marker = markerText({ dealId: 123, part: "1", generation: 1 }, "4410882", "m2q9xw");
  it("is short, and found again below a note and behind a void's word", () => {
    expect(marker).toMatch(/^pdqb 123\/1 [a-z0-9]{2}m2q9xw$/);
    expect(findMarker(`Thanks\n${marker}`)).toMatchObject({
      dealId: 123,
      generation: 1,
      random: "m2q9xw",
    });
    expect(holdsMarker(`Voided - ${marker}`, marker)).toBe(true);
    expect(findMarker("pdqb 123 without a marker")).toBeUndefined();
  });
});

describe("line amounts", () => {
  it("sends the amount alone where no unit price gives it exactly", () => {
    const { ok } = lineMoney(
      line({ price: "0.000000049", quantity: "1000000", sum: null }),
      "exclusive",
    );
    expect(ok?.net.toFixed(2)).toBe("0.05");
    expect(ok?.unitPrice?.times(1000000).toFixed(2) ?? "0.05").toBe("0.05");
  });

  it("divides a net out of a gross price to seven decimals (594.55 ÷ 120)", () => {
    const { ok } = lineMoney(
      line({ price: "5.45", quantity: "120", taxPercent: "10" }),
      "inclusive",
    );
    expect(ok?.gross?.toFixed(2)).toBe("654.00");
    expect(ok?.net.toFixed(2)).toBe("594.55");
    expect(ok?.unitPrice?.toFixed()).toBe("4.9545833");
  });
});

describe("tax on top", () => {
  it("is worked out for each rate of a code over the document, half up", () => {
    const quebec = [
      { id: "gst", percent: decimal("5") },
      { id: "qst", percent: decimal("9.975") },
    ];
    const lines = ["10.10", "20.20"].map((net) => ({
      net: decimal(net),
      gross: null,
      rates: quebec,
    }));
    // 5 % of 30.30 = 1.515 → 1.52; 9.975 % of 30.30 = 3.022425 → 3.02.
    expect(exclusiveTax(lines).toFixed(2)).toBe("4.54");
  });
});

describe("addresses", () => {
  it("keep the street as typed and take the parts that geocoding gave", () => {
    expect(
      billAddress({
        text: "Mannerheimintie 12, 00100 Helsinki, Finland",
        streetNumber: "12",
        route: "Mannerheimintie",
        subpremise: null,
        sublocality: null,
        locality: "Helsinki",
        region: null,
        postalCode: "00100",
        country: "Finland",
      }),
    ).toEqual({
      lines: ["Mannerheimintie 12"],
      city: "Helsinki",
      region: null,
      postalCode: "00100",
      country: "Finland",
    });
  });

  it("never guess a city out of a text", () => {
    expect(textAddress("Hämeentie 5 B, 00530 Helsinki")).toEqual({
      lines: ["Hämeentie 5 B", "00530 Helsinki"],
      city: null,
      region: null,
      postalCode: null,
      country: null,
    });
    expect(textAddress("a, b, c, d, e, f")?.lines).toEqual(["a", "b", "c", "d", "e, f"]);
  });
});

describe("a deal as typed", () => {
  it("is an id or its Pipedrive address", () => {
    expect(parseDealReference("123")).toEqual({ id: 123, host: null });
    expect(parseDealReference("https://nordhafen.pipedrive.com/deal/123#x")).toEqual({
      id: 123,
      host: "nordhafen.pipedrive.com",
    });
    expect(parseDealReference("0")).toBeUndefined();
    expect(parseDealReference("deal 123")).toBeUndefined();
  });
});
