/** Many invoices at once, for benchmarks: one is booked by the rules, and the others are like it but for date, customer and number. */
import { dayOf, type Load, NET } from "../load.ts";
import type { State } from "../state.ts";
import { type Books, insert, table } from "./books.ts";
import { completePerson } from "./lists/people.ts";
import { completeDocument } from "./sales/document.ts";
import { settingsOf } from "./settings.ts";
import { addDays, serverDate } from "./times.ts";

const DAY_MS = 86_400_000;
/** Since when customers were there. */
const DAYS = 730;

/**
 * Loaded invoices go to each active customer in turn. Those of deals are paid, and of others all but every tenth. The customers' balances
 * do not follow.
 */
export function loadInvoices(state: State, load: Load & { billed: number[] }, now: Date): void {
  const { invoices, customers: more, billed } = load;
  const settings = settingsOf({ setting: () => "" });
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
        Amount: NET,
        SalesItemLineDetail: {
          ItemRef: { value: "88" },
          Qty: 4,
          UnitPrice: NET / 4,
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
      const books = { ...at(0), now: dayOf(load, now, [index, invoices]) };
      const customer = customers[index % customers.length];
      const date = serverDate(books.now);
      const own = {
        CustomerRef: { value: customer?.id ?? "", name: customer?.wire["DisplayName"] ?? "" },
        DocNumber: `L${index + 1}`,
        TxnDate: date,
        ...(load.note && { PrivateNote: noteOf(load, index) }),
        DueDate: addDays(date, 30),
        Balance: billed.length === 0 && index % 10 === 0 ? (wire["TotalAmt"] ?? 0) : 0,
      };
      insert(books, "Invoice", { ...wire, ...own }, hidden ? { hidden } : {});
    }
  });
}

const noteOf = ({ note, billed }: { note: string; billed: number[] }, place: number) =>
  note.replace("{deal}", `${billed[place] ?? ""}`).replace("{place}", `${place}`.padStart(6, "0"));
