import { flag } from "../../cli/command.ts";
import type { Profile } from "../../domain/settings.ts";
import { checkEnvironment, connectQuickBooks } from "../../usecases/setup/connect.ts";
import { defineCommand } from "../context.ts";
import { appFor, approval, loginFlags, redirectUrl } from "./approval.ts";
import { loginOf, showPlanned } from "./dry-run.ts";

const REQUESTS = [
  { method: "POST", path: "/oauth2/v1/tokens/bearer" },
  { method: "GET", path: "/v3/company/<realm>/companyinfo/<realm>" },
];

export const connectToQuickBooks = defineCommand({
  name: "quickbooks",
  summary: "Connect to a QuickBooks Online company",
  description:
    "QuickBooks does not let production keys return to this machine: paste the address\nthat the browser ends on instead.",
  effect: "settings",
  makesProfile: true,
  flags: {
    environment: flag.choice("Which keys the app's client id belongs to", [
      "production",
      "sandbox",
    ]),
    ...loginFlags,
  },
  examples: ["pdqb connect quickbooks", "pdqb connect quickbooks --environment sandbox"],
  async run(context, { flags }) {
    const { ports, show, say, profileName, profile } = context;
    const stored = await profile();
    const name = await profileName();
    const environment = flags.environment ?? stored.environment ?? "production";
    const paste = flags.paste || environment === "production";
    if (paste && !flags.paste) {
      await say(
        "Production keys may not return to this machine, so you paste the address at the end (--paste).",
      );
    }
    checkEnvironment(stored, name, environment);
    const app = await appFor(context, "quickbooks");
    const redirect = await redirectUrl(context, "quickbooks", flags.redirectUrl);
    if (context.globals.dryRun) {
      const by = { app, redirectUrl: redirect };
      const login = await loginOf(ports.quickbooksLogin, by, { paste });
      return showPlanned(context, { service: "quickbooks", requests: REQUESTS, login });
    }
    const { approve, concluding } = approval(context, { ...flags, paste });
    const input = {
      profileName: name,
      profile: stored,
      replaceCompany: flags.replaceCompany,
      environment,
      by: { app, redirectUrl: redirect, approve },
    };
    const words = ({ quickbooks }: Profile) =>
      `Connected to QuickBooks: ${quickbooks?.companyName} (${environment}, profile ${name}).`;
    const connected = await concluding(
      () => connectQuickBooks(ports, input),
      ({ quickbooks }) => ({
        company: quickbooks?.companyName,
        lines: [`QuickBooks, ${environment}. Profile: ${name}.`],
      }),
    );
    const pin = connected.quickbooks;
    await show({
      json: {
        outcome: "connected",
        profile: name,
        service: "quickbooks",
        company: pin?.companyName,
        realm: pin?.realm,
        environment,
      },
      text: () => `${words(connected)}\n`,
      note: connected.pipedrive ? "Next: pdqb config fields" : "Next: pdqb connect pipedrive",
    });
  },
});
