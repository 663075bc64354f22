import { endingCommand } from "./ending.ts";

export const invoiceVoid = endingCommand("void");
