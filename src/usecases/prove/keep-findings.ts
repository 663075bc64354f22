/** A proof's findings in the profile, where they choose the settings, and in a file that may be handed around. */
import type { ServiceName } from "../../domain/errors.ts";
import { redact } from "../../domain/redact.ts";
import { isSettingName } from "../../domain/setting-names.ts";
import type { Profile, ServiceProof } from "../../domain/settings.ts";
import type { Ports } from "../../ports.ts";
import { type ProofResult, serviceOf } from "./assumption.ts";

/** Added to what was found before in the same company. */
export async function keepFindings(
  { settings, clock }: Pick<Ports, "settings" | "clock">,
  name: string,
  results: readonly ProofResult[],
): Promise<void> {
  const at = clock.now().toISOString();
  await settings.update((file) => {
    const profile = file.profiles[name];
    if (!profile) return file;
    const proof = {
      ...profile.proof,
      ...found("quickbooks", profile.quickbooks?.realm),
      ...found("pipedrive", profile.pipedrive?.companyId),
    };
    return { ...file, profiles: { ...file.profiles, [name]: { ...profile, proof } } };

    function found(service: ServiceName, company: string | undefined) {
      const own = results.filter(({ id }) => serviceOf(id) === service);
      if (own.length === 0 || company === undefined) return {};
      const before = profile?.proof?.[service];
      return { [service]: merged(before?.company === company ? before : undefined) };

      function merged(old: ServiceProof | undefined): ServiceProof {
        const outcomes = Object.fromEntries(own.map(({ id, outcome }) => [id, outcome]));
        const chosen = own.flatMap(({ setting: { pdqb } }) =>
          pdqb && isSettingName(pdqb.name) ? [[pdqb.name, pdqb.value]] : [],
        );
        return {
          ...{ company: company ?? "", at },
          outcomes: { ...old?.outcomes, ...outcomes },
          settings: { ...old?.settings, ...Object.fromEntries(chosen) },
        };
      }
    }
  });
}

type ProofFile = {
  version: 1;
  environment: string;
  results: ProofResult[];
};

/** Without names, addresses, ids, tokens and e-mail addresses, wherever a service may have put them. */
export function proofFile(profile: Profile, results: readonly ProofResult[]): ProofFile {
  const { quickbooks, pipedrive } = profile;
  const names = [
    ...[quickbooks?.companyName, quickbooks?.realm, pipedrive?.companyName, pipedrive?.companyId],
    ...[pipedrive?.companyDomain, pipedrive?.userName, profile.host],
  ].filter((name): name is string => name !== undefined && name.trim().length > 1);
  return {
    version: 1,
    environment: profile.environment ?? "",
    results: results.map((result) => ({
      ...result,
      seen: withoutNames(result.seen, names),
      reading: result.reading === null ? null : withoutNames(result.reading, names),
      setting: {
        ...result.setting,
        practice: result.setting.practice && {
          ...result.setting.practice,
          value: withoutNames(result.setting.practice.value, names),
        },
      },
    })),
  };
}

const REMOVED = "[removed]";

function withoutNames(text: string, names: readonly string[]): string {
  let rest = redact(text).replace(/[^\s@]+@[^\s@]+\.[^\s@]+/g, REMOVED);
  for (const name of names) rest = rest.split(name).join(REMOVED);
  return rest.replace(/\bhttps?:\/\/\S+/g, REMOVED).replace(/[\w-]{24,}|\d{7,}/g, REMOVED);
}
