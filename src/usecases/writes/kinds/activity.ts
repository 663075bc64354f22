/** The activity of a deal that tells of an overdue invoice. */
import type { CalendarDate } from "../../../domain/calendar-date.ts";
import type { DealId } from "../../../domain/ids.ts";
import type { Made } from "../../../ports.ts";
import type { WriteKind } from "../kind.ts";
import { foundOnDeal, onDeal, requestBody } from "../on-deal.ts";

type Activity = { dealId: DealId; subject: string; dueDate: CalendarDate };

export const activityKind: WriteKind<Made, Activity> = {
  name: "activity",
  ...onDeal,
  words: { thing: "activity", verb: "create", past: "created", done: "made" },
  body: ({ dealId, subject, dueDate }) =>
    requestBody({
      ...{ version: "v2", group: "Activities", operation: "addActivity" },
      parameters: {
        AddActivityRequest: { subject, type: "task", due_date: dueDate, deal_id: dealId },
      },
      answer: { id: "id", same: { deal_id: dealId } },
    }),
  unseen: "not done",
  find: (ports, intent) => foundOnDeal(ports, intent, "activities"),
};
