/** Many invoices in the books at once, and deals won on the same days of which each bills one: for benchmarks and long tests. */
import { signedInUser } from "./pipedrive/oauth/authorize.ts";
import { BLANK_DEAL, OPEN_STAGE, PIPELINE } from "./pipedrive/rows.ts";
import { storeOf } from "./pipedrive/store.ts";
import { v2Time } from "./pipedrive/times.ts";
import { booksAt, insert, isActive, table } from "./quickbooks/books.ts";
import { completePerson } from "./quickbooks/lists/people.ts";
import { completeDocument } from "./quickbooks/sales/document.ts";
import { addDays, serverDate } from "./quickbooks/times.ts";
import type { State } from "./state.ts";
import type { Load } from "./world.ts";

/** The net of each invoice, and the value of each deal. */
const NET = 380;

const DAY_MS = 86_400_000;

/** Since when customers were there. */
const CUSTOMER_DAYS = 730;

/** The day of one of so many. */
function dayOf({ since, days }: Load, now: Date, [place, all]: [number, number]): Date {
  const first = since ?? new Date(now.getTime() - days * DAY_MS);
  return new Date(first.getTime() + Math.floor((place * days) / all) * DAY_MS);
}

/** Won deals without lines, of the value that an invoice is loaded with. Answers with their ids. */
export function loadDeals(state: State, load: Load, now: Date): number[] {
  const { deals, fields } = load;
  const store = storeOf(state);
  const owner = signedInUser(store).id;
  return store.transaction(() =>
    Array.from({ length: deals }, (_, place) => {
      const id = store.next("deals");
      const won = v2Time(dayOf(load, now, [place, deals]));
      store.deals.put({
        ...BLANK_DEAL,
        ...{ id: String(id), title: `Loaded deal ${place + 1}`, value: NET, custom_fields: fields },
        ...{ add_time: won, update_time: won, is_deleted: false, visible_to: 3 },
        ...{ owner_id: owner, creator_user_id: owner, currency: store.company().currency },
        ...{ pipeline_id: PIPELINE, stage_id: OPEN_STAGE + 1 },
        ...{ status: "won", stage_change_time: won, close_time: won, won_time: won },
      });
      return id;
    }),
  );
}

/**
 * One invoice is booked by the rules, and the others are like it but for date, customer and number. They go to each active customer in
 * turn. Those of deals are paid, and of others all but every tenth. The customers' balances do not follow.
 */
export function loadInvoices(state: State, load: Load & { billed: number[] }, now: Date): void {
  const { invoices, billed } = load;
  const at = booksAt(state, now);
  const today = at(0);
  state.transaction(() => {
    const then = at(CUSTOMER_DAYS);
    for (let index = 1; index <= load.customers; index += 1) {
      const person = { DisplayName: `Loaded customer ${index}` };
      insert(then, "Customer", completePerson(then, "Customer", person, undefined));
    }
  });
  const customers = table(today, "Customer").all().filter(isActive);
  const [code] = table(today, "TaxCode").all();
  const members = {
    CustomerRef: { value: customers[0]?.id ?? "" },
    ...(code?.wire["TaxGroup"] && { GlobalTaxCalculation: "TaxExcluded" }),
    Line: [
      {
        ...{ DetailType: "SalesItemLineDetail", Amount: NET },
        SalesItemLineDetail: {
          ...{ ItemRef: { value: "88" }, Qty: 4, UnitPrice: NET / 4 },
          ...(code && { TaxCodeRef: { value: code.id } }),
        },
      },
    ],
  };
  const { wire, hidden } = completeDocument(today, {
    ...{ entity: "Invoice", members, sent: new Set(Object.keys(members)) },
    ...{ before: undefined, allowsDuplicateNumber: true },
  });
  state.transaction(() => {
    for (let index = 0; index < invoices; index += 1) {
      const books = { ...today, now: dayOf(load, now, [index, invoices]) };
      const customer = customers[index % customers.length];
      const date = serverDate(books.now);
      const own = {
        CustomerRef: { value: customer?.id ?? "", name: customer?.wire["DisplayName"] ?? "" },
        ...{ DocNumber: `L${index + 1}`, TxnDate: date, DueDate: addDays(date, 30) },
        ...(load.note && { PrivateNote: noteOf(load, index) }),
        Balance: billed.length === 0 && index % 10 === 0 ? (wire["TotalAmt"] ?? 0) : 0,
      };
      insert(books, "Invoice", { ...wire, ...own }, { hidden });
    }
  });
}

const noteOf = ({ note, billed }: { note: string; billed: number[] }, place: number) =>
  note.replace("{deal}", `${billed[place] ?? ""}`).replace("{place}", `${place}`.padStart(6, "0"));
