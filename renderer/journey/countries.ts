/** Issuing states: ICAO 9303-3 three-letter codes with the ISO 3166-1 two-letter code that Intl.DisplayNames wants. */
const table = `AFG:AF ALA:AX ALB:AL DZA:DZ ASM:AS AND:AD AGO:AO AIA:AI ATG:AG ARG:AR ARM:AM ABW:AW AUS:AU AUT:AT AZE:AZ BHS:BS BHR:BH BGD:BD BRB:BB BLR:BY BEL:BE BLZ:BZ BEN:BJ BMU:BM BTN:BT BOL:BO BES:BQ BIH:BA BWA:BW BRA:BR VGB:VG BRN:BN BGR:BG BFA:BF BDI:BI CPV:CV KHM:KH CMR:CM CAN:CA CYM:KY CAF:CF TCD:TD CHL:CL CHN:CN COL:CO COM:KM COG:CG COD:CD COK:CK CRI:CR CIV:CI HRV:HR CUB:CU CUW:CW CYP:CY CZE:CZ DNK:DK DJI:DJ DMA:DM DOM:DO ECU:EC EGY:EG SLV:SV GNQ:GQ ERI:ER EST:EE SWZ:SZ ETH:ET FLK:FK FRO:FO FJI:FJ FIN:FI FRA:FR GUF:GF PYF:PF GAB:GA GMB:GM GEO:GE DEU:DE GHA:GH GIB:GI GRC:GR GRL:GL GRD:GD GLP:GP GUM:GU GTM:GT GGY:GG GIN:GN GNB:GW GUY:GY HTI:HT VAT:VA HND:HN HKG:HK HUN:HU ISL:IS IND:IN IDN:ID IRN:IR IRQ:IQ IRL:IE IMN:IM ISR:IL ITA:IT JAM:JM JPN:JP JEY:JE JOR:JO KAZ:KZ KEN:KE KIR:KI PRK:KP KOR:KR RKS:XK KWT:KW KGZ:KG LAO:LA LVA:LV LBN:LB LSO:LS LBR:LR LBY:LY LIE:LI LTU:LT LUX:LU MAC:MO MDG:MG MWI:MW MYS:MY MDV:MV MLI:ML MLT:MT MHL:MH MTQ:MQ MRT:MR MUS:MU MYT:YT MEX:MX FSM:FM MDA:MD MCO:MC MNG:MN MNE:ME MSR:MS MAR:MA MOZ:MZ MMR:MM NAM:NA NRU:NR NPL:NP NLD:NL NCL:NC NZL:NZ NIC:NI NER:NE NGA:NG NIU:NU MKD:MK MNP:MP NOR:NO OMN:OM PAK:PK PLW:PW PSE:PS PAN:PA PNG:PG PRY:PY PER:PE PHL:PH POL:PL PRT:PT PRI:PR QAT:QA REU:RE ROU:RO RUS:RU RWA:RW KNA:KN LCA:LC VCT:VC WSM:WS SMR:SM STP:ST SAU:SA SEN:SN SRB:RS SYC:SC SLE:SL SGP:SG SXM:SX SVK:SK SVN:SI SLB:SB SOM:SO ZAF:ZA SSD:SS ESP:ES LKA:LK SDN:SD SUR:SR SWE:SE CHE:CH SYR:SY TWN:TW TJK:TJ TZA:TZ THA:TH TLS:TL TGO:TG TON:TO TTO:TT TUN:TN TUR:TR TKM:TM TCA:TC TUV:TV UGA:UG UKR:UA ARE:AE GBR:GB USA:US URY:UY UZB:UZ VUT:VU VEN:VE VNM:VN VIR:VI YEM:YE ZMB:ZM ZWE:ZW`;

/** Codes of ICAO 9303-3 part D that no country has; their names stand in the locale under `country.CODE`. UTO is its specimen state. */
export const otherIssuers = ['UTO', 'EUE', 'UNO', 'UNA', 'UNK', 'XXA', 'XXB', 'XXC', 'XOM', 'XPO', 'XCC'] as const;

const twoLetter = new Map(table.split(' ').map((pair) => pair.split(':') as [string, string]));

export type Issuer = { code: string; name: string };

/** @param named words of codes that are no country. */
export function issuers(locale: string, named: (code: string) => string): Issuer[] {
  return byName([...allCountries(locale), ...otherIssuers.map((code) => ({ code, name: named(code) }))], locale);
}

/** Where somebody can live. */
export const countries = (locale: string): Issuer[] => byName(allCountries(locale), locale);

function allCountries(locale: string): Issuer[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  return [...twoLetter].map(([code, two]) => ({ code, name: names.of(two) ?? code }));
}

const byName = (found: readonly Issuer[], locale: string): Issuer[] => found.toSorted((a, b) => a.name.localeCompare(b.name, locale));

export function countryName(code: string, locale: string, named: (code: string) => string): string {
  const two = twoLetter.get(code);
  if (two) return new Intl.DisplayNames([locale], { type: 'region' }).of(two) ?? code;
  return (otherIssuers as readonly string[]).includes(code) ? named(code) : code;
}
