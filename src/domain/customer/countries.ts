/** Countries as people and services write them: names in many languages, and ISO 3166 codes of two and three letters. */

/** ISO 3166-1: the code of two letters, then the one of three. */
const CODES =
  "AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE BA BIH BB BRB BD BGD " +
  "BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS BT BTN BV BVT BW BWA BY BLR BZ BLZ CA CAN " +
  "CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN CO COL CR CRI CU CUB CV CPV CW CUW CX CXR CY CYP CZ CZE DE DEU " +
  "DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST EG EGY EH ESH ER ERI ES ESP ET ETH FI FIN FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB " +
  "GB GBR GD GRD GE GEO GF GUF GG GGY GH GHA GI GIB GL GRL GM GMB GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG " +
  "HM HMD HN HND HR HRV HT HTI HU HUN ID IDN IE IRL IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM JO JOR JP JPN " +
  "KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO LB LBN LC LCA LI LIE LK LKA LR LBR LS LSO LT LTU " +
  "LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG MH MHL MK MKD ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR " +
  "MT MLT MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU NZ NZL " +
  "OM OMN PA PAN PE PER PF PYF PG PNG PH PHL PK PAK PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT RE REU RO ROU RS SRB " +
  "RU RUS RW RWA SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD ST STP " +
  "SV SLV SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS TM TKM TN TUN TO TON TR TUR TT TTO TV TUV TW TWN " +
  "TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN VG VGB VI VIR VN VNM VU VUT WF WLF WS WSM YE YEM YT MYT ZA ZAF " +
  "ZM ZMB ZW ZWE";

/** The names met most often, and those that the language data do not have: reading these data takes 20 ms, a tenth of a whole create. */
const COMMON = parsed(
  "AE United Arab Emirates,AR Argentina,AT Austria,AU Australia,BE Belgium,BG Bulgaria,BR Brazil,CA Canada,CH Switzerland,CL Chile,CN China," +
    "CO Colombia,CY Cyprus,CZ Czechia,CZ Czech Republic,DE Germany,DK Denmark,EE Estonia,EG Egypt,ES Spain,FI Finland,FR France," +
    "GB United Kingdom,GB UK,GB Great Britain,GB England,GB Scotland,GB Wales,GB Northern Ireland,GR Greece,HK Hong Kong,HR Croatia,HU Hungary," +
    "ID Indonesia,IE Ireland,IE Republic of Ireland,IL Israel,IN India,IS Iceland,IT Italy,JP Japan,KR South Korea,LI Liechtenstein," +
    "LT Lithuania,LU Luxembourg,LV Latvia,MT Malta,MX Mexico,MY Malaysia,NG Nigeria,NL Netherlands,NL The Netherlands,NL Holland," +
    "NO Norway,NZ New Zealand,PH Philippines,PL Poland,PT Portugal,RO Romania,RS Serbia,SA Saudi Arabia,SE Sweden,SG Singapore," +
    "SI Slovenia,SK Slovakia,TH Thailand,TR Turkey,TW Taiwan,UA Ukraine,US United States,US United States of America,VN Vietnam,ZA South Africa",
);

function parsed(list: string): Map<string, string> {
  return new Map(list.split(",").map((entry) => [plain(entry.slice(3)), entry.slice(0, 2)]));
}

/** Asked in this order, each at the first name that the ones before it do not know. */
const LANGUAGES = "en de fr es it pt nl da sv nb fi pl cs et lv lt hu ro el ja zh".split(" ");

const codes = CODES.split(" ");
const byCode = new Map(
  codes.map((code, index) => [code.toLowerCase(), codes[index - (index % 2)] ?? code]),
);
const byName = new Map<string, Map<string, string>>();

/** ISO 3166 code of two letters, or undefined for what is no country's name or code. */
export function countryCode(text: string | null): string | undefined {
  if (text === null || /\d/.test(text)) return undefined;
  const name = plain(text);
  const known = byCode.get(name) ?? COMMON.get(name);
  if (known !== undefined) return known;
  for (const language of LANGUAGES) {
    const code = namesIn(language).get(name);
    if (code !== undefined) return code;
  }
  return undefined;
}

function namesIn(language: string): Map<string, string> {
  const names = byName.get(language) ?? new Map<string, string>();
  if (names.size > 0) return names;
  const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  for (const code of codes.filter((_, index) => index % 2 === 0)) {
    const name = display.of(code);
    if (name) names.set(plain(name), code);
  }
  byName.set(language, names);
  return names;
}

function plain(name: string): string {
  return name.replaceAll(".", "").trim().toLowerCase();
}
