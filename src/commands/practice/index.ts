/** The local pair of services. */
import {
  practiceCopy,
  practiceCredit,
  practiceDelete,
  practicePay,
  practiceRenumber,
  practiceVoid,
} from "./bookkeeper.ts";
import { practiceEdit } from "./edit.ts";
import { practiceEnv } from "./env.ts";
import { practiceFail } from "./fail.ts";
import { practiceLog, practiceOutbox } from "./log.ts";
import { practiceMerge } from "./merge.ts";
import {
  practiceClock,
  practiceReset,
  practiceStart,
  practiceStatus,
  practiceStop,
} from "./services.ts";
import { practiceSettings } from "./settings.ts";

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
