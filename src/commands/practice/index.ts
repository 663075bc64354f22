/** The local pair of services. */
import { practiceEnv } from "./env.ts";
import { practicePay } from "./pay.ts";
import { practiceReset } from "./reset.ts";
import { practiceStart } from "./start.ts";
import { practiceStatus } from "./status.ts";
import { practiceStop } from "./stop.ts";

export const verbs = [
  practiceStart,
  practiceStop,
  practiceStatus,
  practiceReset,
  practiceEnv,
  practicePay,
];
