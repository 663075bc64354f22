/** What `pdqb prove` found out about the companies of a profile; for real books, what it found in a sandbox company. */
import type { ServiceName } from "../../domain/errors.ts";
import { proofsOf, settingValue } from "../../domain/proof.ts";
import { isSettingName } from "../../domain/setting-names.ts";
import type { Profile, ServiceProof, SettingsFile } from "../../domain/settings.ts";
import type { Ports } from "../../ports.ts";
import { type Finding, finding } from "./finding.ts";

type Subject = { ports: Pick<Ports, "settings">; profile: Profile };

export async function proof({ ports, profile }: Subject): Promise<Finding[]> {
  const file = await ports.settings.read();
  return (["quickbooks", "pipedrive"] as const).flatMap((service) => {
    const own = proofsOf(profile)[service];
    if (own) return ofProven(service, own);
    // Nothing about the practice services is unknown.
    if (profile.environment === "practice") return [];
    return profile.environment === "production"
      ? ofRealBooks(service, profile, file)
      : [unproven(service, `pdqb prove --service ${service}`)];
  });
}

const TITLE: Record<ServiceName, string> = { quickbooks: "QuickBooks", pipedrive: "Pipedrive" };

function unproven(service: ServiceName, next: string): Finding {
  return finding(
    "proof",
    "warning",
    `pdqb relies on some things that ${TITLE[service]} does not document. They have not been checked in this company.`,
    next,
  );
}

function ofProven(service: ServiceName, { outcomes, at }: ServiceProof): Finding[] {
  const idsOf = (outcome: string) => Object.keys(outcomes).filter((id) => outcomes[id] === outcome);
  const [others, unclear] = [idsOf("other"), idsOf("unclear")];
  const day = at.slice(0, 10);
  if (others.length + unclear.length === 0)
    return [finding("proof", "ok", `${TITLE[service]} does what pdqb expects (tried on ${day}).`)];
  const warning = (message: string, next: string) =>
    finding("proof", "warning", `${TITLE[service]} ${message} (tried on ${day}).`, next);
  return [
    ...(others.length > 0
      ? [
          warning(
            `does not do what pdqb expects in ${others.join(", ")}`,
            `pdqb prove --list --only ${others.join(",")}`,
          ),
        ]
      : []),
    ...(unclear.length > 0
      ? [
          warning(
            `gave an answer that pdqb does not understand to ${unclear.join(", ")}`,
            `pdqb prove --only ${unclear.join(",")}`,
          ),
        ]
      : []),
  ];
}

/** Nothing is tried out in them, so what holds is what a sandbox company showed: its settings are for the operator to take over. */
function ofRealBooks(service: ServiceName, profile: Profile, file: SettingsFile): Finding[] {
  const [latest] = Object.entries(file.profiles)
    .flatMap(([name, one]) => {
      const found = one.environment === "sandbox" ? proofsOf(one)[service] : undefined;
      return found ? [{ name, ...found }] : [];
    })
    .sort((one, other) => other.at.localeCompare(one.at));
  if (!latest) return [unproven(service, "pdqb prove --profile sandbox")];
  const differing = Object.entries(latest.settings).flatMap(([name, value]) =>
    isSettingName(name) && settingValue(profile, name) !== value ? [{ name, value }] : [],
  );
  const where = `the company of profile ${latest.name}`;
  if (differing.length === 0)
    return [finding("proof", "ok", `${TITLE[service]} was tried out in ${where}.`)];
  return differing.map(({ name, value }) =>
    finding(
      "proof",
      "warning",
      `The proof in ${where} found ${name} to be ${value}; here it is ${settingValue(profile, name)}.`,
      `pdqb config set ${name} ${value}`,
    ),
  );
}
