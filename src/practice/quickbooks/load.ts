/** Many invoices at once, for benchmarks: one is booked by the rules, and the others are like it but for date, customer and number. */
import type { State } from "../state.ts";
import { type Books, insert, table } from "./books.ts";
import { completePerson } from "./lists/people.ts";
import { completeDocument } from "./sales/document.ts";
import { settingsOf } from "./settings.ts";
import { addDays, serverDate } from "./times.ts";

const DAY_MS = 86_400_000;
/** They are spread over two years. */
const DAYS = 730;

/** How many of each. */
export type Load = { invoices: number; customers: number };

/** Loaded invoices go to each active customer in turn, and are paid but for every tenth. The customers' balances do not follow. */
export function loadInvoices(state: State, { invoices, customers: more }: Load, now: Date): void {
  const settings = settingsOf({ clientId: "", clientSecret: "", apiToken: "", setting: () => "" });
  const at = (daysAgo: number): Books => ({
    state,
    now: new Date(now.getTime() - daysAgo * DAY_MS),
    settings,
  });
  state.transaction(() => {
    for (let index = 1; index <= more; index += 1) {
      const person = { DisplayName: `Loaded customer ${index}` };
      insert(at(DAYS), "Customer", completePerson(at(DAYS), "Customer", person, undefined));
    }
  });
  const customers = table(at(0), "Customer")
    .all()
    .filter(({ wire }) => wire["Active"] !== false);
  const codes = table(at(0), "TaxCode").all();
  const members = {
    CustomerRef: { value: customers[0]?.id ?? "" },
    ...(codes[0]?.wire["TaxGroup"] ? { GlobalTaxCalculation: "TaxExcluded" } : {}),
    Line: [
      {
        DetailType: "SalesItemLineDetail",
        Amount: 380,
        SalesItemLineDetail: {
          ItemRef: { value: "88" },
          Qty: 4,
          UnitPrice: 95,
          ...(codes[0] ? { TaxCodeRef: { value: codes[0].id } } : {}),
        },
      },
    ],
  };
  const { wire, hidden } = completeDocument(at(0), {
    entity: "Invoice",
    members,
    sent: new Set(Object.keys(members)),
    before: undefined,
    allowsDuplicateNumber: true,
  });
  state.transaction(() => {
    for (let index = 0; index < invoices; index += 1) {
      const books = at(DAYS - Math.floor((index * DAYS) / invoices));
      const customer = customers[index % customers.length];
      const date = serverDate(books.now);
      const own = {
        CustomerRef: { value: customer?.id ?? "", name: customer?.wire["DisplayName"] ?? "" },
        DocNumber: `L${index + 1}`,
        TxnDate: date,
        DueDate: addDays(date, 30),
        Balance: index % 10 === 0 ? (wire["TotalAmt"] ?? 0) : 0,
      };
      insert(books, "Invoice", { ...wire, ...own }, hidden ? { hidden } : {});
    }
  });
}
