/** What is asked of a create: by flags, and by a person at the terminal. */
import type { Account, Customer, Item, NewCustomer, NewItem, TaxCode } from "../domain/books.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import type { TaxMethod } from "../domain/deal.ts";

/** What was asked for by flags; a line is its position or `id:55310`. */
export type CreateInput = {
  dealId: number;
  customer?: string | undefined;
  newCustomer?: string | true | undefined;
  to?: string | undefined;
  address?: string | undefined;
  email?: string | undefined;
  taxId?: string | undefined;
  date?: CalendarDate | undefined;
  due?: CalendarDate | number | undefined;
  terms?: string | undefined;
  number?: string | undefined;
  memo?: string | undefined;
  note?: string | undefined;
  po?: string | undefined;
  tax?: TaxMethod | undefined;
  taxCode?: string | undefined;
  links: { line: string; item: string }[];
  createItems: string[];
  again?: string | true | undefined;
  notDuplicate: boolean;
};

/** What a person answered at the terminal; beats links, not flags. */
export type Answers = {
  customer?: Customer | { create: NewCustomer };
  items: Map<number, Item | { create: NewItem }>;
  taxCodes: Map<string, TaxCode>;
  /** Of items that are made; kept as the setting once the plan is confirmed. */
  incomeAccount?: Account;
  notDuplicate?: boolean;
  replaceVoided?: boolean;
};

export const noAnswers = (): Answers => ({ items: new Map(), taxCodes: new Map() });
