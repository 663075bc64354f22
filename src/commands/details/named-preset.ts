import { presetNamed } from "../../usecases/setup/presets.ts";
import type { Context } from "../context.ts";
import { withPreset } from "./detail-flags.ts";

/** What was given, over the preset that was named. Throws not_found. */
export async function withNamedPreset<F extends Record<string, unknown>>(
  { ports, profileName }: Context,
  flags: F & { preset?: string | undefined },
): Promise<F> {
  if (flags.preset === undefined) return flags;
  return withPreset(flags, await presetNamed(ports, await profileName(), flags.preset));
}
