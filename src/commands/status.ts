import { flag } from "../cli/command.ts";
import { money } from "../cli/format.ts";
import { momentText } from "../cli/when.ts";
import { counted } from "../domain/counted.ts";
import { LedgerError, PdqbError } from "../domain/errors.ts";
import { amountText } from "../domain/money/money.ts";
import type { Sum } from "../domain/money/sums.ts";
import { type Day, readDay } from "../usecases/invoices/read-day.ts";
import {
  type ConnectionStatus,
  readStatus,
  type StatusReport,
} from "../usecases/setup/read-status.ts";
import { type Context, defineCommand } from "./context.ts";

export const status = defineCommand({
  name: "status",
  summary: "Show what there is to do, both connections and the ledger",
  effect: "reads",
  flags: { offline: flag.switch("Contact neither service") },
  examples: ["pdqb status", "pdqb status --offline --json"],
  async run(context, { flags }) {
    const { ports, ownProfile, profileName, show } = context;
    const name = await profileName();
    const { offline } = flags;
    const [report, day] = await Promise.all([
      readStatus(ports, { name, profile: await ownProfile(), offline }),
      theDay(context, offline).catch(unlessLedger),
    ]);
    const now = ports.clock.now();
    await show({
      json: { ...statusJson(report), ...(day && dayJson(day)) },
      text: (paint) =>
        `${[
          `Profile     ${paint.bold(report.profile)} (${report.environment ?? "not connected"}, secrets in the ${report.secrets})`,
          `Pipedrive   ${words(report.pipedrive)}`,
          `QuickBooks  ${words(report.quickbooks)}`,
          `Ledger      ${ledgerWords(report)}`,
          `Kept in     ${report.ledger.path}`,
          ...(report.ledgerError
            ? []
            : [
                `Refreshed   ${report.lastRefresh === null ? "never" : momentText(report.lastRefresh, now)}`,
              ]),
          ...(day ? ["", ...dayLines(day)] : []),
        ].join("\n")}\n`,
    });
    if (report.ledgerError) throw report.ledgerError;
    const dead = [report.pipedrive, report.quickbooks].filter(
      ({ state }) => state === "missing" || state === "dead",
    );
    if (dead.length === 0) return;
    throw new PdqbError(
      "connection",
      `Not connected: ${dead.map(({ title }) => title).join(" and ")}.`,
      {
        reason: dead
          .map(({ problem }) => problem)
          .filter(Boolean)
          .join("\n"),
        next: dead.map(({ title }) => `pdqb connect ${title.toLowerCase()}`),
      },
    );
  },
});

/** The ledger's own line says it. */
function unlessLedger(error: unknown): undefined {
  if (!(error instanceof LedgerError)) throw error;
}

/** Undefined until both companies are known. */
async function theDay({ ports, profile, today }: Context, offline: boolean) {
  const { pipedrive, quickbooks } = await profile();
  if (!pipedrive || !quickbooks) return undefined;
  const pipedriveCompany = pipedrive.companyId;
  return readDay(ports, { pipedriveCompany, today: await today(), offline });
}

function statusJson(report: StatusReport) {
  const side = ({ company, user, realm, state, expiresAt }: ConnectionStatus) => ({
    company,
    ...(realm === undefined ? { user } : { realm }),
    state,
    expires_at: expiresAt,
  });
  const { counts } = report.ledger;
  return {
    profile: report.profile,
    environment: report.environment,
    secrets: report.secrets,
    pipedrive: side(report.pipedrive),
    quickbooks: side(report.quickbooks),
    ledger: {
      path: report.ledger.path,
      invoices: counts?.invoices ?? null,
      intents_open: counts?.intentsOpen ?? null,
      customer_links: counts?.customerLinks ?? null,
      item_links: counts?.itemLinks ?? null,
      tax_links: counts?.taxLinks ?? null,
    },
    last_refresh: report.lastRefresh,
  };
}

function ledgerWords({ ledger: { counts } }: StatusReport): string {
  if (counts === null) return "out of reach";
  const linked = [
    counted(counts.customerLinks, "customer"),
    counted(counts.itemLinks, "item"),
    counted(counts.taxLinks, "tax code"),
  ];
  return `${counted(counts.invoices, "invoice")}; linked: ${linked.join(", ")}`;
}

function words({ state, company, user, realm, daysLeft }: ConnectionStatus): string {
  if (state === "missing") return "not connected";
  const who = user ? `, as ${user}` : realm ? ` (company ${realm})` : "";
  const left = daysLeft === null ? "" : `, ${counted(daysLeft, "day")} left`;
  return `${company ?? ""}${who}: ${state}${left}`;
}

function dayLines({ toBill, overdue, inDoubt }: Day): string[] {
  return [
    ...(toBill
      ? [line("To bill", dealsText(toBill), toBill.deals > 0 && "pdqb invoice create")]
      : []),
    line(
      "Overdue",
      withSums(overdue.invoices, "invoice", overdue.sums),
      overdue.invoices > 0 && "pdqb invoices list --status overdue",
    ),
    line("In doubt", withSums(inDoubt, "write", []), inDoubt > 0 && "pdqb pending list"),
  ];
}

const dayJson = ({ toBill, overdue, inDoubt }: Day) => ({
  to_bill: toBill && { ...toBill, sums: toBill.sums.map(sumJson) },
  overdue: { invoices: overdue.invoices, sums: overdue.sums.map(sumJson) },
  in_doubt: inDoubt,
});

const sumJson = ({ currency, amount }: Sum) => ({ currency, amount: amountText(amount) });

function line(name: string, text: string, command: string | false): string {
  return `${name.padEnd(12)}${text}${command ? `: ${command}` : ""}`;
}

function dealsText({ deals, complete, sums }: NonNullable<Day["toBill"]>): string {
  const text = withSums(deals, "deal", sums);
  return complete ? text : `at least ${text}`;
}

function withSums(count: number, what: string, sums: Sum[]): string {
  if (count === 0) return "none";
  const amounts = sums.map(({ currency, amount }) => money(amount, currency));
  return [counted(count, what), ...amounts].join(", ");
}
