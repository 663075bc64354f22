import { flag } from "../../cli/command.ts";
import { clean } from "../../cli/format.ts";
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { RefreshResult } from "../../usecases/invoices/refresh-invoices.ts";
import type { WriteBackResult } from "../../usecases/write-back/write-back-result.ts";
import { defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { readFresh } from "../details/read-fresh.ts";
import { backJson, backToPipedrive, failureText } from "../details/write-back.ts";
import { doubtText, doubtView } from "../views/doubt.ts";
import { invoiceView } from "../views/invoice.ts";

export const invoiceRefresh = defineCommand({
  name: "refresh",
  summary: "Read the statuses of known invoices from QuickBooks",
  description: `Takes few calls. With --quiet, as for cron, it prints nothing when nothing changed.
What \`pdqb config writeback\` chose is written to Pipedrive where it changed.`,
  effect: "reads",
  flags: { deal: flag.text("Only invoices of this deal", { value: "deal", names: "deals" }) },
  examples: ["pdqb invoices refresh", "pdqb invoices refresh --quiet"],
  async run(context, { flags }) {
    const { connected, today, show, globals } = context;
    const profile = await connected();
    const day = await today();
    const deal = flags.deal === undefined ? undefined : dealId(flags.deal, profile);
    const result = await readFresh(context, profile, deal);
    const changed = result.changed.map(({ known, from, to }) => ({
      invoice: invoiceView(known, day, profile),
      from,
      to,
    }));
    const { checked, failed, calls, metered, complete, doubts } = result;
    const back = await backToPipedrive(context, profile, deal === undefined ? undefined : [deal], {
      looksFirst: true,
    });
    const lines = changed.map(
      ({ invoice, from, to }) =>
        `${invoiceName(invoice)}  ${clean(invoice.customer.name)}: ${from.replace("_", " ")} → ${to.replace("_", " ")}\n`,
    );
    const summary = `${counted(checked, "invoice")} checked, ${changed.length} changed, ${counted(calls, "call")}.\n`;
    const written = back?.deals
      ? `${counted(back.deals, "deal")} updated in Pipedrive, ${counted(back.tokens, "token")}.\n`
      : "";
    await show({
      json: {
        checked,
        changed,
        failed,
        calls,
        metered,
        complete,
        in_doubt: doubts.map(doubtView),
        ...(back && { writeback: backJson(back) }),
      },
      text: () => {
        const told = [...lines, ...doubts.map(doubtText)].join("");
        return globals.quiet ? told : told + summary + written;
      },
    });
    throwUnread(checked, failed);
    throwUnwritten(back);
  },
});

function throwUnread(checked: number, failed: RefreshResult["failed"]): void {
  if (failed.length === 0) return;
  throw new PdqbError(
    "partial",
    `${failed.length} of ${counted(checked + failed.length, "invoice")} could not be read.`,
    {
      reason: failed.map((one) => `${invoiceName(one)}: ${one.error}`),
      next: ["pdqb invoices refresh"],
      retry: true,
    },
  );
}

/** Also where a deal takes nothing more: that is said once. */
function throwUnwritten(back: WriteBackResult | undefined): void {
  const failed = back?.failed ?? [];
  if (failed.length === 0) return;
  throw new PdqbError(
    "partial",
    "Statuses were refreshed, but not all could be written to Pipedrive.",
    {
      reason: failed.map(failureText),
      next: [
        ...new Set(failed.flatMap(({ error }) => error.next)),
        "The next refresh makes up for what can be made up for.",
      ],
      retry: failed.some(({ isFinal }) => !isFinal),
    },
  );
}
