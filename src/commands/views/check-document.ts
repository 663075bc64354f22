/** What a check found, in pages, workbooks and CSV files. */
import { columnsOf, type Part, partOf } from "../../cli/document/document.ts";
import type { Finding } from "../../domain/check/finding.ts";
import type { CheckResult } from "../../usecases/check/check-types.ts";
import { type BridgeLine, bridgeLines, invoicesOf } from "./check.ts";

const inWords = (kind: string) => kind.replaceAll("_", " ");

/** The tables of a page or a workbook. */
export const checkParts = (result: CheckResult): Part[] => [
  bridgePart(result),
  findingsPart(result),
  notCheckedPart(result),
  acceptedPart(result),
];

function bridgePart({ bridge }: CheckResult): Part {
  const { text, amount } = columnsOf<BridgeLine>();
  return partOf({
    ...{ name: "bridge", title: "From won deals to invoices", rows: bridge.flatMap(bridgeLines) },
    about: "Each line between the first and the last is added or subtracted.",
    empty: "No deal was won, and no invoice was issued.",
    isSum: ({ isSum }) => isSum,
    columns: [
      text("line", "Line", ({ label }) => label),
      amount(
        "amount",
        "Amount",
        (line) => line.amount,
        (line) => line.currency,
      ),
    ],
  });
}

function findingsPart({ findings }: CheckResult): Part {
  const { text, number, amount, note } = columnsOf<Finding>();
  const currencyOf = ({ currency }: Finding) => currency;
  return partOf({
    ...{ name: "findings", title: "Mismatches", rows: findings, empty: "Everything matches." },
    notInText: ["next"],
    columns: [
      text("kind", "What", ({ kind }) => inWords(kind)),
      number("deal", "Deal", ({ deal }) => deal?.id),
      text("title", "Title", ({ deal }) => deal?.title),
      text("invoices", "Invoices", invoicesOf),
      amount("expected", "Expected", ({ expected }) => expected, currencyOf),
      amount("found", "Found", ({ found }) => found, currencyOf),
      note("why", "Why", ({ why }) => why),
      note("next", "Next", ({ next }) => next),
    ],
  });
}

function notCheckedPart({ notChecked }: CheckResult): Part {
  const { number, text, note } = columnsOf<CheckResult["notChecked"][number]>();
  return partOf({
    ...{ name: "not_checked", title: "Not checked", rows: notChecked },
    empty: "All deals were checked for what is due by now.",
    columns: [
      number("deal", "Deal", ({ deal }) => deal.id),
      text("title", "Title", ({ deal }) => deal.title),
      note("why", "Why", ({ why }) => why),
    ],
  });
}

function acceptedPart({ accepted }: CheckResult): Part {
  const { text, date } = columnsOf<CheckResult["accepted"][number]>();
  return partOf({
    ...{ name: "accepted", title: "Accepted", rows: accepted, empty: "Nothing was accepted." },
    columns: [
      text("kind", "What", ({ finding }) => inWords(finding.kind)),
      text("about", "Of", ({ row }) => row.about.replace(":", " ")),
      text("reason", "Reason", ({ row }) => row.reason),
      text("by", "By", ({ row }) => row.by),
      date("at", "When", ({ row }) => row.at.slice(0, 10)),
    ],
  });
}
