/**
 * Ids of both services, each a type of its own: the id of a deal is refused where that of a product is asked for. A plain number or
 * text, as it comes in an answer or a flag, fits each of them.
 */

type Id<Base extends number | string, Of extends string> = Base & { readonly idOf?: Of };

export type DealId = Id<number, "deal">;
export type DealLineId = Id<number, "deal line">;
export type InstallmentId = Id<number, "installment">;
export type OrganizationId = Id<number, "organization">;
export type PersonId = Id<number, "person">;
export type ProductId = Id<number, "product">;
export type AccountId = Id<string, "account">;
export type CustomerId = Id<string, "customer">;
export type InvoiceId = Id<string, "invoice">;
export type ItemId = Id<string, "item">;
export type TaxCodeId = Id<string, "tax code">;
export type TermId = Id<string, "term">;
