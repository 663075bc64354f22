/** States and provinces where QuickBooks wants the post's code and Pipedrive gives the name (docs/quickbooks.md 4.3 and docs/pipedrive.md 6.3). */

const US =
  "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida," +
  "GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts," +
  "MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico," +
  "NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina," +
  "SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,PR Puerto Rico";
const CA =
  "AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,NT Northwest Territories," +
  "NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon";
const AU =
  "ACT Australian Capital Territory,NSW New South Wales,NT Northern Territory,QLD Queensland,SA South Australia,TAS Tasmania," +
  "VIC Victoria,WA Western Australia";

const CODES: Record<string, Map<string, string>> = {
  US: parsed(US),
  CA: parsed(CA),
  AU: parsed(AU),
};

function parsed(list: string): Map<string, string> {
  return new Map(
    list.split(",").map((entry) => {
      const [code = "", ...name] = entry.split(" ");
      return [plain(name.join(" ")), code];
    }),
  );
}

/** `Maine` → `ME` in the US; a region of any other country, and one that is not known, as it is. */
export function regionCode(country: string | undefined, region: string | null): string | null {
  if (region === null || country === undefined) return region;
  return CODES[country]?.get(plain(region)) ?? region;
}

function plain(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();
}
