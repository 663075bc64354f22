/** `1 invoice`, `3 invoices`. `many` where an s is not enough: `counted(2, "company", "companies")`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
