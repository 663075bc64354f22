import type { Column } from "../../cli/column.ts";
import { listAnswer } from "../../cli/flat.ts";
import { defineCommand } from "../context.ts";

type Mail = {
  at: string;
  number: string;
  invoice: string;
  to: string;
  cc: string;
  bcc: string;
  total: string;
};

const COLUMNS: readonly Column<Mail>[] = [
  { key: "at", title: "At", value: ({ at }) => at },
  { key: "number", title: "Invoice", value: ({ number, invoice }) => number || `id:${invoice}` },
  { key: "to", title: "To", value: ({ to }) => to, grow: true },
  { key: "cc", title: "Copy", value: ({ cc }) => cc },
  { key: "bcc", title: "Blind copy", value: ({ bcc }) => bcc },
  { key: "total", title: "Total", align: "right", value: ({ total }) => total },
];

const ROWS = {
  columns: COLUMNS,
  fields: ["at", "number", "invoice", "to", "cc", "bcc", "total"],
  json: ({ at, number, invoice, to, cc, bcc, total }: Mail): Mail => ({
    at,
    number,
    invoice,
    to,
    cc,
    bcc,
    total,
  }),
};

export const practiceOutbox = defineCommand({
  name: "outbox",
  summary: "List the e-mails that the practice books would have sent",
  effect: "local",
  isList: true,
  flags: {},
  examples: ["pdqb practice outbox"],
  async run({ ports, globals, show }) {
    const { mails } = (await ports.practice.steer("outbox")) as { mails: Mail[] };
    await show({
      ...listAnswer("mails", mails, ROWS, globals),
      empty: "No e-mail was sent.",
    });
  },
});
