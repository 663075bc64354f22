/** Reads what may be deleted by now, or come in a form that is not known. */
import { orUndefined, PdqbError, ServiceError } from "../../domain/errors.ts";

/** Also of a write, whose refusal it is. */
export function isGone(error: unknown): boolean {
  const isAnswer = error instanceof ServiceError && (error.status === 404 || error.status === 410);
  return isAnswer || (error instanceof PdqbError && error.kind === "not_found");
}

/** Undefined where the books do not have it any more. */
export const orGone = <T>(reading: Promise<T>) => orUndefined(reading, isGone);

/** Undefined where an answer came that cannot be read. */
export const orUnread = <T>(reading: Promise<T>) =>
  orUndefined(reading, ({ isAboutOne }) => isAboutOne);
