/** Where the ledger of a profile may be: in its home, or on PostgreSQL, where a team shares it. An address holds no password. */
export interface LedgerPlaces {
  /**
   * Makes the ledger's tables at the address, or brings them to the newest version. Throws usage for what is no such address,
   * refused, connection and unavailable as the server says.
   */
  prepare(address: string): Promise<void>;
  /** What the ledger at a place knows of the profile's pair of companies; null: that of this home. */
  known(address: string | null): Promise<{
    invoices: number;
    intentsOpen: number;
    movedTo: string | undefined;
    shared: string | undefined;
  }>;
  /** Keeps what all who use the ledger at `address` have in common. */
  share(address: string, settings: string): Promise<void>;
  /** Moves all rows of the pair from where the profile's ledger is; null: to this home. Throws refused. */
  move(to: string | null): Promise<number>;
  /** From now on the profile's ledger is that of this home: without a word to the one it used, which may be out of reach. */
  leave(): Promise<void>;
  /** Passwords that were kept of any other ledger than this one; null: of all. */
  forgetPasswords(but: string | null): Promise<void>;
  /** How far the clock of the profile's ledger is ahead of this machine's; 0 for one in a home. */
  clockAheadMs(): Promise<number>;
  /** The SQL that an administrator runs. */
  initScript(): Promise<string>;
  /** The other pdqb that use the profile's ledger now; empty for one in a home. */
  others(): Promise<string[]>;
}
