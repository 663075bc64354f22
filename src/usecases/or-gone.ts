/** Reads what may be deleted by now. */
import { PdqbError } from "../domain/errors.ts";

/** Undefined where the books do not have it any more. */
export async function orGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof PdqbError && error.kind === "not_found") return undefined;
    throw error;
  }
}
