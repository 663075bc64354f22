/** Whether what the ledger's links name still stands in the books, active and under the same name. */
import type { Ports } from "../../ports.ts";
import { type Finding, finding } from "./finding.ts";

type Linked = { ports: Pick<Ports, "ledger" | "quickbooks"> };

const IDS_PER_LOOKUP = 100;

export async function customers({ ports }: Linked): Promise<Finding[]> {
  const links = await ports.ledger.customerLinks();
  const found = new Map<string, { name: string; active: boolean }>();
  for (const ids of chunks(links.map(({ customerId }) => customerId)))
    for (const customer of (await ports.quickbooks.lookup({ customerIds: ids })).customers)
      found.set(customer.id, customer);
  return linkFindings(
    "customers",
    links.map(({ source, sourceId, customerId, customerName }) => ({
      name: customerName,
      now: found.get(customerId),
      next: `pdqb customer link --${source} ${sourceId} --customer <customer>`,
    })),
  );
}

export async function items({ ports }: Linked): Promise<Finding[]> {
  const links = await ports.ledger.itemLinks();
  const found = new Map<string, { name: string; active: boolean }>();
  for (const ids of chunks(links.map(({ itemId }) => itemId)))
    for (const item of (await ports.quickbooks.lookup({ itemIds: ids })).items)
      found.set(item.id, item);
  return linkFindings(
    "items",
    links.map(({ productId, itemId, itemName }) => ({
      name: itemName,
      now: found.get(itemId),
      next: `pdqb product link ${productId} --item <item>`,
    })),
  );
}

export async function taxCodes({ ports }: Linked): Promise<Finding[]> {
  const links = await ports.ledger.taxLinks();
  if (links.length === 0) return [finding("tax codes", "ok", "None linked.")];
  const taxCodeIds = [...new Set(links.map(({ taxCodeId }) => taxCodeId))];
  const wanted = { taxCodes: true, taxCodeIds };
  const { taxCodes: codes } = await ports.quickbooks.lookup(wanted);
  const found = new Map(codes.map((code) => [code.id, code]));
  return linkFindings(
    "tax codes",
    links.map(({ percent, customerId, taxCodeId, taxCodeName }) => ({
      name: taxCodeName,
      now: found.get(taxCodeId),
      next: `pdqb tax link ${percent} --code <code>${customerId === null ? "" : ` --customer ${customerId}`}`,
    })),
    // A code that is hidden, for purchases alone or of other rates is there and of no use.
    "cannot be used for sales, or was deleted",
  );
}

/** Links to what is gone (deleted, or merged into another) or inactive are problems; a new name is only told. */
function linkFindings(
  check: string,
  links: { name: string; now: { name: string; active: boolean } | undefined; next: string }[],
  missing = "is gone: deleted, or merged",
): Finding[] {
  const findings = links.flatMap(({ name, now, next }) => {
    if (!now) return [finding(check, "problem", `"${name}" ${missing}.`, next)];
    if (!now.active) return [finding(check, "problem", `"${name}" is inactive.`, next)];
    if (now.name !== name)
      return [finding(check, "warning", `"${name}" is called "${now.name}" now.`, next)];
    return [];
  });
  return findings.length > 0
    ? findings
    : [finding(check, "ok", `${links.length} linked, each active.`)];
}

function chunks(ids: string[]): string[][] {
  const unique = [...new Set(ids)];
  return Array.from({ length: Math.ceil(unique.length / IDS_PER_LOOKUP) }, (_, at) =>
    unique.slice(at * IDS_PER_LOOKUP, (at + 1) * IDS_PER_LOOKUP),
  );
}
