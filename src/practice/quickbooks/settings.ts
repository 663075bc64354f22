/** What docs/quickbooks.md marks uncertain, or what depends on a company's settings: one named setting each, with both behaviours. */

/** What each is at first, and what it is about. */
const SETTINGS = {
  throttles:
    "on | on or off: 500 requests a minute, 10 a second or at once, 40 batches a minute, then 429",
  ten_calls:
    "second | second or once: whether the limit of ten counts the calls of a second or those at once",
  core_plus_budget:
    "off | off, or a number of metered reads a month, after which reads get 429 without a code",
  gateway_form:
    "json | json (401 and 403 as JSON when asked for, 429 as XML) or xml (all of them as XML)",
  wrong_realm: "3100 | 3100 (403) or 100 (401): answer to a token that belongs to another company",
  redirects:
    "loopback,https | registered redirect addresses, comma separated: loopback (localhost or 127.0.0.1, any port, /callback), https (any https address), or addresses in full",
  scopes:
    "com.intuit.quickbooks.accounting openid profile email phone address | scopes that the app has been granted; any other ends the login with invalid_scope",
  refresh_grace_seconds: "0 | how long a superseded refresh token is still taken",
  code_reuse: "revokes | revokes or refuses: whether a second use of a code also ends the grant",
  revoke_dead: "400 | 400 or 200: answer to revoking a token that is already dead",
  requestid_hours: "24 | how long a requestid is remembered",
  requestid_repeat: "replay | replay or 600: answer to a repeated requestid with the same content",
  requestid_other_body: "replay | replay, 600 or run: the same requestid with other content",
  requestid_failed:
    "run | run or replay: whether a refused request is run again under its requestid",
  query_lag_seconds: "0 | seconds until a query sees what was created",
  query_bare_numbers:
    "refuse | refuse (4000) or accept: numbers without quotes in the conditions of a query",
  query_unknown_selection:
    "refuse | refuse (4001) or ignore: names after SELECT that the entity does not have",
  customer_by_email: "refuse | refuse (4001) or accept: a query for customers by PrimaryEmailAddr",
  query_property_case: "any | exact or any: upper and lower case of property names in a query",
  pseudo_tax_codes:
    "every | every or first: pages of a US TaxCode query that begin with the pseudo codes",
  cdc_too_old: "fault | fault or window: changedSince more than 30 days ago",
  void_with_payment:
    "refuse | refuse (6450) or unlink: void of an invoice that a payment or credit settles",
  delete_with_payment:
    "refuse | refuse (800) or unlink: delete of an invoice that a payment or credit settles",
  void_note: "prefix | prefix or replace: whether the old private note stays behind the void word",
  void_word:
    "Voided | the word a void writes, which companies of other languages may have otherwise",
  payment_moves_token: "yes | yes or no: whether applying a payment raises the invoice's SyncToken",
  payments_deposited:
    "no | no or yes: whether payments are part of a bank deposit (6540 on change)",
  sparse_empty: "clear | clear or keep: what an empty string does in a sparse update",
  due_date: "sent | sent or terms: which wins when an invoice has both a DueDate and terms",
  duplicate_numbers: "refuse | refuse (6140) or accept: an invoice number that is already used",
  deleted_numbers: "free | free or taken: the number of a deleted invoice",
  auto_generate:
    "number | number or literal: DocNumber AUTO_GENERATE with custom transaction numbers",
  missing_currency:
    "customer | customer or 2020: a document without CurrencyRef in a multicurrency company",
  unknown_currency: "home | home or 2220: a CurrencyRef that is no currency code",
  missing_rate: "one | one or day: ExchangeRate of a foreign document that was sent without one",
  missing_global_tax: "2020 | 2020 or excluded: no GlobalTaxCalculation outside the US",
  stale_tax_detail:
    "fault | fault or ignore: tax lines of an update that differ from the tax of the lines",
  inactive_customer: "610 | 610, 2500 or 6250: use of an inactive customer",
  inactive_with_balance:
    "6220 | 6220 or accept: a customer with an open balance that is made inactive",
  discount_tax:
    "before | before or after: outside the US, whether a discount comes off net prices before tax",
  tax_override:
    "keep | keep, 6000 or ignore: tax lines of a new document outside the US that differ from the computed tax",
  inactive_item: "2500 | 2500 or 610: use of an inactive item",
  inactive_suffix: "on | on or off: a name that is made inactive gets (deleted) behind it",
  unknown_custom_field: "ignore | ignore or 3000: a custom field whose DefinitionId is not defined",
  custom_field_length: "31 | longest StringValue",
  four_byte_text: "2040 | 2040, 500 or accept: emoji and other four-byte characters",
  query_beyond_latin1: "refuse | refuse (4000) or accept: queries with characters above U+00FF",
  non_latin_text: "accept | accept or 2040: text outside the Latin scripts",
  einvoice_status: "on | on or off: EInvoiceStatus on invoices that were e-mailed",
  emails_per_day: "40 | invoice e-mails a day, as in a sandbox",
  closed_books: "6200 | 6200 or 6210: fault of a closed period, without and with a password",
  book_close_date: "company | company, none, or a date: the closing date of the books",
  custom_txn_numbers: "company | company, on or off: custom transaction numbers",
  auto_apply_credits:
    "company | company, on or off: whether credit memos are applied to open invoices by themselves",
  us_tax: "company | company, automated, manual or off: sales tax of a US company",
  subscription: "active | active or ended: an ended one makes the company read-only (6190)",
  several_rates:
    "each | each or together: whether the rates of one tax code are rounded each for itself",
  "tax.rounding": "per_rate | per_rate or per_line: where the tax of net prices is rounded",
} satisfies Record<string, `${string} | ${string}`>;

const fullName = (name: string): string => (name.includes(".") ? name : `quickbooks.${name}`);

/** By the names under which `pdqb practice settings` has them. */
export const quickbooksSettings: Record<string, { default: string; about: string }> =
  Object.fromEntries(
    Object.entries(SETTINGS).map(([name, text]) => {
      const [standard = "", about = ""] = text.split(" | ");
      return [fullName(name), { default: standard, about }];
    }),
  );

export type Settings = (name: keyof typeof SETTINGS) => string;
export const settingsOf =
  (options: { setting(name: string): string }): Settings =>
  (name) =>
    options.setting(fullName(name)) || (SETTINGS[name].split(" | ")[0] ?? "");
