/** What is owed, by age: of the invoices that pdqb knows, or of all that the company has. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { NamedRow } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import {
  type AgingGroup,
  invoiceAging,
  type Owed,
  owedOf,
} from "../../domain/invoice/invoice-aging.ts";
import type { Ports } from "../../ports.ts";
import { withLinks } from "./list-invoices.ts";

type AgePorts = Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;

export const AGED_BY = ["customer", "owner", "pipeline"] as const;
export type AgedBy = (typeof AGED_BY)[number];

/** `wholeCompany` reads the books; else the ledger tells, and Pipedrive is asked for names only where they are needed. */
export async function ageInvoices(
  ports: AgePorts,
  input: { asOf: CalendarDate; by: AgedBy; wholeCompany: boolean },
) {
  const { asOf, by } = input;
  const owed = input.wholeCompany ? await unpaid(ports) : await ports.ledger.owed();
  const names = await namesFor(ports, by);
  const groupOf = ({ customer, ownerId, pipelineId }: Owed): AgingGroup => {
    if (by === "customer") return customer;
    const id = by === "owner" ? ownerId : pipelineId;
    return id === null ? { id: "", name: "" } : { id: String(id), name: names.get(id) ?? "" };
  };
  const oldest = owed.map(({ refreshedAt }) => refreshedAt).sort()[0];
  return { ...invoiceAging(owed, asOf, groupOf), oldest };
}

async function unpaid(ports: AgePorts): Promise<Owed[]> {
  const all: Owed[] = [];
  for await (const page of ports.quickbooks.unpaidInvoices())
    all.push(...(await withLinks(ports, page)).flatMap((known) => owedOf(known) ?? []));
  return all;
}

/** Without Pipedrive the ids alone are told. */
async function namesFor({ pipedrive }: AgePorts, by: AgedBy): Promise<Map<number, string>> {
  if (by === "customer") return new Map();
  try {
    const rows: NamedRow[] = await (by === "owner" ? pipedrive.owners() : pipedrive.pipelines());
    return new Map(rows.map(({ id, name }) => [id, name]));
  } catch (error) {
    if (error instanceof PdqbError) return new Map();
    throw error;
  }
}
