/** Organizations, persons and products (docs/pipedrive.md 5 and 6). */

import type { Organization, Person, Product } from "../../domain/deal/deal.ts";
import type { ProductId } from "../../domain/ids.ts";
import type { Client } from "./client.ts";
import { plainFields } from "./plain-text.ts";
import { chunks, oneOf, theOne } from "./wire.ts";
import { toNamedRow, toOrganization, toPerson, toProduct } from "./wire-lists.ts";

export function contactReads(client: Client) {
  return {
    async organization(id: number): Promise<Organization> {
      const found = await client.read(
        (api, access) =>
          api
            .OrganizationsApiFactory(...access)
            .getOrganization({ id, include_option_labels: true } as never),
        (data) => theOne(id, toOrganization(data)),
      );
      return { ...found, fields: await plainFields(found.fields) };
    },
    async person(id: number): Promise<Person> {
      const found = await client.read(
        (api, access) =>
          api.PersonsApiFactory(...access).getPerson({ id, include_option_labels: true } as never),
        (data) => theOne(id, toPerson(data)),
      );
      return { ...found, fields: await plainFields(found.fields) };
    },
    async organizationNames(ids: number[]) {
      const names = new Map<number, string>();
      for (const chunk of chunks(ids)) {
        const { rows } = await client.pages(
          (api, access, page) =>
            api
              .OrganizationsApiFactory(...access)
              .getOrganizations({ ids: chunk.join(","), ...page } as never),
          (row) => oneOf(chunk, toOrganization(row)),
          undefined,
          { skips: true },
        );
        for (const { id, name } of rows) names.set(id, name);
      }
      return names;
    },
    async searchOrganizations(term: string, limit: number) {
      const { rows } = await client.pages(
        (api, access, page) =>
          api
            .OrganizationsApiFactory(...access)
            .searchOrganization({ ...page, term, fields: "name" } as never),
        toNamedRow,
        limit,
        { cost: 20, skips: true },
      );
      return rows;
    },
  };
}

export function productReads(client: Client) {
  return {
    async products(ids: number[]): Promise<Product[]> {
      const found: Product[] = [];
      for (const chunk of chunks(ids)) {
        const { rows } = await client.pages(
          (api, access, page) =>
            api
              .ProductsApiFactory(...access)
              .getProducts({ ids: chunk.join(","), ...page } as never),
          (row) => oneOf(chunk, toProduct(row)),
        );
        found.push(...rows);
      }
      return found;
    },
    async variationNames(productId: ProductId) {
      const { rows } = await client.pages(
        (api, access, page) =>
          api
            .ProductsApiFactory(...access)
            .getProductVariations({ id: productId, ...page } as never),
        toNamedRow,
        undefined,
        { skips: true },
      );
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    async searchProducts(term: string, limit: number) {
      const { rows } = await client.pages(
        (api, access, page) =>
          api
            .ProductsApiFactory(...access)
            .searchProducts({ ...page, term, fields: "name,code" } as never),
        toProduct,
        limit,
        { cost: 20, skips: true },
      );
      return rows;
    },
  };
}
