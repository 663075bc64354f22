import { flag } from "../cli/command.ts";
import { PdqbError } from "../domain/errors.ts";
import {
  type ConnectionStatus,
  readStatus,
  type StatusReport,
} from "../usecases/setup/read-status.ts";
import { defineCommand } from "./context.ts";

export const status = defineCommand({
  name: "status",
  summary: "Show both connections, the ledger's counts and the last refresh",
  effect: "reads",
  flags: { offline: flag.switch("Ask neither service") },
  examples: ["pdqb status", "pdqb status --offline --json"],
  async run({ ports, profile, profileName, show }, { flags }) {
    const name = await profileName();
    const report = await readStatus(ports, {
      name,
      profile: await profile(),
      offline: flags.offline,
    });
    await show({
      json: statusJson(report),
      fits: true,
      text: (paint) =>
        `${[
          `Profile     ${paint.bold(report.profile)} (${report.environment ?? "not connected"}, secrets in the ${report.secrets})`,
          `Pipedrive   ${words(report.pipedrive)}`,
          `QuickBooks  ${words(report.quickbooks)}`,
          `Ledger      ${report.ledger.invoices} invoices, ${report.ledger.customerLinks} customers, ${report.ledger.itemLinks} items and ${report.ledger.taxLinks} tax codes linked, ${report.ledger.intentsOpen} writes not settled`,
          `Refreshed   ${report.lastRefresh ?? "never"}`,
        ].join("\n")}\n`,
    });
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

function statusJson(report: StatusReport) {
  const side = ({ company, user, realm, state, expiresAt }: ConnectionStatus) => ({
    company,
    ...(realm === undefined ? { user } : { realm }),
    state,
    expires_at: expiresAt,
  });
  return {
    profile: report.profile,
    environment: report.environment,
    secrets: report.secrets,
    pipedrive: side(report.pipedrive),
    quickbooks: side(report.quickbooks),
    ledger: {
      invoices: report.ledger.invoices,
      intents_open: report.ledger.intentsOpen,
      customer_links: report.ledger.customerLinks,
      item_links: report.ledger.itemLinks,
      tax_links: report.ledger.taxLinks,
    },
    last_refresh: report.lastRefresh,
  };
}

function words({ state, company, user, realm, daysLeft }: ConnectionStatus): string {
  if (state === "missing") return "not connected";
  const who = user ? `, as ${user}` : realm ? ` (company ${realm})` : "";
  const left = daysLeft === null ? "" : `, ${daysLeft} days left`;
  return `${company ?? ""}${who}: ${state}${left}`;
}
