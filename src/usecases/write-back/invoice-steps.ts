/** What is put beside the deal for single invoices: a PDF as a file, an activity once it is overdue. Each once. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import {
  type DealWriteBack,
  missingActivities,
  missingFiles,
} from "../../domain/deal/deal-write-back.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { pdfName } from "../../domain/invoice/pdf-name.ts";
import { moneyWords } from "../../domain/money/amount-words.ts";
import type { WritePorts } from "../../ports.ts";
import { activityKind } from "../writes/kinds/activity.ts";
import { fileKind } from "../writes/kinds/file.ts";
import { findOnDeal } from "../writes/on-deal.ts";
import { type Put, rememberOnDeal, writeOnDeal } from "./write-on-deal.ts";

export async function putFiles(ports: WritePorts, before: DealWriteBack): Promise<Put> {
  const { dealId } = before;
  let [count, deal] = [0, before];
  for (const invoice of missingFiles(before)) {
    const name = pdfName(invoice, new Set());
    if ((await findOnDeal(ports.pipedrive, dealId, "files", name)) === undefined) {
      const bytes = await ports.quickbooks.invoicePdf(invoice.id);
      const input = { dealId, name };
      const summary = `PDF of invoice ${invoiceName(invoice)} on deal ${dealId}`;
      await writeOnDeal(ports, dealId, fileKind, { input, summary, target: name, bytes });
      count += 1;
    }
    deal = await rememberOnDeal(ports, deal, { files: [...deal.row.files, invoice.id] });
  }
  return { count, deal };
}

export async function putActivities(
  ports: WritePorts,
  before: DealWriteBack,
  today: CalendarDate,
): Promise<Put> {
  const { dealId } = before;
  let [count, deal] = [0, before];
  for (const invoice of missingActivities(before)) {
    const subject = `Invoice ${invoiceName(invoice)} is overdue: ${moneyWords(invoice.balance, invoice.currency)}, due ${invoice.dueDate}`;
    if ((await findOnDeal(ports.pipedrive, dealId, "activities", subject)) === undefined) {
      await writeOnDeal(ports, dealId, activityKind, {
        input: { dealId, subject, dueDate: today },
        summary: `activity on deal ${dealId}`,
        target: subject,
      });
      count += 1;
    }
    deal = await rememberOnDeal(ports, deal, { activities: [...deal.row.activities, invoice.id] });
  }
  return { count, deal };
}
