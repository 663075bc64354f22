/** The password of a ledger on PostgreSQL: where it comes from, and what is done when the server does not accept it. */
import { type Address, shown } from "./address.ts";

export type Passwords = {
  /** Of the environment: no other is tried then. */
  given?: string | undefined;
  kept(): Promise<string | undefined>;
  keep(password: string): Promise<void>;
  /** Undefined where nobody can be asked. */
  ask?: ((message: string) => Promise<string>) | undefined;
};

/** The server asks for a password, and there is none to give. */
export class PasswordMissing extends Error {}

const ASKED_MAX = 3;

/**
 * `attempt` without a password takes what the password file says. One that was asked for is kept once the server has accepted it. Throws
 * what the attempt throws: where the kept one is wrong and there is no other, that it is wrong.
 */
export async function logIn<T>(
  address: Address,
  { given, kept, keep, ask }: Passwords,
  attempt: (password?: string) => Promise<T>,
): Promise<T> {
  if (given !== undefined) return attempt(given);
  const first = await kept();
  let refusal: unknown;
  if (first !== undefined)
    try {
      return await attempt(first);
    } catch (error) {
      if (!isOfPassword(error)) throw error;
      refusal = error;
    }
  try {
    return await attempt();
  } catch (error) {
    if (!isOfPassword(error)) throw error;
    if (!ask) throw error instanceof PasswordMissing ? (refusal ?? error) : error;
    if (!(error instanceof PasswordMissing)) refusal = error;
  }
  for (let asked = 1; ; asked += 1) {
    const before = refusal === undefined ? "" : "The server did not accept the password. ";
    const who = address.user === null ? "" : `${address.user} at `;
    const password = await ask(`${before}Password for ${who}${shown(address)}:`);
    try {
      const result = await attempt(password);
      await keep(password);
      return result;
    } catch (error) {
      if (!isOfPassword(error) || asked === ASKED_MAX) throw error;
      refusal = error;
    }
  }
}

/** 28P01: the password is wrong, or there is no such user. */
const isOfPassword = (error: unknown): boolean =>
  error instanceof PasswordMissing || (error as { code?: unknown } | null)?.code === "28P01";
