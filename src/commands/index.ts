/** The whole tree as it is typed: a line per noun or command, each loaded when typed. */
import type { Tree } from "../cli/command.ts";
import type { Context } from "./context.ts";

/** The sentence on top of help and manual. */
export const SUMMARY =
  "Turn Pipedrive deals into QuickBooks Online invoices: exactly once, to the cent.";

/** What people type for another word, or for a path from the top. */
export const hints = {
  create: "invoice create",
  bill: "invoice create",
  list: "invoice list",
  view: "invoice view",
  refresh: "invoice refresh",
  aging: "invoice aging",
  email: "invoice email",
  pdf: "invoice pdf",
  open: "invoice open",
  void: "invoice void",
  delete: "invoice delete",
  paid: "invoice list --status paid",
  payed: "invoice list --status paid",
  unpaid: "invoice list --status open",
  overdue: "invoice list --status overdue",
  login: "connect",
  logout: "disconnect",
  auth: "connect",
  setup: "connect",
  show: "view",
  send: "email",
  cancel: "void",
  remove: "delete",
};

export const tree: Tree<Context> = [
  {
    name: "connect",
    summary: "Log in to Pipedrive or QuickBooks",
    verbs: async () => (await import("./connect/index.ts")).verbs,
  },
  {
    name: "disconnect",
    summary: "Revoke and remove a connection",
    verbs: async () => (await import("./disconnect/index.ts")).verbs,
  },
  {
    name: "status",
    summary: "Show what there is to do, and both connections",
    command: async () => (await import("./status.ts")).status,
  },
  {
    name: "deals",
    aliases: ["deal"],
    summary: "List deals and what is invoiced of them; view one",
    standard: "list",
    verbs: async () => (await import("./deal/index.ts")).verbs,
  },
  {
    name: "invoice",
    aliases: ["invoices"],
    summary: "Create, list and refresh invoices",
    verbs: async () => (await import("./invoice/index.ts")).verbs,
  },
  {
    name: "run",
    aliases: ["runs"],
    summary: "Plan and review the invoices of many deals",
    verbs: async () => (await import("./run/index.ts")).verbs,
  },
  {
    name: "check",
    summary: "Check that won deals and invoices tie",
    command: async () => (await import("./check.ts")).check,
  },
  {
    name: "report",
    aliases: ["reports"],
    summary: "Report on a month, on debtors, or on what changed",
    verbs: async () => (await import("./report/index.ts")).verbs,
  },
  {
    name: "customer",
    aliases: ["customers"],
    summary: "Link organizations and persons to customers",
    verbs: async () => (await import("./customer/index.ts")).verbs,
  },
  {
    name: "product",
    aliases: ["products"],
    summary: "Link products to items",
    verbs: async () => (await import("./product/index.ts")).verbs,
  },
  {
    name: "tax",
    summary: "Link tax percents to tax codes",
    verbs: async () => (await import("./tax/index.ts")).verbs,
  },
  {
    name: "preset",
    aliases: ["presets"],
    summary: "Named sets of invoice details",
    verbs: async () => (await import("./preset/index.ts")).verbs,
  },
  {
    name: "pending",
    aliases: ["intents"],
    summary: "Writes with an unknown outcome",
    verbs: async () => (await import("./pending/index.ts")).verbs,
  },
  {
    name: "history",
    summary: "What was done to invoices, when and by whom",
    standard: "list",
    verbs: async () => (await import("./history/index.ts")).verbs,
  },
  {
    name: "ledger",
    summary: "Check, back up, restore or rebuild the ledger",
    verbs: async () => (await import("./ledger/index.ts")).verbs,
  },
  {
    name: "doctor",
    summary: "Check connections, mapping, links, clock and files",
    command: async () => (await import("./doctor.ts")).doctor,
  },
  {
    name: "prove",
    summary: "Ask a sandbox what the documentation leaves open",
    command: async () => (await import("./prove/prove.ts")).prove,
  },
  {
    name: "config",
    summary: "Field mapping and settings",
    verbs: async () => (await import("./config/index.ts")).verbs,
  },
  {
    name: "completion",
    summary: "Shell completion for commands, flags and names",
    verbs: async () => (await import("./completion/index.ts")).verbs,
  },
  {
    name: "practice",
    summary: "Practice copies of both services, on this machine",
    verbs: async () => (await import("./practice/index.ts")).verbs,
  },
  {
    name: "demo",
    summary: "A guided run on the practice services",
    command: async () => (await import("./demo.ts")).demo,
  },
];
