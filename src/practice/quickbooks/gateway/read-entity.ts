/** Reads of one entity, of a rate, and of the company (docs/quickbooks.md 6, 11). */
import type { Request } from "../../http.ts";
import { type Books, type EntityName, table } from "../books.ts";
import { preferences, realmOf } from "../company.ts";
import { readExchangeRate } from "../exchange-rates.ts";
import { notFound, refusal, unsupported } from "../fault.ts";
import type { JsonObject } from "../json.ts";
import { readEntity } from "../wire.ts";

export function readResource(
  request: Request,
  books: Books,
  entity: EntityName,
  id: string | undefined,
): JsonObject {
  if (entity === "ExchangeRate") return { ExchangeRate: readExchangeRate(books, request.query) };
  if (entity === "Preferences") return { Preferences: preferences(books) };
  if (entity === "CompanyInfo") {
    if (id !== realmOf(books) && id !== "1") throw notFound();
    return { CompanyInfo: table(books, "CompanyInfo").get("1")?.wire ?? {} };
  }
  if (id === undefined) throw unsupported("read without an id");
  if (!/^(\d+|TAX|NON)$/.test(id)) {
    throw refusal("2030", "Invalid ID", `Id should be a valid number. Supplied value:${id}`, "Id");
  }
  return readEntity(books, entity, id);
}
