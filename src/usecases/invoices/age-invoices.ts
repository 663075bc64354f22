/** What is owed, by age: of the invoices that pdqb knows, or of all that the company has. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { NamedRow } from "../../domain/deal/deal.ts";
import { orUndefined } from "../../domain/errors.ts";
import type { AgedBy, AgingGroup } from "../../domain/invoice/aging-sums.ts";
import { agingSums, invoiceAging, type Owed, owedOf } from "../../domain/invoice/invoice-aging.ts";
import { balanceAt, settledAfter } from "../../domain/invoice/open-at.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { withLinks } from "./list-invoices.ts";

type AgePorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;

/**
 * `wholeCompany` reads the books; else the ledger adds up, and Pipedrive is asked for names only where they are needed. `isPast`: as of the
 * end of that day, for which the payments after it are read, and the ledger has to be fresh.
 */
export async function ageInvoices(
  ports: AgePorts,
  input: { asOf: CalendarDate; by: AgedBy; wholeCompany: boolean; isPast: boolean },
) {
  const { asOf, by, wholeCompany, isPast } = input;
  const added = (owed: Owed[]) => agingSums(owed, asOf, (one) => groupOf(one, by));
  const sums = isPast
    ? added(await owedAt(ports, asOf, { wholeCompany }))
    : wholeCompany
      ? added(await unpaid(ports))
      : await ports.ledger.owedSums(asOf, by);
  const names = await namesFor(ports, by);
  const named = ({ id, name }: AgingGroup) => ({ id, name: names.get(Number(id)) ?? name });
  return invoiceAging(sums.map((one) => ({ ...one, group: named(one.group) })));
}

/** Its name is known of a customer alone. */
function groupOf({ customer, ownerId, pipelineId }: Owed, by: AgedBy): AgingGroup {
  if (by === "customer") return customer;
  const id = by === "owner" ? ownerId : pipelineId;
  return { id: id === null ? "" : String(id), name: "" };
}

/** Invoices that later payments touch are read with their balances of now, to which those are added. */
async function owedAt(
  ports: AgePorts,
  day: CalendarDate,
  { wholeCompany }: { wholeCompany: boolean },
): Promise<Owed[]> {
  const settled = settledAfter(day, await ports.quickbooks.paymentsAfter(day));
  const touched = await ports.quickbooks.invoicesByIds([...settled.keys()], "skip");
  const known = (await withLinks(ports, touched)).filter(
    ({ links }) => wholeCompany || links.length > 0,
  );
  const ids = new Set(touched.map(({ id }) => id));
  const others = wholeCompany
    ? await unpaidKnown(ports)
    : await ports.ledger.invoices({ unpaid: true });
  return [
    ...others.filter(({ invoice }) => !ids.has(invoice.id)),
    ...known.map((one) => ({ ...one, invoice: balanceAt(one.invoice, settled) })),
  ].flatMap((one) => owedOf(one) ?? []);
}

async function unpaid(ports: AgePorts): Promise<Owed[]> {
  return (await unpaidKnown(ports)).flatMap((known) => owedOf(known) ?? []);
}

async function unpaidKnown(ports: AgePorts): Promise<KnownInvoice[]> {
  const all: KnownInvoice[] = [];
  for await (const page of ports.quickbooks.unpaidInvoices())
    all.push(...(await withLinks(ports, page)));
  return all;
}

/** Without Pipedrive the ids alone are told. */
async function namesFor({ pipedrive }: AgePorts, by: AgedBy): Promise<Map<number, string>> {
  if (by === "customer") return new Map();
  const reading: Promise<NamedRow[]> = by === "owner" ? pipedrive.owners() : pipedrive.pipelines();
  return new Map((await orUndefined(reading))?.map(({ id, name }) => [id, name]));
}
