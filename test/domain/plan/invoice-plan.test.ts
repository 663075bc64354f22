import { expect, it } from "vitest";
import { keyText } from "../../../src/domain/invoice/marker.ts";

it("names one invoice: deal, part and generation", () => {
  expect(keyText({ dealId: 123, part: "1", generation: 1 })).toBe("invoice/123/1/1");
  expect(keyText({ dealId: 123, part: "percent:30", generation: 2 })).toBe(
    "invoice/123/percent:30/2",
  );
});
