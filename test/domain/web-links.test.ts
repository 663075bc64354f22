// Deals given as an address of the web app.
import { describe, expect, it } from "vitest";
import { parseDealReference } from "../../src/domain/web-links.ts";

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
