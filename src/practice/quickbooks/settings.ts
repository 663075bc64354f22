/** What docs/quickbooks.md marks uncertain, or what depends on a company's settings: one named setting each, with both behaviours. */
export const quickbooksSettings = {
  "quickbooks.throttles": {
    default: "on",
    about:
      "on or off: 500 requests a minute, 10 a second or at once, 40 batches a minute, then 429",
  },
  "quickbooks.ten_calls": {
    default: "second",
    about: "second or once: whether the limit of ten counts the calls of a second or those at once",
  },
  "quickbooks.core_plus_budget": {
    default: "off",
    about: "off, or a number of metered reads a month, after which reads get 429 without a code",
  },
  "quickbooks.gateway_form": {
    default: "json",
    about: "json (401 and 403 as JSON when asked for, 429 as XML) or xml (all of them as XML)",
  },
  "quickbooks.wrong_realm": {
    default: "3100",
    about: "3100 (403) or 100 (401): answer to a token that belongs to another company",
  },
  "quickbooks.redirects": {
    default: "loopback,https",
    about:
      "registered redirect addresses, comma separated: loopback (localhost or 127.0.0.1, any port, /callback), https (any https address), or addresses in full",
  },
  "quickbooks.scopes": {
    default: "com.intuit.quickbooks.accounting openid profile email phone address",
    about: "scopes that the app has been granted; any other ends the login with invalid_scope",
  },
  "quickbooks.refresh_grace_seconds": {
    default: "0",
    about: "how long a superseded refresh token is still taken",
  },
  "quickbooks.code_reuse": {
    default: "revokes",
    about: "revokes or refuses: whether a second use of a code also ends the grant",
  },
  "quickbooks.revoke_dead": {
    default: "400",
    about: "400 or 200: answer to revoking a token that is already dead",
  },
  "quickbooks.requestid_hours": { default: "24", about: "how long a requestid is remembered" },
  "quickbooks.requestid_repeat": {
    default: "replay",
    about: "replay or 600: answer to a repeated requestid with the same content",
  },
  "quickbooks.requestid_other_body": {
    default: "replay",
    about: "replay, 600 or run: the same requestid with other content",
  },
  "quickbooks.requestid_failed": {
    default: "run",
    about: "run or replay: whether a refused request is run again under its requestid",
  },
  "quickbooks.query_lag_seconds": {
    default: "0",
    about: "seconds until a query sees what was created",
  },
  "quickbooks.query_bare_numbers": {
    default: "refuse",
    about: "refuse (4000) or accept: numbers without quotes in the conditions of a query",
  },
  "quickbooks.query_unknown_selection": {
    default: "refuse",
    about: "refuse (4001) or ignore: names after SELECT that the entity does not have",
  },
  "quickbooks.customer_by_email": {
    default: "refuse",
    about: "refuse (4001) or accept: a query for customers by PrimaryEmailAddr",
  },
  "quickbooks.query_property_case": {
    default: "any",
    about: "exact or any: upper and lower case of property names in a query",
  },
  "quickbooks.pseudo_tax_codes": {
    default: "every",
    about: "every or first: pages of a US TaxCode query that begin with the pseudo codes",
  },
  "quickbooks.cdc_too_old": {
    default: "fault",
    about: "fault or window: changedSince more than 30 days ago",
  },
  "quickbooks.void_with_payment": {
    default: "refuse",
    about: "refuse (6450) or unlink: void of an invoice that a payment or credit settles",
  },
  "quickbooks.delete_with_payment": {
    default: "refuse",
    about: "refuse (800) or unlink: delete of an invoice that a payment or credit settles",
  },
  "quickbooks.void_note": {
    default: "prefix",
    about: "prefix or replace: whether the old private note stays behind the void word",
  },
  "quickbooks.void_word": {
    default: "Voided",
    about: "the word a void writes, which companies of other languages may have otherwise",
  },
  "quickbooks.payment_moves_token": {
    default: "yes",
    about: "yes or no: whether applying a payment raises the invoice's SyncToken",
  },
  "quickbooks.payments_deposited": {
    default: "no",
    about: "no or yes: whether payments are part of a bank deposit (6540 on change)",
  },
  "quickbooks.sparse_empty": {
    default: "clear",
    about: "clear or keep: what an empty string does in a sparse update",
  },
  "quickbooks.due_date": {
    default: "sent",
    about: "sent or terms: which wins when an invoice has both a DueDate and terms",
  },
  "quickbooks.duplicate_numbers": {
    default: "refuse",
    about: "refuse (6140) or accept: an invoice number that is already used",
  },
  "quickbooks.deleted_numbers": {
    default: "free",
    about: "free or taken: the number of a deleted invoice",
  },
  "quickbooks.auto_generate": {
    default: "number",
    about: "number or literal: DocNumber AUTO_GENERATE with custom transaction numbers",
  },
  "quickbooks.missing_currency": {
    default: "customer",
    about: "customer or 2020: a document without CurrencyRef in a multicurrency company",
  },
  "quickbooks.unknown_currency": {
    default: "home",
    about: "home or 2220: a CurrencyRef that is no currency code",
  },
  "quickbooks.missing_rate": {
    default: "one",
    about: "one or day: ExchangeRate of a foreign document that was sent without one",
  },
  "quickbooks.missing_global_tax": {
    default: "2020",
    about: "2020 or excluded: no GlobalTaxCalculation outside the US",
  },
  "quickbooks.stale_tax_detail": {
    default: "fault",
    about: "fault or ignore: tax lines of an update that differ from the tax of the lines",
  },
  "quickbooks.inactive_customer": {
    default: "610",
    about: "610, 2500 or 6250: use of an inactive customer",
  },
  "quickbooks.inactive_with_balance": {
    default: "6220",
    about: "6220 or accept: a customer with an open balance that is made inactive",
  },
  "quickbooks.discount_tax": {
    default: "before",
    about: "before or after: outside the US, whether a discount comes off net prices before tax",
  },
  "quickbooks.tax_override": {
    default: "keep",
    about:
      "keep, 6000 or ignore: tax lines of a new document outside the US that differ from the computed tax",
  },
  "quickbooks.inactive_item": { default: "2500", about: "2500 or 610: use of an inactive item" },
  "quickbooks.inactive_suffix": {
    default: "on",
    about: "on or off: a name that is made inactive gets (deleted) behind it",
  },
  "quickbooks.unknown_custom_field": {
    default: "ignore",
    about: "ignore or 3000: a custom field whose DefinitionId is not defined",
  },
  "quickbooks.custom_field_length": { default: "31", about: "longest StringValue" },
  "quickbooks.four_byte_text": {
    default: "2040",
    about: "2040, 500 or accept: emoji and other four-byte characters",
  },
  "quickbooks.query_beyond_latin1": {
    default: "refuse",
    about: "refuse (4000) or accept: queries with characters above U+00FF",
  },
  "quickbooks.non_latin_text": {
    default: "accept",
    about: "accept or 2040: text outside the Latin scripts",
  },
  "quickbooks.einvoice_status": {
    default: "on",
    about: "on or off: EInvoiceStatus on invoices that were e-mailed",
  },
  "quickbooks.emails_per_day": { default: "40", about: "invoice e-mails a day, as in a sandbox" },
  "quickbooks.closed_books": {
    default: "6200",
    about: "6200 or 6210: fault of a closed period, without and with a password",
  },
  "quickbooks.book_close_date": {
    default: "company",
    about: "company, none, or a date: the closing date of the books",
  },
  "quickbooks.custom_txn_numbers": {
    default: "company",
    about: "company, on or off: custom transaction numbers",
  },
  "quickbooks.auto_apply_credits": {
    default: "company",
    about: "company, on or off: whether credit memos are applied to open invoices by themselves",
  },
  "quickbooks.us_tax": {
    default: "company",
    about: "company, automated, manual or off: sales tax of a US company",
  },
  "quickbooks.subscription": {
    default: "active",
    about: "active or ended: an ended one makes the company read-only (6190)",
  },
  "quickbooks.several_rates": {
    default: "each",
    about: "each or together: whether the rates of one tax code are rounded each for itself",
  },
  "tax.rounding": {
    default: "per_rate",
    about: "per_rate or per_line: where the tax of net prices is rounded",
  },
} satisfies Record<string, { default: string; about: string }>;

type SettingName = keyof typeof quickbooksSettings;
export type Settings = (name: SettingName) => string;

export function settingsOf(options: { setting(name: string): string }): Settings {
  return (name) => options.setting(name) || quickbooksSettings[name].default;
}
