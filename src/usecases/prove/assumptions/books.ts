/** All of QuickBooks. */
import type { BooksAssumption } from "../assumption.ts";
import { BOOKS_CHANGES } from "./books-changes.ts";
import { BOOKS_CURRENCIES } from "./books-currencies.ts";
import { BOOKS_INVOICES } from "./books-invoices.ts";
import { BOOKS_LIMITS } from "./books-limits.ts";
import { BOOKS_LISTS } from "./books-lists.ts";
import { BOOKS_QUERIES } from "./books-queries.ts";
import { BOOKS_REQUESTS } from "./books-requests.ts";
import { BOOKS_SENT_TAX } from "./books-sent-tax.ts";
import { BOOKS_TAX } from "./books-tax.ts";

export const BOOKS: readonly BooksAssumption[] = [
  ...BOOKS_REQUESTS,
  ...BOOKS_QUERIES,
  ...BOOKS_LISTS,
  ...BOOKS_LIMITS,
  ...BOOKS_INVOICES,
  ...BOOKS_CHANGES,
  ...BOOKS_TAX,
  ...BOOKS_SENT_TAX,
  ...BOOKS_CURRENCIES,
];
