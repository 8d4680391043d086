/**
 * Issuing states that do not exist. UTO is ICAO's own specimen state; the others use codes that ISO 3166-1 leaves to users
 * (QMA..QZZ, XAA..XZZ, ZZA..ZZZ) and that ICAO 9303-3 section 5 gives to nobody.
 */
export type Country = {
  code: string;
  name: string;
  longName: string;
  /** The name in its invented language, for the second line of the header. */
  ownName: string;
  authority: string;
  city: string;
  /** Paper tint, two guilloche inks, and the colour of headings. */
  colours: { paper: readonly [string, string, string]; lines: readonly [string, string, string]; heading: string };
};

export type CountryCode = 'UTO' | 'QVA' | 'QZL' | 'ZZM';

export const countries: Record<CountryCode, Country> = {
  UTO: {
    code: 'UTO', name: 'UTOPIA', longName: 'REPUBLIC OF UTOPIA', ownName: 'RÉPUBLIQUE D’UTOPIE', authority: 'Passport Office, Zenith', city: 'ZENITH',
    colours: { paper: ['#eaf1ee', '#f6efe4', '#e2ecf3'], lines: ['#2c7a86', '#b4714f', '#5a5fa3'], heading: '#123f54' },
  },
  QVA: {
    code: 'QVA', name: 'VALDORIA', longName: 'KINGDOM OF VALDORIA', ownName: 'REĜLANDO VALDORIO', authority: 'Ministry of the Interior', city: 'ARDENNE-SUR-LAC',
    colours: { paper: ['#f3e9ee', '#f4f0e2', '#e6ecf5'], lines: ['#8c3f63', '#3c6f9c', '#a88a3a'], heading: '#5c1838' },
  },
  QZL: {
    code: 'QZL', name: 'LUMERIA', longName: 'LUMERIAN FEDERATION', ownName: 'LUMERIA FEDERACIO', authority: 'Federal Identity Service', city: 'PORTO CLARO',
    colours: { paper: ['#e6f0e4', '#f3f3e1', '#e1eef0'], lines: ['#3f7d44', '#9a7b2d', '#2f6f8a'], heading: '#1d4a26' },
  },
  ZZM: {
    code: 'ZZM', name: 'MERIDIA', longName: 'FREE STATE OF MERIDIA', ownName: 'LIBERA ŜTATO MERIDIO', authority: 'Civil Registry of Meridia', city: 'MERIDIA CITY',
    colours: { paper: ['#f5ebdf', '#eef1f6', '#f4e6e2'], lines: ['#b0603a', '#3a5f8f', '#7b5b8e'], heading: '#6b2f17' },
  },
};
