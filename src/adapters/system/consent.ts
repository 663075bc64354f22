/** The Consent port: by a person in a browser, or by itself at the practice services. */

import { PdqbError } from "../../domain/errors.ts";
import { isLoopback } from "../../domain/origin.ts";
import type { Browser, Consent } from "../../ports.ts";
import { consentByLoopback } from "./consent-loopback.ts";

/** The callback address, not visited. Throws usage for any host that is not this machine, connection if there is no such page. */
export async function consentByItself(authorizeUrl: string): Promise<URL> {
  const { hostname } = new URL(authorizeUrl);
  if (!isLoopback(authorizeUrl)) {
    throw new PdqbError(
      "usage",
      "Consent was not given: only the practice services allow it unasked.",
      {
        reason: `The address is on ${hostname}.`,
      },
    );
  }
  const page = await fetch(authorizeUrl, { redirect: "manual" });
  const html = await page.text();
  const form = /<form\b[^>]*>/i.exec(html)?.[0];
  if (!form) {
    throw new PdqbError(
      "connection",
      "Consent was not given: the service showed no consent page.",
      {
        reason: `It answered ${page.status}.`,
      },
    );
  }
  const body = new URLSearchParams({ decision: "allow" });
  for (const [input] of html.matchAll(/<input\b[^>]*>/gi)) {
    const name = attribute(input, "name");
    if (attribute(input, "type") === "hidden" && name)
      body.set(name, attribute(input, "value") ?? "");
  }
  const target = new URL(attribute(form, "action") ?? "", authorizeUrl);
  const answer = await fetch(target, { method: "POST", body, redirect: "manual" });
  const location = answer.headers.get("location");
  if (location === null) {
    throw new PdqbError(
      "connection",
      "Consent was given, and the service did not return to pdqb.",
      {
        reason: `It answered ${answer.status}.`,
      },
    );
  }
  return new URL(location, authorizeUrl);
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`, "i").exec(tag)?.[1];
  return value?.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_all, entity: string) => ENTITIES[entity] ?? "",
  );
}

export function systemConsent(browser: Browser): Consent {
  return {
    byLoopback: (request) => consentByLoopback(request, (url) => browser.open(url)),
    byItself: consentByItself,
  };
}
