/** Reads what may be deleted by now, or come in a form that is not known. */
import { PdqbError, ServiceError } from "../../domain/errors.ts";

/** Also of a write, whose refusal it is. */
export function isGone(error: unknown): boolean {
  const isAnswer = error instanceof ServiceError && (error.status === 404 || error.status === 410);
  return isAnswer || (error instanceof PdqbError && error.kind === "not_found");
}

/** Undefined where the books do not have it any more. */
export async function orGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Undefined where an answer came that cannot be read. */
export async function orUnread<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof PdqbError && error.isAboutOne) return undefined;
    throw error;
  }
}
