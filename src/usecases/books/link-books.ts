/** Links kept by hand: product ↔ item, organization or person ↔ customer, percent ↔ tax code. Nothing is written to either service. */
import type { Item, TaxCode } from "../../domain/books.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { CustomerLink, ItemLink, TaxLink } from "../../domain/ledger/ledger.ts";
import { type Decimal, plainText } from "../../domain/money/money.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { Ports } from "../../ports.ts";
import { findCustomer, findItem, findTaxCode, percentOf } from "./match-books.ts";

type LinkPorts = Pick<Ports, "pipedrive" | "quickbooks" | "ledger">;

/** What linking came to; `planned` in a dry run. */
export type Linked<L> = { outcome: "linked" | "already" | "planned"; link: L };
/** `already`: there was no link. */
export type Unlinked = { outcome: "unlinked" | "already" | "planned" };

/** `product`: id, exact name, or `sku:…`. */
async function findProduct({ pipedrive }: Pick<Ports, "pipedrive">, text: string) {
  const sku = /^sku:(.+)$/i.exec(text)?.[1];
  if (sku === undefined && /^\d+$/.test(text)) {
    const [byId] = await pipedrive.products([Number(text)]);
    if (byId) return byId;
  }
  const term = (sku ?? text).toLowerCase();
  const hits = (await pipedrive.searchProducts(sku ?? text, 100)).filter((product) =>
    sku === undefined ? product.name.toLowerCase() === term : product.code?.toLowerCase() === term,
  );
  const [only] = hits;
  if (only && hits.length === 1) return only;
  throw new PdqbError(
    only ? "usage" : "not_found",
    only
      ? `Pipedrive has ${hits.length} products that "${text}" fits.`
      : `Pipedrive has no product "${text}".`,
    {
      reason: hits.map(({ id, name }) => `${id}  ${name}`),
      next: [`pdqb product search ${shellWord(sku ?? text)}`],
    },
  );
}

/** Throws refused for an item that cannot stand on an invoice line. */
export async function linkItem(
  ports: LinkPorts,
  input: { product: string; variationId: number | null; item: string; dryRun: boolean },
): Promise<Linked<ItemLink>> {
  const [product, item, links] = await Promise.all([
    findProduct(ports, input.product),
    findItem(ports, input.item),
    ports.ledger.itemLinks(),
  ]);
  checkItem(item);
  const link = {
    productId: product.id,
    variationId: input.variationId,
    itemId: item.id,
    itemName: item.name,
  };
  const before = links.find(
    (one) => one.productId === product.id && one.variationId === input.variationId,
  );
  if (before?.itemId === item.id) return { outcome: "already", link };
  if (input.dryRun) return { outcome: "planned", link };
  await ports.ledger.putItemLink(link);
  return { outcome: "linked", link };
}

function checkItem(item: Item): void {
  const why = !item.active
    ? "It is inactive in QuickBooks."
    : item.type === "Category" || item.type === "Group"
      ? `It is a ${item.type.toLowerCase()}, which cannot stand on an invoice line.`
      : undefined;
  if (why)
    throw new PdqbError("refused", `Not linked: item "${item.name}" (id ${item.id}).`, {
      reason: why,
    });
}

/** Of one variation, or of the product itself. */
export async function unlinkItem(
  ports: LinkPorts,
  input: { product: string; variationId: number | null; dryRun: boolean },
): Promise<Unlinked> {
  // By id without asking Pipedrive: the product may be gone.
  const id = /^\d+$/.test(input.product)
    ? Number(input.product)
    : (await findProduct(ports, input.product)).id;
  if (input.dryRun) return { outcome: "planned" };
  const removed = await ports.ledger.removeItemLink(id, input.variationId);
  return { outcome: removed ? "unlinked" : "already" };
}

/** Whose customer it is at Pipedrive. */
export type CustomerSource = { source: CustomerLink["source"]; id: number };

