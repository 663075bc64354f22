/** What a check found, in pages, workbooks and CSV files. */
import { type DocumentColumn, type Part, partOf } from "../../cli/document/document.ts";
import type { Finding } from "../../domain/check/finding.ts";
import { amountText } from "../../domain/money/money.ts";
import type { CheckResult } from "../../usecases/check/check-types.ts";
import { bridgeLines, invoicesOf, netText } from "./check.ts";

const inWords = (kind: string) => kind.replaceAll("_", " ");

const amounts = (key: "expected" | "found", title: string): DocumentColumn<Finding> => ({
  ...{ key, title, kind: "amount" },
  value: (finding) => netText(finding[key]) ?? "",
  currency: ({ currency }) => currency,
});

/** The tables of a page or a workbook. */
export function checkParts(result: CheckResult): Part[] {
  const bridge = result.bridge.flatMap(bridgeLines);
  return [
    partOf({
      ...{ name: "bridge", title: "From won deals to invoices", rows: bridge },
      about: "Each line between the first and the last is added or subtracted.",
      empty: "No deal was won, and no invoice was issued.",
      isSum: ({ isSum }) => isSum,
      columns: [
        { key: "line", title: "Line", kind: "text", value: ({ label }) => label },
        {
          ...{ key: "amount", title: "Amount", kind: "amount" },
          value: ({ amount }) => amountText(amount),
          currency: ({ currency }) => currency,
        },
      ],
    }),
    partOf({
      ...{ name: "findings", title: "Mismatches", rows: result.findings },
      empty: "Everything matches.",
      notInText: ["next"],
      columns: [
        { key: "kind", title: "What", kind: "text", value: ({ kind }) => inWords(kind) },
        {
          key: "deal",
          title: "Deal",
          kind: "number",
          value: ({ deal }) => (deal ? String(deal.id) : ""),
        },
        { key: "title", title: "Title", kind: "text", value: ({ deal }) => deal?.title ?? "" },
        { key: "invoices", title: "Invoices", kind: "text", value: invoicesOf },
        amounts("expected", "Expected"),
        amounts("found", "Found"),
        { key: "why", title: "Why", kind: "text", isNote: true, value: ({ why }) => why },
        { key: "next", title: "Next", kind: "text", isNote: true, value: ({ next }) => next },
      ],
    }),
    notCheckedPart(result),
    acceptedPart(result),
  ];
}

const notCheckedPart = (result: CheckResult): Part =>
  partOf({
    ...{ name: "not_checked", title: "Not checked", rows: result.notChecked },
    empty: "All deals were checked for what is due by now.",
    columns: [
      { key: "deal", title: "Deal", kind: "number", value: ({ deal }) => String(deal.id) },
      { key: "title", title: "Title", kind: "text", value: ({ deal }) => deal.title },
      { key: "why", title: "Why", kind: "text", isNote: true, value: ({ why }) => why },
    ],
  });

const acceptedPart = (result: CheckResult): Part =>
  partOf({
    ...{
      name: "accepted",
      title: "Accepted",
      rows: result.accepted,
      empty: "Nothing was accepted.",
    },
    columns: [
      { key: "kind", title: "What", kind: "text", value: ({ finding }) => inWords(finding.kind) },
      {
        key: "about",
        title: "Of",
        kind: "text",
        value: ({ row }) => row.about.replace(":", " "),
      },
      { key: "reason", title: "Reason", kind: "text", value: ({ row }) => row.reason },
      { key: "by", title: "By", kind: "text", value: ({ row }) => row.by },
      { key: "at", title: "When", kind: "date", value: ({ row }) => row.at.slice(0, 10) },
    ],
  });
