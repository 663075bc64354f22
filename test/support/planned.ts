/** Plans of deals without a value of their own, as short as a table of cases needs them. */
import { assemblePlan } from "../../src/domain/plan/assemble-plan.ts";
import type { InvoiceRequest } from "../../src/domain/plan/invoice-request.ts";
import type { PlanFacts } from "../../src/domain/plan/plan-facts.ts";
import { choices, facts } from "./builders.ts";

export const plan = (change: Partial<PlanFacts>, request: InvoiceRequest = {}) =>
  assemblePlan(facts({ deal: { ...facts().deal, value: null }, ...change }), choices(), request);

/** The net of each line. */
export const nets = (change: Partial<PlanFacts>, request?: InvoiceRequest) =>
  plan(change, request).lines.map(({ net }) => net.toFixed(2));

/** The code of each problem. */
export const codes = (change: Partial<PlanFacts>, request?: InvoiceRequest) =>
  plan(change, request).problems.map(({ code }) => code);