/** For the customer's own currency, else the books'. Throws refused for an inactive customer. */
export async function linkCustomer(
  ports: LinkPorts,
  input: CustomerSource & { customer: string; dryRun: boolean },
): Promise<Linked<CustomerLink>> {
  const [customer, preferences] = await Promise.all([
    findCustomer(ports, input.customer),
    ports.quickbooks.preferences(),
    checkSource(ports, input),
  ]);
  if (!customer.active) {
    throw new PdqbError(
      "refused",
      `Not linked: customer "${customer.fullName}" (id ${customer.id}).`,
      {
        reason: "It is inactive in QuickBooks. Make it active there, or choose another.",
        next: ["pdqb customer search <text>"],
      },
    );
  }
  const link: CustomerLink = {
    source: input.source,
    sourceId: input.id,
    currency: customer.currency ?? preferences.homeCurrency,
    customerId: customer.id,
    customerName: customer.fullName,
  };
  const before = await ports.ledger.customerLink(link.source, link.sourceId, link.currency);
  if (before?.customerId === customer.id) return { outcome: "already", link };
  if (input.dryRun) return { outcome: "planned", link };
  await ports.ledger.putCustomerLink(link);
  return { outcome: "linked", link };
}

/** Throws not_found for an id that Pipedrive does not know. */
async function checkSource(
  { pipedrive }: LinkPorts,
  { source, id }: CustomerSource,
): Promise<void> {
  await (source === "organization" ? pipedrive.organization(id) : pipedrive.person(id));
}

/** In every currency. */
export async function unlinkCustomer(
  { ledger }: Pick<Ports, "ledger">,
  { source, id, dryRun }: CustomerSource & { dryRun: boolean },
): Promise<Unlinked> {
  if (dryRun) return { outcome: "planned" };
  return { outcome: (await ledger.removeCustomerLink(source, id)) ? "unlinked" : "already" };
}

/** A tax code, what its rates come to, and its links. */
export type TaxCodeRow = { code: TaxCode; percent: Decimal; links: TaxLink[] };

/** Active tax codes for sales, each with the percents that are linked to it. */
export async function listTaxCodes({ quickbooks, ledger }: LinkPorts): Promise<TaxCodeRow[]> {
  const [{ taxCodes }, links] = await Promise.all([
    quickbooks.lookup({ taxCodes: true }),
    ledger.taxLinks(),
  ]);
  return taxCodes
    .filter((code) => code.active && code.rates.length > 0)
    .map((code) => ({
      code,
      percent: percentOf(code),
      links: links.filter(({ taxCodeId }) => taxCodeId === code.id),
    }));
}

/** Throws refused where the code's rates do not come to the percent: the invoice would not be what the deal says. */
export async function linkTax(
  ports: LinkPorts,
  input: { percent: Decimal; code: string; customer: string | undefined; dryRun: boolean },
): Promise<Linked<TaxLink>> {
  const { taxCodes } = await ports.quickbooks.lookup({ taxCodes: true });
  const code = findTaxCode(taxCodes, input.code);
  const percent = plainText(input.percent);
  if (!code.active || !percentOf(code).equals(input.percent)) {
    throw new PdqbError(
      "refused",
      `Not linked: tax code "${code.name}" (id ${code.id}) does not fit ${percent} %.`,
      {
        reason: code.active
          ? `Its rates come to ${plainText(percentOf(code))} %.`
          : "It is inactive in QuickBooks.",
        next: ["pdqb tax list"],
      },
    );
  }
  const customerId = await customerIdOf(ports, input.customer);
  const link = { percent, customerId, taxCodeId: code.id, taxCodeName: code.name };
  const before = (await ports.ledger.taxLinks()).find(
    (one) => one.percent === percent && one.customerId === customerId,
  );
  if (before?.taxCodeId === code.id) return { outcome: "already", link };
  if (input.dryRun) return { outcome: "planned", link };
  await ports.ledger.putTaxLink(link);
  return { outcome: "linked", link };
}

/** Null for all customers. */
async function customerIdOf(
  ports: Pick<Ports, "quickbooks">,
  customer: string | undefined,
): Promise<string | null> {
  return customer === undefined ? null : (await findCustomer(ports, customer)).id;
}

/** For one customer, or the link for all. */
export async function unlinkTax(
  ports: Pick<Ports, "ledger" | "quickbooks">,
  input: { percent: Decimal; customer: string | undefined; dryRun: boolean },
): Promise<Unlinked> {
  const customerId = await customerIdOf(ports, input.customer);
  if (input.dryRun) return { outcome: "planned" };
  const removed = await ports.ledger.removeTaxLink(plainText(input.percent), customerId);
  return { outcome: removed ? "unlinked" : "already" };
}
