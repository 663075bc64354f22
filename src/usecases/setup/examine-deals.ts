/** Invoices that stand in doubt, and those whose every deal was deleted or merged into another. */
import { doubtProblem } from "../../domain/invoice/doubt.ts";
import { invoiceName, invoiceWord } from "../../domain/invoice/invoice.ts";
import type { InvoiceLink } from "../../domain/ledger/ledger.ts";
import { moneyWords } from "../../domain/money/amount-words.ts";
import type { Profile } from "../../domain/settings.ts";
import type { Ports } from "../../ports.ts";
import { dealsById } from "../billing/adopt-invoices.ts";
import { knownBilling } from "../billing/known-billing.ts";
import { doubtsNow } from "../billing/meet-strangers.ts";
import { type Finding, finding } from "./finding.ts";

type Subject = {
  ports: Pick<Ports, "ledger" | "quickbooks" | "pipedrive" | "clock">;
  profile: Profile;
};

export async function copies({ ports, profile }: Subject): Promise<Finding[]> {
  const company = profile.pipedrive?.companyId ?? "";
  const doubts = (await doubtsNow(ports, company)).map(doubtProblem);
  return doubts.length > 0
    ? doubts.map(({ message, next }) => finding("copies", "problem", message, next))
    : [
        finding(
          "copies",
          "ok",
          "No two invoices are of one part of a deal, and none bill more than it.",
        ),
      ];
}

/** Deals that are looked for, the last ones that were billed: a merge is not long after. */
const DEALS_MAX = 500;

export async function deals({ ports, profile }: Subject): Promise<Finding[]> {
  const links = await ports.ledger.invoiceLinks();
  const last = lastBilled(links);
  const gone = await goneOf(ports, last);
  const pipedriveCompany = profile.pipedrive?.companyId ?? "";
  const billing = await knownBilling(ports.ledger, { dealIds: gone, pipedriveCompany });
  const byId = new Map(
    [...billing.values()].flatMap(({ live }) =>
      live.map(({ known }) => [known.invoice.id, known] as const),
    ),
  );
  const ofGone = [...byId.values()];
  const others = ofGone.flatMap((one) => one.links.map(({ dealId }) => dealId));
  const allGone = new Set(await goneOf(ports, others));
  const orphans = ofGone.filter(({ links }) => links.every(({ dealId }) => allGone.has(dealId)));
  if (orphans.length === 0)
    return [finding("deals", "ok", `The last ${last.length} that were billed are in Pipedrive.`)];
  return orphans.map(({ invoice, links: [link] }) =>
    finding(
      "deals",
      "warning",
      `Invoice ${invoiceName(invoice)} of ${moneyWords(invoice.total, invoice.currency)} bills deal ${link?.dealId}, ${link?.dealTitle}, which was deleted or merged.`,
      `pdqb invoice view ${invoiceWord(invoice)}`,
    ),
  );
}

function lastBilled(links: InvoiceLink[]): number[] {
  const newest = [...links].sort((one, other) => other.createdAt.localeCompare(one.createdAt));
  return [...new Set(newest.map(({ dealId }) => dealId))].slice(0, DEALS_MAX);
}

async function goneOf(
  ports: Subject["ports"],
  dealIds: InvoiceLink["dealId"][],
): Promise<number[]> {
  const found = await dealsById(ports, dealIds);
  return [...found].filter(([, deal]) => deal === undefined).map(([id]) => id);
}
