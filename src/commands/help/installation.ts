/** Where this pdqb is: what a help text fills in, so that its lines can be copied as they are. */
export type Installation = {
  /** The running node. */
  node: string;
  /** The program that it runs. */
  script: string;
  /** The folder of settings, secrets and ledger. */
  home: string;
  /** PDQB_HOME, where it is set: a job that runs without it would look elsewhere. */
  chosenHome: string | undefined;
};
