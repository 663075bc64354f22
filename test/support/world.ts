/** The use cases over the real adapters, files and services, in the test's own process: fast enough for hundreds of failures. */

import { createInput } from "../../src/commands/details/create-input.ts";
import { profileOf } from "../../src/compose/profiles.ts";
import { makePorts, settingsPort } from "../../src/compose/world.ts";
import type { InvoicePlan } from "../../src/domain/plan/invoice-plan.ts";
import type { PinnedProfile } from "../../src/domain/settings.ts";
import type { Ports } from "../../src/ports.ts";
import { noAnswers } from "../../src/usecases/plan/create-input.ts";
import { openPlanner } from "../../src/usecases/plan/open-planner.ts";
import { createInvoice } from "../../src/usecases/writes/create-invoice.ts";
import type { CreateResult } from "../../src/usecases/writes/create-order.ts";
import type { Home } from "./run.ts";

export type World = { ports: Ports; profile: PinnedProfile };

/**
 * As a process of its own would open it. `offsetMs`: how far its clock is from the real one. Waiting between attempts takes no time.
 * `isPaced`: requests leave no faster than the services allow. What else is given is its environment.
 */
export async function openWorld(
  home: Home,
  offsetMs: () => number = () => 0,
  { isPaced = false, ...more }: { isPaced?: boolean; PDQB_READ_ONLY?: string } = {},
): Promise<World> {
  const env = { PDQB_HOME: home.path, PDQB_TIMEOUT: "3", ...more };
  const settings = settingsPort(env);
  const profile = async () => profileOf(await settings.read(), "practice", env, "test");
  const now = () => new Date(Date.now() + offsetMs());
  const ports = makePorts(settings, {
    env,
    now,
    isPaced,
    version: "0.0.0",
    root: new URL("../../", import.meta.url),
    isDryRun: false,
    canShowBrowser: false,
    log: undefined,
    notice: () => {},
    profileName: async () => "practice",
    profile,
  });
  const clock = { ...ports.clock, sleep: async () => {} };
  return { ports: { ...ports, clock }, profile: (await profile()) as PinnedProfile };
}

/** The plan of `invoice create --deal N --dry-run`. Throws where an invoice exists, or the plan has problems. */
export async function planOf(
  { ports, profile }: World,
  deal: number,
  flags: Parameters<typeof createInput>[0] = {},
): Promise<InvoicePlan> {
  const planner = await openPlanner(ports, profile, createInput(flags, deal));
  const planned = await planner.plan(noAnswers());
  if (planned.outcome === "already_exists") throw new Error("There is an invoice already");
  const [problem] = planned.plan.problems;
  if (problem) throw new Error(`${problem.code}: ${problem.message}`);
  return planned.plan;
}

/** `invoice create --deal N --yes`, as far as the use cases go. Throws what the command would, problems as an error too. */
export async function create(
  { ports, profile }: World,
  deal: number,
  flags: Parameters<typeof createInput>[0] = {},
): Promise<Pick<CreateResult, "invoice" | "warnings"> & { outcome: string }> {
  const planner = await openPlanner(ports, profile, createInput(flags, deal));
  const planned = await planner.plan(noAnswers());
  if (planned.outcome === "already_exists")
    return {
      outcome: "already_exists",
      invoice: planned.known.invoice,
      warnings: planned.warnings,
    };
  const { plan, remember } = planned;
  const [problem] = plan.problems;
  if (problem) throw new Error(`${problem.code}: ${problem.message}`);
  const pipedriveCompany = profile.pipedrive.companyId;
  return createInvoice(ports, { plan, remember, pipedriveCompany });
}
