/** A customer as every command shows it. */
import type { Customer } from "../../domain/books.ts";

export const customerJson = (customer: Customer) => ({
  id: customer.id,
  name: customer.fullName,
  active: customer.active,
  currency: customer.currency,
  email: customer.email,
});
