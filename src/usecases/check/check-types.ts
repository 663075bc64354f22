/** What the parts of a check hand to each other. */
import type { BridgeRow, Checked } from "../../domain/check/bridge.ts";
import type { Accepted, Finding, NotChecked, Period } from "../../domain/check/finding.ts";
import type { Deal } from "../../domain/deal/deal.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";

/** What a check reads. */
export type CheckPorts = Pick<Ports, "pipedrive" | "quickbooks" | "ledger" | "clock">;

/** The deals of a period. */
export type DealsOfPeriod = {
  /** Won in the period. */
  won: Deal[];
  /** Of all live invoices of the period, and those won; undefined where one was deleted. */
  byId: Map<number, Deal | undefined>;
  complete: boolean;
};

/** What the deals of a period are compared with. */
export type DealsToCheck = {
  period: Period;
  known: KnownInvoice[];
  live: KnownInvoice[];
  deals: DealsOfPeriod;
};

/** What a check found. */
export type CheckResult = {
  period: Period;
  bridge: BridgeRow[];
  /** What the bridge is made of. */
  checked: Checked;
  findings: Finding[];
  /** Found, and accepted by a person. */
  accepted: { finding: Finding; row: Accepted }[];
  /** Billed in part, and nobody can say what of them is due by now. */
  notChecked: NotChecked[];
  /** Deals won in the period, and those of its invoices. */
  deals: Map<number, Deal | undefined>;
  known: KnownInvoice[];
  complete: boolean;
};
