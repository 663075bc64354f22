/** The text of `pdqb help json`. */
export const JSON_HELP = `JSON: --json prints the answer as one JSON value on stdout, and nothing else

  Names are snake_case and stay as they are; new ones may be added.
  Amounts are decimal text ("1653.15") beside their currency: read them as
  decimals, never as floating-point numbers.
  Days are ISO dates ("2026-11-25"), moments are UTC ("2026-11-25T08:00:00Z").
  Lists are arrays even for one or none. What does not apply is null.

Keeping some members: --fields number,total,customer.name (implies --json).
In a list they are members of its rows. A wrong name is refused (exit 2), and
the error lists the right ones.

What commands print
  invoices list    {"invoices":[...],"complete":true,"sums":[...]}; false: cut
                   by --limit. deals, customer search, product list, tax
                   list, preset list, pending list, config list: likewise, by
                   their names
  invoices aging   {"as_of","by","rows":[...],"totals":[...],"complete"}
  invoice view     {"invoice":{..., "lines","payments","history","reason"}}
  invoice create   {"outcome","invoice","plan","warnings"}; outcome is
                   created, already_exists, planned (a dry run) or refused
  invoice void, delete, email, link, unlink
                   {"outcome","invoice",...}; of several invoices
                   {"results":[...]} of the same
  invoice pdf      {"outcome":"saved","files":[{"invoice","path","bytes"}]}
  invoices refresh {"checked","changed":[{"invoice","from","to"}],
                   "failed":[{"id","number","error"}],"calls","metered",
                   "complete","in_doubt":[{"deal_id","invoices","message",
                   "next"}]}, and "writeback" where that is chosen; ledger
                   rebuild and each of deals have in_doubt too
  status           {"profile","environment","secrets","pipedrive",
                   "quickbooks","ledger","last_refresh"}
  doctor           {"findings":[{"check","state","message","next"}]}
  other dry runs   {"outcome":"planned","plan":{"requests":[...]}}

An invoice has id, number, status, days_overdue, deal_ids, customer {id,name},
currency, total, balance, tax, date, due_date, email_status, url, refreshed_at,
linked. Its status is open, paid, partially_paid, overdue, voided or deleted.

A plan has digest, company, customer, date, due_date, lines, totals, problems
{code,message,next}, warnings {code,message}, and more. With its digest a
script creates exactly what was reviewed, or nothing (exit 3):
  pdqb invoice create --deal 123 --dry-run --fields plan.digest
  pdqb invoice create --deal 123 --yes --expect <digest>

Errors are JSON too, on stderr: pdqb help exit-codes
Without --json a pipe gets tab-separated rows without a header; lists take
--csv for a file with one.
`;
