/** QuickBooks as an experiment uses it. */
import { once } from "../../domain/once.ts";
import { type Books, type BooksReply, type Lab, said } from "./bench.ts";
import { companyFacts } from "./company-facts.ts";
import { type Kind, NotClear, NotPossible } from "./finding.ts";
import { isRow, type Row, rowAt, rowsAt, textAt } from "./rows.ts";

const KIND: Record<string, Kind> = {
  Customer: "customers",
  Item: "items",
  Invoice: "invoices",
  Payment: "payments",
};

type Requests = Pick<
  Books,
  "lab" | "ask" | "post" | "make" | "query" | "changed" | "rows" | "read"
>;

function requestsOf(lab: Lab): Requests {
  const ask: Books["ask"] = async (request) => {
    const reply = await lab.ask({ ...request, service: "quickbooks" });
    return { ...reply, code: faultCode(reply.body) };
  };
  const query: Books["query"] = (statement) =>
    ask({ method: "GET", path: "query", query: [["query", statement]] });
  const post: Books["post"] = async (entity, body, query = []) => {
    const reply = await ask({ method: "POST", path: entity.toLowerCase(), body, query });
    const id = textAt(rowAt(reply.body, entity), "Id");
    const kind = KIND[entity];
    const isNew = !("Id" in body) && kind !== undefined && id !== "" && reply.code === null;
    if (isNew) await lab.note(kind, { service: "quickbooks", entity, id });
    return reply;
  };
  const checked = (reply: BooksReply, what: string): unknown => {
    if (reply.status === 200 && reply.code === null) return reply.body;
    throw new NotClear(`${what} answered ${said(reply)}.`);
  };
  return {
    ...{ lab, ask, post, query },
    async changed(entity, changedSince) {
      const query = Object.entries({ entities: entity, changedSince });
      const reply = await ask({ method: "GET", path: "cdc", query });
      const [answer] = rowsAt(reply.body, "CDCResponse");
      const rows = rowsAt(answer, "QueryResponse").flatMap((part) => rowsAt(part, entity));
      return { reply, rows };
    },
    make: async (entity, body, query) =>
      rowAt(checked(await post(entity, body, query), `Making the ${entity.toLowerCase()}`), entity),
    async rows(entity, rest) {
      const reply = await query(`select * from ${entity} ${rest}`);
      return rowsAt(rowAt(checked(reply, `A query for ${entity}`), "QueryResponse"), entity);
    },
    async read(entity, id) {
      const reply = await ask({ method: "GET", path: `${entity.toLowerCase()}/${id}` });
      return rowAt(checked(reply, `Reading the ${entity.toLowerCase()}`), entity);
    },
  };
}

export function openBooks(lab: Lab): Books {
  const requests = requestsOf(lab);
  const { make } = requests;
  const facts = once(() => companyFacts(books));
  const books: Books = {
    ...requests,
    facts,
    customer: once(() => books.newCustomer()),
    item: once(() => books.newItem()),
    plainInvoice: once(async () => make("Invoice", await books.invoice([10]))),
    newCustomer: (more) => make("Customer", { DisplayName: lab.name(), ...more }),
    newItem: async () => make("Item", await itemOf(books)),
    async line(amount, more = {}) {
      const { taxCode } = await facts();
      const { detail = {}, ...members } = more;
      return {
        Amount: amount,
        DetailType: "SalesItemLineDetail",
        SalesItemLineDetail: {
          ItemRef: { value: (await books.item()).Id },
          ...(taxCode && { TaxCodeRef: { value: taxCode.id } }),
          ...(detail as Row),
        },
        ...members,
      };
    },
    async invoice(amounts, more = {}) {
      const { isUs, taxCode, homeCurrency, isMulticurrency } = await facts();
      const lines: Row[] = [];
      for (const amount of amounts) lines.push(await books.line(amount));
      return {
        CustomerRef: { value: (await books.customer()).Id },
        ...(isMulticurrency && { CurrencyRef: { value: homeCurrency } }),
        ...(!isUs && { GlobalTaxCalculation: taxCode ? "TaxExcluded" : "NotApplicable" }),
        PrivateNote: lab.name(),
        Line: lines,
        ...more,
      };
    },
  };
  return books;
}

async function itemOf({ lab, facts }: Books): Promise<Row> {
  const { incomeAccount } = await facts();
  if (incomeAccount === null) throw new NotPossible("The company has no income account.");
  return { Name: lab.name(), Type: "Service", IncomeAccountRef: { value: incomeAccount } };
}

/** Of any form of fault: the API's own, the gateway's, or XML. Words in a code's place are not repeated: they may be anyone's. */
function faultCode(body: unknown): string | null {
  if (typeof body === "string") return /\bcode="?(\d+)/.exec(body)?.[1] ?? null;
  if (!isRow(body)) return null;
  const fault = isRow(body.Fault) ? body.Fault : rowAt(body, "fault");
  const [first] = [...rowsAt(fault, "Error"), ...rowsAt(fault, "error")];
  if (!first) return null;
  const code = textAt(first, "code");
  return /^\d{1,4}$/.test(code) ? code : "unknown";
}
