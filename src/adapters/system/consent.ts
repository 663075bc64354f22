/** The Consent port: by a person in a browser, or by itself at the practice services. */
import type { Browser, Consent } from "../../ports.ts";
import { consentByItself } from "./consent-itself.ts";
import { consentByLoopback } from "./consent-loopback.ts";

export function systemConsent(browser: Browser): Consent {
  return {
    byLoopback: (request) => consentByLoopback(request, (url) => browser.open(url)),
    byItself: consentByItself,
  };
}
