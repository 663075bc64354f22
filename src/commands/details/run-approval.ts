import { SETTINGS } from "../../domain/setting-names.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Approval } from "../../usecases/runs/run-input.ts";

/** Whether a run has to be approved before it is applied, and by whom. */
export const approvalOf = ({ values }: Pick<PinnedProfile, "values">) =>
  (values["run.approval"] ?? SETTINGS["run.approval"].default) as Approval;

/** How large an invoice may be outside an approved run. */
export const limitOf = ({ values }: Pick<PinnedProfile, "values">) =>
  values["limit.invoice"] ?? SETTINGS["limit.invoice"].default;
