// What QuickBooks' own queries by name, e-mail and LIKE would find of a list (docs/quickbooks.md 9): case does not count.
import { expect, it } from "vitest";
import { matchingCustomers } from "../../../src/domain/customer/local-match.ts";
import { customer } from "../../support/builders.ts";

const all = [
  customer({ id: "1", name: "Kallio Oy", email: "info@kallio.example" }),
  customer({ id: "2", name: "Branch", fullName: "Kallio Oy:Branch" }),
  customer({ id: "3", name: "Kallio Oy", active: false }),
  customer({ id: "4", name: "50% off. (Ltd)" }),
  customer({ id: "5", name: "50 percent off. Ltd" }),
];
const matching = matchingCustomers(all);
const ids = (wanted: Parameters<typeof matching>[0]) => matching(wanted).map(({ id }) => id);

it("finds active ones by name or full name", () => {
  expect(ids({ name: "KALLIO OY" })).toEqual(["1"]);
  expect(ids({ name: "kallio oy:branch" })).toEqual(["2"]);
});

it("finds by e-mail, and nobody where a customer has none", () => {
  expect(ids({ email: "Info@Kallio.example" })).toEqual(["1"]);
  expect(ids({ email: "else@kallio.example" })).toEqual([]);
});

it("takes only % as a wildcard", () => {
  expect(ids({ like: "%off. (%" })).toEqual(["4"]);
  expect(ids({ like: "50%off%" })).toEqual(["4", "5"]);
  expect(ids({ like: "kallio" })).toEqual([]);
});

it("finds by any of what was asked, and nothing where nothing was", () => {
  expect(ids({ name: "kallio oy", like: "50%" })).toEqual(["1", "4", "5"]);
  expect(ids({})).toEqual([]);
});
