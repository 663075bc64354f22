import { flag } from "../../cli/command.ts";
import { counted } from "../../domain/counted.ts";
import { defineCommand } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { readFresh } from "../details/read-fresh.ts";
import { backJson, backToPipedrive } from "../details/write-back.ts";
import { doubtText, doubtView } from "../views/doubt.ts";
import { invoiceView } from "../views/invoice.ts";
import { changeText, throwUnread, throwUnwritten } from "./refresh-text.ts";

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
        const told = [...changed.map(changeText), ...doubts.map(doubtText)].join("");
        return globals.quiet ? told : told + summary + written;
      },
    });
    throwUnread(checked, failed);
    throwUnwritten(back);
  },
});
