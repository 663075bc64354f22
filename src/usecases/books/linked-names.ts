/** Links with the names of what they link in Pipedrive, which the ledger does not keep. */
import { orUndefined } from "../../domain/errors.ts";
import type { CustomerLink, ItemLink } from "../../domain/ledger/ledger.ts";
import type { Pipedrive, Ports } from "../../ports.ts";

type NamePorts = Pick<Ports, "ledger" | "pipedrive">;

/** Names are null where Pipedrive has none any more. `isNamed` is false where it did not answer, and all are null. */
export type Named<T> = { links: T[]; isNamed: boolean };

/** With the names of its product and variation. */
export type NamedItemLink = ItemLink & { productName: string | null; variationName: string | null };
/** With the name of its organization or person. */
export type NamedCustomerLink = CustomerLink & { sourceName: string | null };

/** All links of products. */
export async function namedItemLinks({
  ledger,
  pipedrive,
}: NamePorts): Promise<Named<NamedItemLink>> {
  const links = await ledger.itemLinks();
  const names = await orUndefined(productNames(pipedrive, links));
  return {
    links: links.map((link) => ({
      ...link,
      productName: names?.get(`${link.productId}`) ?? null,
      variationName: names?.get(`${link.productId}/${link.variationId}`) ?? null,
    })),
    isNamed: names !== undefined,
  };
}

/** By product, and by product and variation. */
async function productNames(pipedrive: Pipedrive, links: ItemLink[]): Promise<Map<string, string>> {
  const products = await pipedrive.products(once(links.map(({ productId }) => productId)));
  const names = new Map(products.map(({ id, name }) => [`${id}`, name]));
  const varied = links.filter(({ variationId }) => variationId !== null);
  for (const id of once(varied.map(({ productId }) => productId)).filter((id) =>
    names.has(`${id}`),
  ))
    for (const [variation, name] of await pipedrive.variationNames(id))
      names.set(`${id}/${variation}`, name);
  return names;
}

/** All links of organizations and persons. */
export async function namedCustomerLinks({
  ledger,
  pipedrive,
}: NamePorts): Promise<Named<NamedCustomerLink>> {
  const links = await ledger.customerLinks();
  // Without Pipedrive the ids alone are shown.
  const names = await orUndefined(sourceNames(pipedrive, links));
  return {
    links: links.map((link) => ({
      ...link,
      sourceName: names?.[link.source].get(link.sourceId) ?? null,
    })),
    isNamed: names !== undefined,
  };
}

/** Of the organizations and persons, by id. */
async function sourceNames(pipedrive: Pipedrive, links: CustomerLink[]) {
  const idsOf = (source: CustomerLink["source"]) =>
    once(links.filter((link) => link.source === source).map(({ sourceId }) => sourceId));
  const organization = await pipedrive.organizationNames(idsOf("organization"));
  const persons = await pipedrive.persons(idsOf("person"));
  return { organization, person: new Map(persons.map(({ id, name }) => [id, name])) };
}

const once = (ids: number[]) => [...new Set(ids)];
