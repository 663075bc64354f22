/** Starts the operator's browser, where there is one to be seen. */
import type { Browser } from "../../ports.ts";
import { withoutOwnEnv } from "./child-env.ts";

/** `canShow`: a terminal, and not over SSH; the address is printed by the caller in any case. */
export function systemBrowser(canShow: boolean): Browser {
  return {
    async open(url) {
      if (!canShow) return false;
      const { default: open } = await import("open");
      try {
        const launcher = await withoutOwnEnv(() => open(url));
        // Without any browser the launcher starts, and ends at once with an error that nobody else hears.
        launcher.once("error", () => {});
        return true;
      } catch {
        return false;
      }
    },
  };
}
