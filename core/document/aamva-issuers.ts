/** Who issues cards with an AAMVA symbol: the association's list of issuer identification numbers (IIN). */

export type AamvaIssuer = { code: string; name: string; country: 'USA' | 'CAN' | 'MEX' };

const rows: Readonly<Record<AamvaIssuer['country'], string>> = {
  USA: `
    604427 AS American Samoa · 604430 MP Northern Mariana Islands · 604431 PR Puerto Rico · 636000 VA Virginia · 636001 NY New York · 636002 MA Massachusetts
    636003 MD Maryland · 636004 NC North Carolina · 636005 SC South Carolina · 636006 CT Connecticut · 636007 LA Louisiana · 636008 MT Montana
    636009 NM New Mexico · 636010 FL Florida · 636011 DE Delaware · 636014 CA California · 636015 TX Texas · 636018 IA Iowa · 636019 GU Guam
    636020 CO Colorado · 636021 AR Arkansas · 636022 KS Kansas · 636023 OH Ohio · 636024 VT Vermont · 636025 PA Pennsylvania · 636026 AZ Arizona
    636027 US State Department · 636029 OR Oregon · 636030 MO Missouri · 636031 WI Wisconsin · 636032 MI Michigan · 636033 AL Alabama
    636034 ND North Dakota · 636035 IL Illinois · 636036 NJ New Jersey · 636037 IN Indiana · 636038 MN Minnesota · 636039 NH New Hampshire
    636040 UT Utah · 636041 ME Maine · 636042 SD South Dakota · 636043 DC District of Columbia · 636045 WA Washington · 636046 KY Kentucky
    636047 HI Hawaii · 636049 NV Nevada · 636050 ID Idaho · 636051 MS Mississippi · 636052 RI Rhode Island · 636053 TN Tennessee
    636054 NE Nebraska · 636055 GA Georgia · 636058 OK Oklahoma · 636059 AK Alaska · 636060 WY Wyoming · 636061 WV West Virginia · 636062 VI Virgin Islands`,
  CAN: `
    604426 PE Prince Edward Island · 604428 QC Quebec · 604429 YT Yukon · 604432 AB Alberta · 604433 NU Nunavut · 604434 NT Northwest Territories
    636012 ON Ontario · 636013 NS Nova Scotia · 636016 NL Newfoundland and Labrador · 636017 NB New Brunswick · 636028 BC British Columbia
    636044 SK Saskatchewan · 636048 MB Manitoba`,
  MEX: '636056 CU Coahuila · 636057 HL Hidalgo',
};

const issuers = new Map<string, AamvaIssuer>();
for (const [country, list] of Object.entries(rows) as [AamvaIssuer['country'], string][]) {
  for (const [, iin, code, name] of list.matchAll(/(\d{6}) ([A-Z]{2}) ([A-Za-z ]+?)\s*(?=·|\n|$)/g)) issuers.set(iin!, { code: code!, name: name!, country });
}

/** Null: not on the list. */
export const aamvaIssuer = (iin: string): AamvaIssuer | null => issuers.get(iin) ?? null;
