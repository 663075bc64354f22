/** The local pair of services. */
import { practiceClock } from "./clock.ts";
import { practiceEnv } from "./env.ts";
import { practiceFail } from "./fail.ts";
import {
  practiceCredit,
  practiceDelete,
  practiceEdit,
  practicePay,
  practiceVoid,
} from "./hands.ts";
import { practiceLog } from "./log.ts";
import { practiceOutbox } from "./outbox.ts";
import { practiceReset } from "./reset.ts";
import { practiceSettings } from "./settings.ts";
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
  practiceCredit,
  practiceEdit,
  practiceVoid,
  practiceDelete,
  practiceFail,
  practiceLog,
  practiceClock,
  practiceOutbox,
  practiceSettings,
];
