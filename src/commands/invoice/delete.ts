import { endingCommand } from "./ending.ts";

export const invoiceDelete = endingCommand("delete");
