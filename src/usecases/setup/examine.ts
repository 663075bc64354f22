/**
 * Everything that pdqb rests on, examined one after the other; a failure of one hides none of the rest. Changes nothing but what it
 * can resolve of earlier writes by reading.
 */
import type { MappedField } from "../../domain/deal/mapping.ts";
import { LedgerError, PdqbError } from "../../domain/errors.ts";
import type { Profile } from "../../domain/settings.ts";
import type { Ports, WritePorts } from "../../ports.ts";
import { resolveOpenIntents } from "../writes/open-intents.ts";
import { copies, deals } from "./examine-deals.ts";
import { customers, items, taxCodes } from "./examine-links.ts";
import { proof } from "./examine-proof.ts";
import { type Finding, finding } from "./finding.ts";
import { readDefinitions } from "./map-fields.ts";

type ExaminePorts = WritePorts &
  Pick<Ports, "pipedrive" | "ledgerFile" | "ledgerPlaces" | "settings" | "secrets">;

type Subject = { ports: ExaminePorts; profile: Profile };

/** A clock that is further off may make tokens and markers seem too old. */
const SKEW_MS_MAX = 120_000;

/** Each finding comes as soon as it is known. */
export async function* examine(subject: Subject): AsyncGenerator<Finding> {
  const { node } = subject.ports.machine;
  yield finding(
    "node",
    Number(node.slice(1).split(".")[0]) >= 20 ? "ok" : "problem",
    `Node ${node}`,
    "Install Node 20.19 or newer.",
  );
  const silent = new Set<string>();
  for (const [check, work, needed] of CHECKS) {
    if (needed !== undefined && silent.has(needed)) {
      yield finding(check, "warning", notLookedAt(needed));
      continue;
    }
    for await (const found of attempt(check, () => work(subject), silent.has("ledger"))) {
      if (found.state === "problem") silent.add(found.check);
      yield found;
    }
  }
}

const notLookedAt = (needed: string) => `Not looked at: see "${needed}".`;

/** `needed`: the check of the service without which this one has nothing to look at. */
const CHECKS: [
  check: string,
  work: (subject: Subject) => Promise<Finding[]>,
  needed?: "pipedrive" | "quickbooks",
][] = [
  ["files", files],
  ["host", host],
  ["ledger", ledger],
  ["pipedrive", pipedrive],
  ["quickbooks", quickbooks],
  ["clock", clock],
  ["mapping", mapping, "pipedrive"],
  ["customers", customers, "quickbooks"],
  ["items", items, "quickbooks"],
  ["tax codes", taxCodes, "quickbooks"],
  ["deals", deals, "pipedrive"],
  ["copies", copies, "quickbooks"],
  ["writes", writes],
  ["proof", proof],
];

/** `isLedgerBad`: what every other check would say of it was said once. */
async function* attempt(
  check: string,
  work: () => Promise<Finding[]>,
  isLedgerBad: boolean,
): AsyncGenerator<Finding> {
  try {
    yield* await work();
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    yield isLedgerBad && error instanceof LedgerError
      ? finding(check, "warning", notLookedAt("ledger"))
      : finding(check, "problem", `${error.message} ${error.reason}`.trim(), error.next[0] ?? "");
  }
}

async function files({ ports }: Subject): Promise<Finding[]> {
  const open = await ports.settings.exposed();
  if (open.length === 0)
    return [finding("files", "ok", "Settings, secrets and ledger are private.")];
  return open.map((path) =>
    finding("files", "problem", `${path} can be read by others.`, `chmod go-rwx ${path}`),
  );
}

async function host({ profile, ports }: Subject): Promise<Finding[]> {
  const here = ports.machine.host;
  if (profile.host === here) return [finding("host", "ok", `The profile was made here (${here}).`)];
  return [
    finding(
      "host",
      "warning",
      `The profile was made on ${profile.host}, and this is ${here}: two hosts on one grant end it.`,
      "Connect again here, or go on using it there alone.",
    ),
  ];
}

