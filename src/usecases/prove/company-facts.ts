/** What experiments have to know of the books: country, currencies, numbers, a tax code of one rate. */
import { type Decimal, decimal } from "../../domain/money/money.ts";
import { type Row, rowAt, rowsAt, textAt } from "./rows.ts";

/** Rows of a query. */
type Reading = { rows(entity: string, rest: string): Promise<Row[]> };

type Rate = { id: string; percent: Decimal };
type TaxCode<Rates> = { id: string; rates: Rates };

export type CompanyFacts = {
  isUs: boolean;
  homeCurrency: string;
  isMulticurrency: boolean;
  /** An active currency beside the home currency. */
  foreignCurrency: string | null;
  customNumbers: boolean;
  closedUntil: string | null;
  /** Outside the US: a code of one rate above 0 %, and one of two (GST and QST in Quebec). */
  taxCode: TaxCode<[Rate]> | null;
  twoRateCode: TaxCode<[Rate, Rate]> | null;
  incomeAccount: string | null;
  /** A custom field of invoices. */
  customField: string | null;
};

export async function companyFacts(books: Reading): Promise<CompanyFacts> {
  const [company] = await books.rows("CompanyInfo", "");
  const [preferences] = await books.rows("Preferences", "");
  const currencies = rowAt(preferences, "CurrencyPrefs");
  const sales = rowAt(preferences, "SalesFormsPrefs");
  const isUs = textAt(company, "Country") === "US";
  const homeCurrency = textAt(rowAt(currencies, "HomeCurrency"), "value");
  const isMulticurrency = currencies.MultiCurrencyEnabled === true;
  const [account] = await books.rows("Account", "where AccountType = 'Income' maxresults 1");
  return {
    isUs,
    homeCurrency,
    isMulticurrency,
    foreignCurrency: isMulticurrency ? await foreignCurrency(books, homeCurrency) : null,
    customNumbers: sales.CustomTxnNumbers === true,
    closedUntil: textAt(rowAt(preferences, "AccountingInfoPrefs"), "BookCloseDate") || null,
    ...(isUs ? { taxCode: null, twoRateCode: null } : await taxCodesOf(books)),
    incomeAccount: account ? textAt(account, "Id") : null,
    customField: customFieldOf(sales),
  };
}

async function foreignCurrency(books: Reading, home: string): Promise<string | null> {
  const rows = await books.rows("CompanyCurrency", "");
  const codes = rows.filter(({ Active }) => Active !== false).map((row) => textAt(row, "Code"));
  return codes.find((code) => code !== home && code !== "") ?? null;
}

async function taxCodesOf(books: Reading): Promise<Pick<CompanyFacts, "taxCode" | "twoRateCode">> {
  const percents = new Map(
    (await books.rows("TaxRate", "maxresults 1000")).map((row) => [
      textAt(row, "Id"),
      textAt(row, "RateValue"),
    ]),
  );
  let taxCode: CompanyFacts["taxCode"] = null;
  let twoRateCode: CompanyFacts["twoRateCode"] = null;
  for (const row of await books.rows("TaxCode", "where Active = true maxresults 1000")) {
    const details = rowsAt(rowAt(row, "SalesTaxRateList"), "TaxRateDetail");
    const rates = details.flatMap((detail) => {
      const id = textAt(rowAt(detail, "TaxRateRef"), "value");
      const percent = percents.get(id) ?? "";
      const isAbove0 = /^\d+(\.\d+)?$/.test(percent) && Number(percent) > 0;
      return isAbove0 ? [{ id, percent: decimal(percent) }] : [];
    });
    const [first, second] = rates;
    const id = textAt(row, "Id");
    if (first && details.length === 1) taxCode ??= { id, rates: [first] };
    if (first && second && details.length === 2) twoRateCode ??= { id, rates: [first, second] };
  }
  return { taxCode, twoRateCode };
}

/** The id is the last letter of a name in a list in a list (docs/quickbooks.md 4.8). */
function customFieldOf(sales: Row): string | null {
  const entries = rowsAt(sales, "CustomField").flatMap((group) => rowsAt(group, "CustomField"));
  const names = entries.map((entry) => /SalesCustomName(\d)$/.exec(textAt(entry, "Name"))?.[1]);
  return names.find((id) => id !== undefined) ?? null;
}
