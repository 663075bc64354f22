/** Other hands in the practice books: what a customer or a bookkeeper does there, told through the books' own API (docs/quickbooks.md 6). */
import { PdqbError } from "../../domain/errors.ts";
import type { PracticeHand } from "../../ports.ts";

type Json = Record<string, unknown>;
type InvoiceWire = Json & {
  Id: string;
  SyncToken: string;
  Balance: number;
  CustomerRef: Json;
  CurrencyRef?: Json;
  Line: (Json & { DetailType: string; SalesItemLineDetail?: Json })[];
};

export async function otherHand(
  origin: string,
  env: Record<string, string>,
  id: string,
  hand: PracticeHand,
): Promise<void> {
  const books = `${origin}/v3/company/${env.PRACTICE_REALM_ID}`;
  const headers = {
    authorization: `Bearer ${env.PRACTICE_QUICKBOOKS_ACCESS_TOKEN}`,
    accept: "application/json",
    "content-type": "application/json",
  };
  async function call<T>(path: string, body?: Json): Promise<T> {
    const address = `${books}/${path}${path.includes("?") ? "&" : "?"}minorversion=75`;
    const sent = body ? { method: "POST", body: JSON.stringify(body) } : {};
    const answer = await fetch(address, { ...sent, headers });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text) as T;
    throw new PdqbError("refused", `The practice books refused: ${faultOf(text)}`);
  }
  const { Invoice: invoice } = await call<{ Invoice: InvoiceWire }>(`invoice/${id}`);
  const { CustomerRef, CurrencyRef, SyncToken } = invoice;
  const link = (TxnId: string, TxnType: string, Amount: number) => ({
    Amount,
    LinkedTxn: [{ TxnId, TxnType }],
  });
  switch (hand.kind) {
    case "pay": {
      const amount = hand.amount ?? invoice.Balance;
      const Line = [link(id, "Invoice", amount)];
      await call("payment", { CustomerRef, CurrencyRef, TotalAmt: amount, Line });
      return;
    }
    case "credit": {
      const [first] = invoice.Line.filter((line) => line.DetailType === "SalesItemLineDetail");
      const { ItemRef, TaxCodeRef } = first?.SalesItemLineDetail ?? {};
      const { CreditMemo: memo } = await call<{ CreditMemo: { Id: string; TotalAmt: number } }>(
        "creditmemo",
        {
          CustomerRef,
          CurrencyRef,
          GlobalTaxCalculation: invoice.GlobalTaxCalculation,
          Line: [
            {
              DetailType: "SalesItemLineDetail",
              Amount: hand.amount,
              SalesItemLineDetail: { ItemRef, TaxCodeRef },
            },
          ],
        },
      );
      const applied = Math.min(memo.TotalAmt, invoice.Balance);
      const Line = [link(id, "Invoice", applied), link(memo.Id, "CreditMemo", applied)];
      await call("payment", { CustomerRef, CurrencyRef, TotalAmt: 0, Line });
      return;
    }
    case "void":
    case "delete":
      await call(`invoice?operation=${hand.kind}`, { Id: id, SyncToken });
      return;
    case "edit": {
      const change: Json = { sparse: true, Id: id, SyncToken, CustomerRef, CurrencyRef };
      if (hand.due !== undefined) change.DueDate = hand.due;
      if (hand.memo !== undefined) change.CustomerMemo = { value: hand.memo };
      await call("invoice", change);
    }
  }
}

function faultOf(text: string): string {
  try {
    const { Fault } = JSON.parse(text) as {
      Fault: { Error: { Message: string; Detail: string }[] };
    };
    return Fault.Error.map(({ Message, Detail }) => Detail || Message).join(" ");
  } catch {
    return text.slice(0, 200);
  }
}
