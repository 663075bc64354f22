/** Boréal Projets: the same deals for a firm in Quebec, where 14.975 % is two taxes. */
import { inLocalTerms } from "../local-terms.ts";
import { nordic } from "../nordic/pipedrive.ts";
import type { SeedCompany } from "../pipedrive-company.ts";

const NAMES: Record<number, string> = {
  402: "Aurora Design inc.",
  403: "Kallio et Fils",
  406: "Traiteur Lumi inc.",
};

export const canadian: SeedCompany = {
  ...nordic,
  company: {
    id: 6631104,
    name: "Boréal Projets",
    domain: "borealprojets",
    country: "CA",
    currency: "CAD",
    timeZone: "America/Toronto",
    locale: "en_US",
  },
  tax: 14.975,
  organizations: nordic.organizations.map((organization) => ({
    ...organization,
    name: NAMES[organization.id] ?? organization.name,
  })),
  deals: inLocalTerms(nordic.deals, {
    home: "CAD",
    foreign: "USD",
    titles: {
      158: "Enseignes à Toronto",
      159: "Enseignes à Calgary",
    },
    // Ontario's harmonised tax, and the federal one alone in Alberta.
    taxes: { 14: 13, 0: 0 },
    deals: { 158: 13, 159: 5 },
  }),
};