async function ledger({ ports, profile }: Subject): Promise<Finding[]> {
  const { exists, faults, next } = await ports.ledgerFile.check();
  if (faults.length > 0) return faults.map((fault) => finding("ledger", "problem", fault, next[0]));
  const { invoices } = await ports.ledger.counts();
  const found = finding("ledger", "ok", exists ? `Sound, invoices: ${invoices}.` : "None yet.");
  if (profile.ledger === undefined) return [found];
  const others = await ports.ledgerPlaces.others();
  const users = others.length === 0 ? "nobody else now" : others.join("; ");
  return [found, finding("ledger", "ok", `Shared at ${profile.ledger}, used by ${users}.`)];
}

async function pipedrive({ ports, profile }: Subject): Promise<Finding[]> {
  const me = await ports.pipedrive.me();
  const pinned = profile.pipedrive;
  return [
    pinned && me.companyId !== pinned.companyId
      ? finding(
          "pipedrive",
          "problem",
          `The access is for ${me.companyName}, the profile for ${pinned.companyName}.`,
          "pdqb connect pipedrive",
        )
      : finding("pipedrive", "ok", `${me.companyName}, as ${me.name}.`),
  ];
}

async function quickbooks({ ports, profile }: Subject): Promise<Finding[]> {
  const company = await ports.quickbooks.company();
  const pinned = profile.quickbooks;
  const isRenamed = pinned !== null && company.name !== pinned.companyName;
  return [
    isRenamed
      ? finding(
          "quickbooks",
          "warning",
          `The company is called ${company.name} now, and was ${pinned.companyName}.`,
          "pdqb connect quickbooks",
        )
      : finding("quickbooks", "ok", `${company.name} (company ${company.realm}).`),
  ];
}

async function clock({ ports }: Subject): Promise<Finding[]> {
  const ofLedger = await ports.quickbooks.clockSkewMs();
  if (ofLedger === null)
    return [
      finding("clock", "warning", "Not known: QuickBooks gave no answer to compare it with."),
    ];
  const skew = ofLedger + (await ports.ledgerPlaces.clockAheadMs());
  const minutes = Math.round(Math.abs(skew) / 60_000);
  if (Math.abs(skew) <= SKEW_MS_MAX) return [finding("clock", "ok", "As QuickBooks' own.")];
  return [
    finding(
      "clock",
      "problem",
      `This machine's clock is ${minutes} min ${skew > 0 ? "behind" : "ahead of"} QuickBooks' own.`,
      "Set the clock, by network time if you can.",
    ),
  ];
}

async function mapping({ ports, profile }: Subject): Promise<Finding[]> {
  const mapped = Object.entries(profile.mapping).filter(
    (entry): entry is [string, MappedField] => "code" in entry[1],
  );
  const written = Object.entries(profile.writeBack?.fields ?? {});
  const fields = [
    ...mapped.map(([target, field]) => ({ target, ...field, next: "pdqb config fields" })),
    ...written.map(([target, field]) => ({
      target,
      ...field,
      owner: "deal" as const,
      next: "pdqb config writeback",
    })),
  ];
  const known = await readDefinitions(ports);
  const gone = fields.filter(
    (field) => !known.some((one) => one.owner === field.owner && one.code === field.code),
  );
  if (gone.length === 0)
    return [finding("mapping", "ok", `Fields: ${fields.length}, each still in Pipedrive.`)];
  return gone.map(({ target, owner, label, next }) =>
    finding(
      "mapping",
      "problem",
      `The field ${owner}.${label} for "${target}" is gone from Pipedrive.`,
      next,
    ),
  );
}

async function writes({ ports }: Subject): Promise<Finding[]> {
  const open = await resolveOpenIntents(ports);
  if (open.length === 0) return [finding("writes", "ok", "No write has an unknown outcome.")];
  return open.map(({ id, summary }) =>
    finding("writes", "problem", `Not resolved: ${summary}.`, `pdqb pending show ${id}`),
  );
}
