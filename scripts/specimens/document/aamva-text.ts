/** Data sets of North American licences after AAMVA DL/ID 2020, annex D, for issuers that do not exist (no such IIN is registered). */
import type { FieldName } from '../../../core/document/reading.ts';

export type Licence = {
  country: 'USA' | 'CAN';
  iin: string;
  state: string;
  street: string;
  city: string;
  code: string;
  /** What a reading must say. */
  fields: Partial<Record<FieldName, string>>;
};

export const usLicence: Licence = {
  country: 'USA', iin: '636990', state: 'ZZ', street: '14 HARBOUR LANE', city: 'ZENITH', code: '204510000  ',
  fields: {
    surname: 'HALVORSEN', givenNames: 'INGRID MARIA', fullName: 'INGRID MARIA HALVORSEN', documentNumber: 'Z64235789', birthDate: '1991-04-17', sex: 'F', issueDate: '2023-06-15', expiryDate: '2031-06-14',
    issuingCountry: 'USA', address: '14 HARBOUR LANE, ZENITH ZZ 20451',
  },
};

export const canadianLicence: Licence = {
  country: 'CAN', iin: '636991', state: 'XZ', street: '3 RUE DES TILLEULS', city: 'MONTCLAIR', code: 'K1A 0B1    ',
  fields: {
    surname: 'LINDQVIST', givenNames: 'SOFIE ANNELI', fullName: 'SOFIE ANNELI LINDQVIST', documentNumber: 'L0101-23459-41102', birthDate: '1994-11-02', sex: 'F', issueDate: '2024-02-20', expiryDate: '2029-02-19',
    issuingCountry: 'CAN', address: '3 RUE DES TILLEULS, MONTCLAIR XZ K1A 0B1',
  },
};

export function licenceText({ country, iin, state, street, city, code, fields }: Licence): string {
  const date = (name: FieldName): string => {
    const [y, m, d] = fields[name]!.split('-') as [string, string, string];
    return country === 'USA' ? m + d + y : y + m + d;
  };
  const [first, ...middle] = fields.givenNames!.split(' ');
  const elements = [
    `DAQ${fields.documentNumber}`, `DCS${fields.surname}`, 'DDEN', `DAC${first}`, 'DDFN', `DAD${middle.join(' ') || 'NONE'}`, 'DDGN', 'DCAD', 'DCBNONE', 'DCDNONE', `DBD${date('issueDate')}`, `DBB${date('birthDate')}`,
    `DBA${date('expiryDate')}`, `DBC${fields.sex === 'M' ? 1 : 2}`, 'DAU068 in', 'DAYBRO', `DAG${street}`, `DAI${city}`, `DAJ${state}`, `DAK${code}`, 'DCF2424244747474786102204', `DCG${country}`, 'DDAN', 'DDB06062018',
  ];
  const licence = `DL${elements.join('\n')}\r`;
  const own = `Z${state[0]}Z${state[0]}A01\r`;
  const four = (n: number): string => String(n).padStart(4, '0');
  // File head of 21 characters and two designators of ten; offsets count from the head's first character.
  const from = 21 + 20;
  return `@\n\x1e\rANSI ${iin}100102DL${four(from)}${four(licence.length)}Z${state[0]}${four(from + licence.length)}${four(own.length)}${licence}${own}`;
}
