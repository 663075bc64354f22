/** Whose customer it is at Pipedrive: an organization, or a person where there is none. */
import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { CustomerSource } from "../../usecases/books/link-books.ts";

export const SOURCE = {
  organization: flag.integer("Pipedrive organization", { value: "id" }),
  person: flag.integer("Pipedrive person, for deals without an organization", { value: "id" }),
};

export function sourceOf(flags: {
  organization: number | undefined;
  person: number | undefined;
}): CustomerSource {
  const { organization, person } = flags;
  if (organization !== undefined && person === undefined)
    return { source: "organization", id: organization };
  if (person !== undefined && organization === undefined) return { source: "person", id: person };
  throw new PdqbError("usage", "Which one: an organization or a person?", {
    next: ["--organization <id>", "--person <id>"],
  });
}
