import { tableOf } from "../cli/column.ts";
import { flag, under } from "../cli/command.ts";
import { listed } from "../cli/flat.ts";
import { defineCommand } from "./context.ts";
import { ownerFlag } from "./details/deal-conditions.ts";
import { periodOf } from "./details/typed-period.ts";
import { accept, targetOf } from "./report/accept-row.ts";
import { checkPeriod, mismatchError } from "./report/check-period.ts";
import { documentFlags, saveCheck } from "./report/save-check.ts";
import {
  ACCEPTED_COLUMNS,
  acceptedJson,
  bridgeText,
  checkJson,
  FINDING_COLUMNS,
  FINDING_ROWS,
  notCheckedLine,
  verdictOf,
} from "./views/check.ts";

export const check = defineCommand({
  name: "check",
  summary: "Check that won deals and invoices match, to the cent",
  description: `Compares the deals won in a period with the invoices issued in it. Each mismatch
is listed once, with the command that fixes it. Exit 0 if everything matches, else 7.`,
  effect: "reads",
  isList: true,
  flags: {
    month: flag.text("This month (default: the current one)", { value: "YYYY-MM" }),
    since: flag.date("From this day", { looksBack: true }),
    until: flag.date("To this day", { looksBack: true }),
    owner: ownerFlag,
    refresh: flag.switch("Read every invoice of the period, not only changes"),
    ...documentFlags,
    ...under("Accepting", {
      accept: flag.text("Accept a mismatch for good: its kind, as listed", {
        value: "kind",
      }),
      deal: flag.text("The mismatch of this deal", { value: "deal" }),
      invoice: flag.text("The mismatch of this invoice", { value: "invoice" }),
      reason: flag.text("Why, for the history", { value: "text" }),
      dryRun: flag.switch("Show what would be accepted"),
      accepted: flag.switch("Show what was accepted"),
    }),
  },
  examples: [
    "pdqb check --month 2026-11",
    "pdqb check --month 2026-11 --output november.html",
    'pdqb check --accept no_deal --invoice 1003 --reason "Rent"',
  ],
  async run(context, { flags }) {
    const { connected, today, globals, show, io } = context;
    const profile = await connected();
    const period = periodOf(flags, await today());
    const target = flags.accept && (await targetOf(context, profile, flags));
    const result = await checkPeriod(context, profile, {
      period,
      owner: flags.owner,
      isWhole: flags.refresh,
    });
    if (target) return accept(context, result, { ...target, save: !flags.dryRun });
    if (flags.accepted)
      return show({
        json: { accepted: result.accepted.map(acceptedJson), complete: true },
        table: tableOf(result.accepted, ACCEPTED_COLUMNS),
        empty: "Nothing was accepted.",
      });
    const shown = listed(result.findings, FINDING_ROWS, globals);
    const saved =
      flags.output === undefined
        ? undefined
        : await saveCheck(context, profile, result, { ...flags, output: flags.output });
    const isJson = globals.json || globals.fields !== null;
    const isTable = !isJson && (globals.csv || !io.outIsTerminal);
    const json = checkJson(result, shown);
    const notes = [
      ...(isTable ? result.notChecked.map(notCheckedLine) : []),
      ...(saved ? [`Saved: ${saved.path}`] : []),
    ];
    await show({
      // The rows of a table are the findings; the bridge may be as long.
      json: isTable ? { findings: json.findings } : json,
      ...(isTable
        ? {
            table: tableOf(shown, FINDING_COLUMNS),
            fields: FINDING_ROWS.fields,
            empty: verdictOf(period, 0),
          }
        : {
            text: (paint: Parameters<typeof bridgeText>[1]) => bridgeText(result, paint, shown),
          }),
      ...(notes.length > 0 && { note: notes.join("\n") }),
    });
    if (result.findings.length > 0)
      throw mismatchError(result.findings, { period, owner: flags.owner });
  },
});
