import { flag } from "../../cli/command.ts";
import { connectQuickBooks } from "../../usecases/setup/connect.ts";
import { defineCommand } from "../context.ts";
import { appFor, approval, redirectUrl } from "./approval.ts";

export const connectToQuickBooks = defineCommand({
  name: "quickbooks",
  summary: "Connect to a QuickBooks Online company",
  description:
    "Production keys may not return to this machine: there you paste the address\nthat the browser ended on.",
  effect: "local",
  flags: {
    environment: flag.choice("Which keys the app's client id belongs to", [
      "production",
      "sandbox",
    ]),
    paste: flag.switch("Paste the address the browser ended on"),
    noBrowser: flag.switch("Print the address, open no browser"),
    redirectUrl: flag.text("Return address as registered on the app", { value: "url" }),
    replaceCompany: flag.switch("Replace the pinned company by the one of this login"),
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
    const connected = await connectQuickBooks(ports, {
      profileName: name,
      profile: stored,
      replaceCompany: flags.replaceCompany,
      environment,
      by: {
        app: await appFor(context, "quickbooks"),
        redirectUrl: await redirectUrl(context, "quickbooks", flags.redirectUrl),
        approve: approval(context, { ...flags, paste }),
      },
    });
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
      text: () =>
        `Connected to QuickBooks: ${pin?.companyName} (${environment}, profile ${name}).\n`,
      note: connected.pipedrive ? "Next: pdqb config fields" : "Next: pdqb connect pipedrive",
    });
  },
});
