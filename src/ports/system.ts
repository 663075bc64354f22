/** The machine. */

import type { Problem } from "../domain/errors.ts";

export interface Clock {
  now(): Date;
  sleep(ms: number): Promise<void>;
}

/** What is forbidden now: read anew at each question. */
export interface Policy {
  /** Why a write of this kind must not leave; undefined if it may. */
  refusal(kind: string): Promise<Problem | undefined>;
}

export interface Random {
  /** `length` characters of `a-z0-9`, from a secure source. */
  text(length: number): string;
}

export interface Browser {
  /** False if no browser could be started. */
  open(url: string): Promise<boolean>;
}

/** Files and folders that a person names. */
export interface Files {
  /** A link to a folder counts as the folder; any other one is a link, also where its target is missing. */
  kind(path: string): Promise<"file" | "folder" | "link" | "nothing">;
  /** Its text. Throws usage where there is none, refused. */
  read(path: string): Promise<string>;
  join(folder: string, name: string): Promise<string>;
  /**
   * Whole or not at all; folders on the way are made; a text without the secrets that this process knows. A link is replaced, and its
   * target stays as it is. `mode`: permissions, the owner's alone if not given. Throws refused.
   */
  replace(path: string, content: string | Uint8Array, mode?: number): Promise<void>;
  /** Throws refused. */
  permit(path: string, mode: number): Promise<void>;
}

/** What the environment says about this run: read once in main.ts. */
export type Machine = { host: string; user: string; node: string };
