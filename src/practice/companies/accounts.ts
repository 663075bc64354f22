/** A chart of accounts with every type that there is (docs/quickbooks.md 10). */
import type { SeedBooks } from "./quickbooks-company.ts";

const account = (id: string, name: string, type: string, subType: string) => ({
  id,
  name,
  type,
  subType,
});

export const ACCOUNTS: SeedBooks["accounts"] = [
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
