/** What pdqb takes for its settings file, every member of it. A rule of the finance lead that is misspelt must not be taken for none. */
import * as v from "valibot";
import { RESULTS } from "../../domain/invoice/write-back-choice.ts";
import { isSettingName, settingFault } from "../../domain/setting-names.ts";
import { mapOf, objectOf } from "./json-shapes.ts";

const mappedField = objectOf({
  owner: v.picklist(["deal", "person", "organization"]),
  code: v.string(),
  label: v.string(),
});
const optionalField = v.optional(mappedField);
const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999));

const mapping = objectOf({
  to: optionalField,
  address: optionalField,
  shipTo: optionalField,
  email: optionalField,
  taxId: optionalField,
  due: v.optional(v.union([mappedField, objectOf({ days })])),
  memo: optionalField,
  po: optionalField,
  terms: optionalField,
});

const resultField = v.optional(objectOf({ code: v.string(), label: v.string(), type: v.string() }));

const writeBack = objectOf({
  fields: objectOf(v.entriesFromList(RESULTS, resultField)),
  note: v.boolean(),
  pdf: v.boolean(),
  activity: v.boolean(),
});

const preset = mapOf(v.union([v.string(), v.array(v.string()), v.literal(true)]));

const values = v.pipe(
  mapOf(v.string()),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const [name, value] of Object.entries(dataset.value)) {
      const fault = isSettingName(name) ? settingFault(name, value) : undefined;
      if (fault) addIssue({ message: `${name} is "${value}"; ${fault}` });
    }
  }),
);

const pinnedPipedrive = objectOf({
  companyId: v.string(),
  companyName: v.string(),
  companyDomain: v.string(),
  userName: v.string(),
  method: v.picklist(["oauth", "token"]),
});

const pinnedQuickBooks = objectOf({
  realm: v.string(),
  companyName: v.string(),
  country: v.string(),
  timeZone: v.nullable(v.string()),
});

const serviceProof = objectOf({
  company: v.string(),
  at: v.string(),
  outcomes: mapOf(v.picklist(["holds", "other", "unclear", "not_possible"])),
  settings: mapOf(v.string()),
});

const profile = objectOf({
  environment: v.nullable(v.picklist(["production", "sandbox", "practice"])),
  host: v.string(),
  secrets: v.picklist(["file", "keychain"]),
  origins: v.nullable(
    objectOf({ pipedrive: v.nullable(v.string()), quickbooks: v.nullable(v.string()) }),
  ),
  pipedrive: v.nullable(pinnedPipedrive),
  quickbooks: v.nullable(pinnedQuickBooks),
  ledger: v.optional(v.string()),
  mapping,
  writeBack: v.optional(writeBack),
  presets: v.optional(mapOf(preset)),
  proof: v.optional(
    objectOf({ quickbooks: v.optional(serviceProof), pipedrive: v.optional(serviceProof) }),
  ),
  values,
});

export const settingsSchema = objectOf({ version: v.literal(1), profiles: mapOf(profile) });
