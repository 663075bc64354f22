/** Custom fields: answers hold every defined one, with a value where one was entered (docs/quickbooks.md 4.8, 16.2). */
import type { Books } from "../books.ts";
import { salesForms } from "../company.ts";
import { refusal, tooLong } from "../fault.ts";
import { compact, type JsonObject, objectsAt, textAt } from "../json.ts";

/** DefinitionId and name, from the doubly nested list in Preferences. */
function definedFields(books: Books): { id: string; name: string }[] {
  const entries = objectsAt(salesForms(books), "CustomField").flatMap((group) =>
    objectsAt(group, "CustomField"),
  );
  return entries.flatMap((entry) => {
    const id = /SalesCustomName(\d)$/.exec(textAt(entry, "Name") ?? "")?.[1];
    const name = textAt(entry, "StringValue");
    return id !== undefined && name !== undefined ? [{ id, name }] : [];
  });
}

export function customFields(books: Books, members: JsonObject): JsonObject[] {
  const defined = definedFields(books);
  const sent = objectsAt(members, "CustomField");
  const max = Number(books.settings("quickbooks.custom_field_length"));
  for (const field of sent) {
    const id = textAt(field, "DefinitionId");
    const value = textAt(field, "StringValue") ?? "";
    if (value.length > max) throw tooLong("CustomField", max, value.length);
    const isUnknown = !defined.some((definition) => definition.id === id);
    if (isUnknown && books.settings("quickbooks.unknown_custom_field") === "3000") {
      throw refusal(
        "3000",
        "Invalid Custom Field",
        `Invalid Custom Field : DefinitionId ${id}`,
        "CustomField",
      );
    }
  }
  return defined.map(({ id, name }) =>
    compact({
      DefinitionId: id,
      Name: name,
      Type: "StringType",
      StringValue: textAt(
        sent.find((field) => textAt(field, "DefinitionId") === id) ?? {},
        "StringValue",
      ),
    }),
  );
}
