/** Pohjola Verstas Oy: Finnish books in euros with four rates of VAT, several currencies, and two years of invoices. */
import type { SeedBooks, SeedInvoice } from "../seed-types.ts";

const account = (id: string, name: string, type: string, subType: string) => ({
  ...{ id, name, type, subType },
});

/** A chart with every type that there is (docs/quickbooks.md 10). */
const ACCOUNTS: SeedBooks["accounts"] = [
  account("61", "Services", "Income", "ServiceFeeIncome"),
  account("62", "Sales of products", "Income", "SalesOfProductIncome"),
  account("63", "Discounts given", "Income", "DiscountsRefundsGiven"),
  account("70", "Accounts Receivable", "Accounts Receivable", "AccountsReceivable"),
  account("71", "Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
  account("72", "Bank", "Bank", "Checking"),
  account("73", "Inventory", "Other Current Asset", "Inventory"),
  account("74", "Machines", "Fixed Asset", "MachineryAndEquipment"),
  account("75", "Rent deposit", "Other Asset", "SecurityDeposits"),
  account("76", "Accounts Payable", "Accounts Payable", "AccountsPayable"),
  account("77", "Company card", "Credit Card", "CreditCard"),
  account("78", "Sales tax payable", "Other Current Liability", "SalesTaxPayable"),
  account("79", "Machine loan", "Long Term Liability", "NotesPayable"),
  account("80", "Retained earnings", "Equity", "RetainedEarnings"),
  account("81", "Cost of materials", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
  account("82", "Office expenses", "Expense", "OfficeGeneralAdministrativeExpenses"),
  account("83", "Travel", "Expense", "Travel"),
  account("84", "Interest earned", "Other Income", "InterestEarned"),
  account("85", "Exchange differences", "Other Expense", "ExchangeGainOrLoss"),
];

const HELSINKI = { city: "Helsinki", country: "FIN" };

const past = (
  customer: string,
  daysAgo: number,
  [item, quantity, price]: [item: string, quantity: number, price: number],
  more: Partial<SeedInvoice> = {},
): SeedInvoice => ({
  customer,
  daysAgo,
  lines: [{ item, quantity, price, taxCode: "5" }],
  ...more,
});

export const PAST_INVOICES: SeedInvoice[] = [
  past("417", 700, ["88", 10, 90], { paid: 1 }),
  past("418", 640, ["92", 14, 119], { paid: 1 }),
  past("419", 600, ["93", 22, 58], { paid: 1 }),
  past("417", 540, ["91", 3, 240], { paid: 1 }),
  past("418", 480, ["88", 8, 92], { paid: 1 }),
  past("419", 430, ["92", 5, 119], { isVoided: true }),
  past("417", 400, ["92", 9, 119], { paid: 1 }),
  past("418", 360, ["93", 40, 58], { paid: 1 }),
  {
    customer: "420",
    daysAgo: 300,
    lines: [{ item: "88", quantity: 12, price: 104, taxCode: "9" }],
    paid: 1,
    rate: 0.92,
  },
  past("417", 260, ["88", 6, 92], { paid: 1 }),
  past("418", 210, ["91", 12, 245], { paid: 1 }),
  past("419", 170, ["92", 7, 124.99], { paid: 0.5 }),
  past("417", 140, ["92", 4, 124.99], { paid: 1 }),
  past("418", 110, ["93", 16, 61.5]),
  past("419", 80, ["88", 10, 95]),
  past("417", 60, ["88", 4, 95], { paid: 0.25 }),
  past("418", 40, ["91", 2, 249.5]),
  past("419", 21, ["92", 3, 124.99]),
  past("417", 12, ["93", 8, 61.5]),
  past("418", 6, ["88", 2, 95]),
];

export const PAST_CREDITS: SeedBooks["credits"] = [
  { customer: "419", daysAgo: 165, item: "92", net: 124.99, taxCode: "5", isApplied: true },
  { customer: "418", daysAgo: 30, item: "91", net: 249.5, taxCode: "5", isApplied: false },
];

export const nordic: SeedBooks = {
  realm: "9130358142659031",
  name: "Pohjola Verstas Oy",
  country: "FI",
  timeZone: "Europe/Helsinki",
  address: { line: "Vallilankatu 8", postalCode: "00510", ...HELSINKI },
  email: "invoices@pohjolaverstas.example",
  phone: "+358 9 5550 1420",
  registration: "FI28145607",
  bank: ["IBAN FI21 1234 5600 0007 85", "BIC NDEAFIHH"],
  homeCurrency: "EUR",
  taxAgency: "Verohallinto",
  currencies: ["USD", "SEK", "NOK"],
  taxPrefs: { UsingSalesTax: true },
  taxCodes: [
    { id: "5", name: "ALV 25.5%", percent: 25.5 },
    { id: "6", name: "ALV 14%", percent: 14 },
    { id: "7", name: "ALV 10%", percent: 10 },
    { id: "8", name: "Vienti 0%", percent: 0 },
    { id: "9", name: "Veroton 0%", percent: 0 },
  ],
  terms: [
    { id: "1", name: "Due on receipt", days: 0 },
    { id: "3", name: "Net 14", days: 14 },
    { id: "4", name: "Net 30", days: 30 },
  ],
  accounts: ACCOUNTS,
  classes: ["Projects", "Care", "Events"],
  locations: ["Helsinki", "Turku"],
  customFields: ["PO number", "Cost centre"],
  customers: [
    {
      id: "417",
      name: "Aurora Design Oy",
      email: "ines@aurora-design.example",
      term: "3",
      address: { line: "Mannerheimintie 12", postalCode: "00100", ...HELSINKI },
    },
    {
      id: "418",
      name: "Kallio & Söner Ab",
      email: "greta@kallio.example",
      term: "4",
      address: { line: "Hämeentie 5 B", postalCode: "00530", ...HELSINKI },
    },
    {
      id: "419",
      name: "O'Neill's Kitchen",
      email: "sean@oneill.example",
      address: { line: "Esplanadi 1", postalCode: "00130", ...HELSINKI },
    },
    { id: "420", name: "Baltic Freight Inc", currency: "USD", email: "dana@balticfreight.example" },
    { id: "421", name: "Vanha Talo Oy", isInactive: true },
    { id: "422", name: "Saimaa Boats Oy" },
  ],
  vendors: ["Lumi Catering Oy", "Verkko Hosting Oy"],
  employees: ["Aino Laine", "Mikael Berg"],
  items: [
    { id: "88", name: "Website care", sku: "WEB-CARE", price: 95, income: "61" },
    { id: "91", name: "Insulation panel 80 mm", price: 249.5, income: "62", isGoods: true },
    { id: "92", name: "Hours, senior", sku: "H-SEN", price: 124.99, income: "61" },
    { id: "93", name: "Hours, junior", sku: "H-JUN", price: 61.5, income: "61" },
    { id: "94", name: "Catering", sku: "CATER", price: 18.9, income: "62" },
    {
      id: "95",
      name: "Old support plan",
      sku: "SUP-OLD",
      price: 99,
      income: "61",
      isInactive: true,
    },
    { id: "96", name: "Workshop", income: "61", isCategory: true },
  ],
  invoices: PAST_INVOICES,
  credits: PAST_CREDITS,
};
