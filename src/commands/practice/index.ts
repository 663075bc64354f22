/** The local pair of services. */
import {
  practiceCopy,
  practiceCredit,
  practiceDelete,
  practicePay,
  practiceRenumber,
  practiceVoid,
} from "./bookkeeper.ts";
import { practiceClock } from "./clock.ts";
import { practiceEdit } from "./edit.ts";
import { practiceEnv } from "./env.ts";
import { practiceFail } from "./fail.ts";
import { practiceLog } from "./log.ts";
import { practiceMerge } from "./merge.ts";
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
  practiceCopy,
  practiceRenumber,
  practiceEdit,
  practiceVoid,
  practiceDelete,
  practiceMerge,
  practiceFail,
  practiceLog,
  practiceClock,
  practiceOutbox,
  practiceSettings,
];
