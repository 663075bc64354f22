/** What the practice services were asked for, and the e-mails that they would have sent. */
import { type Column, tableOf } from "../../cli/column.ts";
import { flag } from "../../cli/command.ts";
import { listAnswer, sortRows } from "../../cli/flat.ts";
import { localTime } from "../../cli/when.ts";
import { defineCommand } from "../context.ts";

type Entry = {
  seq: number;
  time: string;
  service: string;
  method: string;
  path: string;
  query: string;
  status: number | null;
  requestid: string | null;
  cost: number | null;
  meter: { core: number; corePlus: number } | null;
  fault: string | null;
};

const COLUMNS: readonly Column<Entry>[] = [
  {
    key: "time",
    title: "Time",
    value: ({ time }) => time,
    terminal: ({ time }) => localTime(time),
  },
  { key: "service", title: "Service", value: ({ service }) => service, optional: true },
  { key: "method", title: "Method", value: ({ method }) => method },
  { key: "path", title: "Path", value: ({ path }) => path, grow: true },
  { key: "status", title: "Status", align: "right", value: ({ status }) => String(status ?? "") },
  {
    key: "cost",
    title: "Cost",
    align: "right",
    value: ({ cost }) => String(cost ?? ""),
    optional: true,
  },
  { key: "class", title: "Class", value: (entry) => classOf(entry), optional: true },
  { key: "fault", title: "Failed", value: ({ fault }) => fault ?? "", optional: true },
];

/** Intuit meters reads (CorePlus); writes are free (Core). */
function classOf({ meter }: Entry): string {
  if (!meter) return "";
  const parts = [
    meter.core > 0 ? `${meter.core} Core` : "",
    meter.corePlus > 0 ? `${meter.corePlus} CorePlus` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

const ROWS = {
  fields: [
    ...["seq", "time", "service", "method", "path", "query", "status", "requestid"],
    ...["cost", "meter", "fault", "class"],
  ],
  json: (entry: Entry) => ({ ...entry, class: classOf(entry) }),
};

export const practiceLog = defineCommand({
  name: "log",
  summary: "Show the requests to the practice services and what they cost",
  effect: "local",
  isList: true,
  flags: {
    service: flag.choice("Only requests to this service", ["pipedrive", "quickbooks"]),
    clear: flag.switch("Clear the log"),
  },
  examples: ["pdqb practice log", "pdqb practice log --service quickbooks --limit 10"],
  async run({ ports, globals, show }, { flags }) {
    if (flags.clear) {
      await ports.practice.steer("log", "clear");
      return show({ json: { requests: [], complete: true }, text: () => "The log is empty.\n" });
    }
    const { entries } = (await ports.practice.steer("log")) as { entries: Entry[] };
    const all = entries.filter(({ service }) => !flags.service || service === flags.service);
    const sorted = sortRows(all, ROWS, globals.sort);
    const shown = globals.limit === undefined ? sorted : sorted.slice(-globals.limit);
    await show({
      json: {
        requests: shown.map(ROWS.json),
        complete: shown.length === all.length,
      },
      table: tableOf(shown, COLUMNS),
      fields: ROWS.fields,
      empty: "No requests yet.",
    });
  },
});

type Mail = {
  at: string;
  number: string;
  invoice: string;
  to: string;
  cc: string;
  bcc: string;
  total: string;
};

const MAIL_COLUMNS: readonly Column<Mail>[] = [
  { key: "at", title: "At", value: ({ at }) => at, terminal: ({ at }) => localTime(at) },
  { key: "number", title: "Invoice", value: ({ number, invoice }) => number || `id:${invoice}` },
  { key: "to", title: "To", value: ({ to }) => to, grow: true },
  { key: "cc", title: "Copy", value: ({ cc }) => cc, optional: true },
  { key: "bcc", title: "Blind copy", value: ({ bcc }) => bcc, optional: true },
  { key: "total", title: "Total", align: "right", value: ({ total }) => total },
];

const MAILS = {
  columns: MAIL_COLUMNS,
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
      ...listAnswer("mails", mails, MAILS, globals),
      empty: "No e-mail was sent.",
    });
  },
});
