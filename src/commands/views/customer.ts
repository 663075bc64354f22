/** A customer as every command shows it. */
import type { Customer } from "../../domain/books.ts";

export const customerJson = (customer: Customer) => ({
  id: customer.id,
  name: customer.name,
  active: customer.active,
  currency: customer.currency,
  email: customer.email,
});
