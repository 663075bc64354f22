import { expect, it } from "vitest";
import { contactOf, customerKey } from "../../../src/domain/plan/customer-key.ts";

const source = (organizationId: number | null, personId: number | null) => ({
  ...{ organizationId, personId, name: "Aurora Design Oy" },
});

it("is of the organization, else the person, and of one currency", () => {
  const key = (organization: number | null, person: number | null) =>
    customerKey({ customerSource: source(organization, person), currency: "EUR" });
  expect(key(402, 913)).toBe("customer/organization/402/EUR");
  expect(key(null, 913)).toBe("customer/person/913/EUR");
  expect(contactOf(source(null, null))).toEqual({ kind: "person", id: null });
});
