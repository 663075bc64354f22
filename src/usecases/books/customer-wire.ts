/** Members that a customer and an invoice have in QuickBooks' requests. */
import type { BillAddress } from "../../domain/address.ts";
import type { CustomerTaxIds } from "../../domain/books.ts";
import { taxIdField } from "../../domain/customer/tax-id.ts";

/** Five lines are all there is: what is more goes into the last. */
export function addressWire(address: BillAddress): object {
  const [line1, line2, line3, line4, ...rest] = address.lines;
  return {
    Line1: line1,
    Line2: line2,
    Line3: line3,
    Line4: line4,
    Line5: rest.length > 0 ? rest.join(", ") : undefined,
    City: address.city ?? undefined,
    CountrySubDivisionCode: address.region ?? undefined,
    PostalCode: address.postalCode ?? undefined,
    Country: address.country ?? undefined,
  };
}

export const emailWire = (address: string | null | undefined) =>
  address ? { Address: address } : undefined;

const TAX_ID_MEMBERS: Record<keyof CustomerTaxIds, string> = {
  registration: "PrimaryTaxIdentifier",
  resale: "ResaleNum",
  gstin: "GSTIN",
};

/** `country`: of the books, on which the member depends. */
export const taxIdWire = (taxId: string | null | undefined, country: string): object =>
  taxId ? { [TAX_ID_MEMBERS[taxIdField(country, taxId)]]: taxId } : {};
