/** The words and marks of an invoice that no amount depends on: each from its flag, else the mapping; nothing is cut or dropped in silence. */

import type { Customer, NamedEntry } from "../books.ts";
import { mappedAddress, textAddress } from "../customer/bill-address.ts";
import { emailProblems } from "../customer/customer-problems.ts";
import { planShipTo } from "../customer/ship-to.ts";
import { mappedValue } from "../deal/field-mapping.ts";
import type { Problem, Warning } from "../errors.ts";
import { tooLong } from "./invoice-lengths.ts";
import type { InvoicePlan } from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";

export type InvoiceDetails = Pick<
  InvoicePlan,
  | "billTo"
  | "shipTo"
  | "sendTo"
  | "number"
  | "memo"
  | "note"
  | "customFields"
  | "class"
  | "location"
>;

export function invoiceDetails(
  facts: PlanFacts,
  choices: PlanChoices,
  request: InvoiceRequest,
  existing: Customer | undefined,
): { details: InvoiceDetails; problems: Problem[]; warnings: Warning[] } {
  const { preferences, sources, mapping } = facts;
  const text = (target: "memo" | "email" | "po") => mappedValue(mapping[target], sources)?.text;
  const address =
    request.address === undefined ? mappedAddress(mapping, sources) : textAddress(request.address);
  const billTo = {
    address,
    email: request.email ?? text("email") ?? null,
    cc: request.cc ?? null,
    bcc: request.bcc ?? null,
  };
  const shipTo = planShipTo({
    asked: request.shipTo,
    mapped: mappedValue(mapping.shipTo, sources),
    billing: address,
    customer: existing,
  });
  const po = request.po ?? text("po") ?? "";
  const custom = customFields(preferences.customFields, po, request.customFields ?? []);
  const classes = tracked(choices.class, request.class, preferences.classes !== "off", "class");
  const locations = tracked(choices.location, request.location, preferences.locations, "location");
  const details: InvoiceDetails = {
    billTo,
    shipTo: shipTo.shipTo,
    sendTo: request.send ? (billTo.email ?? existing?.email ?? null) : null,
    number: request.number ?? null,
    memo: request.memo ?? text("memo") ?? "",
    note: request.note ?? "",
    customFields: custom.fields,
    class: classes.entry && { ...classes.entry, onLines: preferences.classes === "line" },
    location: locations.entry,
  };
  const texts = {
    "E-mail address": billTo.email ?? "",
    "Copy to": billTo.cc ?? "",
    "Blind copy to": billTo.bcc ?? "",
    Number: details.number ?? "",
    Memo: details.memo,
    Note: details.note,
  };
  return {
    details,
    problems: [
      ...tooLong(texts, details.customFields, address),
      ...addressProblems(billTo, { isSent: request.send === true, own: existing?.email ?? null }),
      ...shipTo.problems,
      ...custom.problems,
      ...classes.problems,
      ...locations.problems,
    ],
    warnings: [...shipTo.warnings, ...numberWarnings(facts, details.number)],
  };
}

function addressProblems(
  { email, cc, bcc }: InvoicePlan["billTo"],
  sending: { isSent: boolean; own: string | null },
): Problem[] {
  const copies = [cc, bcc].flatMap((copy) => emailProblems(copy, { isSent: false, own: null }));
  return [...emailProblems(email, sending), ...copies];
}

const PO_FIELD = /\b(po|p\.o\.|order)\b/i;

/** The PO number goes into the field that is named so; the others by their names. */
function customFields(
  defined: PlanFacts["preferences"]["customFields"],
  po: string,
  asked: { name: string; value: string }[],
): { fields: InvoicePlan["customFields"]; problems: Problem[] } {
  const named = (name: string) =>
    defined.find((field) => field.name.toLowerCase() === name.trim().toLowerCase());
  const values = new Map<string, InvoicePlan["customFields"][number]>();
  const problems: Problem[] = [];
  const poField = defined.find((field) => PO_FIELD.test(field.name));
  if (po && poField) values.set(poField.id, { ...poField, value: po });
  else if (po) {
    problems.push({
      code: "feature_off",
      message:
        'The invoice forms of the company have no custom field for a PO number: add one named "PO number" in QuickBooks, or leave the PO number out.',
      next: "--po ''",
    });
  }
  for (const { name, value } of asked) {
    const field = named(name);
    if (field) values.set(field.id, { ...field, value });
    else {
      const known = defined.map((one) => `"${one.name}"`).join(", ");
      problems.push({
        code: "feature_off",
        message: `The invoice forms of the company have no custom field "${name}"${known && `, only ${known}`}: add it in QuickBooks (Account and settings, Sales), or leave it out.`,
        next: "",
        without: [`custom-field ${name}=${value}`],
      });
    }
  }
  return { fields: [...values.values()].filter(({ value }) => value !== ""), problems };
}

/** A class or location counts only where the company tracks them: elsewhere QuickBooks would drop it without a word. */
function tracked(
  entry: NamedEntry | undefined,
  asked: string | undefined,
  isOn: boolean,
  what: "class" | "location",
): { entry: NamedEntry | null; problems: Problem[] } {
  if (!asked || isOn) return { entry: (asked && entry) || null, problems: [] };
  const plural = what === "class" ? "classes" : "locations";
  return {
    entry: null,
    problems: [
      {
        code: "feature_off",
        message: `The company does not track ${plural}, so "${asked}" would be dropped: turn them on in QuickBooks (Account and settings, Advanced), or leave it out.`,
        next: "",
        without: [what],
      },
    ],
  };
}

/** docs/quickbooks.md 4.6. */
function numberWarnings({ preferences, nextNumber }: PlanFacts, number: string | null): Warning[] {
  if (preferences.customNumbers && number === null && nextNumber === null) {
    const message =
      "The company numbers its invoices itself, and there is none to count on from: this one has no number unless --number gives one.";
    return [{ code: "no_number", message }];
  }
  if (!preferences.customNumbers && number !== null) {
    const message = `QuickBooks numbers the invoices of this company: ${number} is used, and its own count stays where it is.`;
    return [{ code: "own_number", message }];
  }
  return [];
}
