/** What is asked of a create: by flags, and by a person at the terminal. */

import type {
  Account,
  Customer,
  Item,
  NamedEntry,
  NewCustomer,
  NewItem,
  TaxCode,
} from "../../domain/books.ts";
import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { TaxMethod } from "../../domain/deal/deal.ts";
import type { Warning } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import type { CurrencyCode, Decimal } from "../../domain/money/money.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type {
  ExtraLine,
  LineChange,
  RequestedDiscount,
} from "../../domain/plan/invoice-request.ts";
import type { TypedDue } from "../../domain/typed-date.ts";

/** Which part of the deal; a line or an installment is its position, or `id:` and Pipedrive's id. */
export type PartInput =
  | { kind: "percent"; percent: Decimal }
  | { kind: "amount"; net: Decimal }
  | { kind: "lines"; lines: string[] }
  | { kind: "installment"; installment: string }
  | { kind: "rest" };

/** What was asked for by flags; a line is its position or `id:55310`. */
export type CreateInput = {
  dealId: DealId;
  customer?: string | undefined;
  newCustomer?: string | true | undefined;
  to?: string | undefined;
  address?: string | undefined;
  /** An address, or `billing`. */
  shipTo?: string | undefined;
  email?: string | undefined;
  taxId?: string | undefined;
  updateCustomer?: "ask" | "always" | "never" | undefined;
  date?: CalendarDate | undefined;
  due?: TypedDue | undefined;
  terms?: string | undefined;
  number?: string | undefined;
  memo?: string | undefined;
  note?: string | undefined;
  po?: string | undefined;
  customFields?: { name: string; value: string }[] | undefined;
  /** By id or full name. */
  class?: string | undefined;
  location?: string | undefined;
  /** E-mail it once it is made. */
  send?: boolean | undefined;
  cc?: string | undefined;
  bcc?: string | undefined;
  currency?: CurrencyCode | undefined;
  rate?: Decimal | undefined;
  tax?: TaxMethod | undefined;
  taxCode?: string | undefined;
  links: { line: string; item: string }[];
  createItems: string[];
  /** Lines of the deal that are left out on purpose. */
  skipLines: string[];
  /** Changes of lines of the deal. */
  changes: (LineChange & { line: string; item?: string })[];
  /** `create`: its item is made, under the name that `item` says. */
  extraLines: (ExtraLine & { item: string; create?: NewItem })[];
  discount?: RequestedDiscount | undefined;
  /** The cycle for which recurring lines are billed, from 1. */
  recurring?: number | undefined;
  /** A deal without lines is billed as one line of its value, by `item`. */
  fromValue?: boolean | undefined;
  item?: string | undefined;
  part?: PartInput | undefined;
  /** Tells several parts of a percentage or an amount apart. */
  partNumber?: number | undefined;
  again?: string | true | undefined;
  notDuplicate: boolean;
  /** For the history. */
  reason?: string | undefined;
  /** These two say nothing of the plan: they are repeated in a command that is proposed. */
  strict?: boolean | undefined;
  pdf?: string | true | undefined;
};

/** What a person answered at the terminal; beats links, not flags. */
export type Answers = {
  customer?: Customer | { create: NewCustomer };
  /** That customer is for this invoice alone: nothing is linked. */
  isCustomerOnce?: boolean;
  /** Of the customer that is made, in place of the name that is taken. */
  newCustomerName?: string;
  updateCustomer?: boolean;
  items: Map<number, Item | { create: NewItem }>;
  taxCodes: Map<string, TaxCode>;
  /** Of items that are made; kept as the setting once the plan is confirmed. */
  incomeAccount?: Account;
  /** What a person changed of the flags, and what they did not say. */
  details?: Partial<CreateInput>;
  notDuplicate?: boolean;
  replaceVoided?: boolean;
};

/** Before anything was asked. */
export const noAnswers = (): Answers => ({ items: new Map(), taxCodes: new Map() });

/** The deal, or this part of it, has its invoice. */
export type Existing = {
  outcome: "already_exists";
  known: KnownInvoice;
  /** How much of the deal it bills, in words; null for all of it. */
  share: string | null;
  /** What was sent; null where this ledger does not know it. */
  plan: InvoicePlan | null;
  warnings: Warning[];
};

/** The flags with the details that were changed at a question, and all answers so far. */
export type Asked = { given: CreateInput; answers: Answers };

/** What the flags chose, found in the books. */
export type FlagChoices = {
  customer: Customer | { create: NewCustomer } | undefined;
  items: Map<number, Item | { create: NewItem }>;
  /** Lines whose item is changed for this one invoice: it says nothing of the next one. */
  changedItems: Set<number>;
  taxCode: TaxCode | undefined;
  class: NamedEntry | undefined;
  location: NamedEntry | undefined;
};
