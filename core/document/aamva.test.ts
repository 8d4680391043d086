import { describe, expect, it } from 'vitest';
import { aamvaIssuer } from './aamva-issuers.ts';
import { parseAamvaStripe } from './aamva-stripe.ts';
import { dateOfAamva, fieldsOfAamva, parseAamva, typeOfAamva } from './aamva.ts';

/** Head of version 02 and later: IIN, version, jurisdiction version, subfiles with offset and length. */
const head = (iin: string, version: string, subfiles: string): string => `@\n\x1e\rANSI ${iin}${version}00${subfiles}`;
const read = (text: string): Record<string, string | undefined> => {
  const card = parseAamva(text);
  return card ? Object.fromEntries(Object.entries(fieldsOfAamva(card, null)).map(([name, f]) => [name, f?.value])) : {};
};

const virginia = `${head('636000', '10', '02DL00410278ZV03190008')}DLDAQZ64235789\nDCSHALVORSEN\nDDEN\nDACINGRID\nDDFN\nDADMARIA\nDDGN\nDCAD\nDCBK\nDCDPH\nDBD06152023\nDBB04171991\nDBA06142031\nDBC2\nDAU068 in\nDAYBRO\nDAG14 HARBOUR LANE\nDAINOWHERE\nDAJVA\nDAK204510000  \nDCF2424244747474786102204\nDCGUSA\nDDAF\nDDB06062018\nDDD1\rZVZVA01\r`;

describe('AAMVA symbol', () => {
  it('version 10, United States', () => {
    expect(read(virginia)).toEqual({
      surname: 'HALVORSEN', givenNames: 'INGRID MARIA', fullName: 'INGRID MARIA HALVORSEN', documentNumber: 'Z64235789', birthDate: '1991-04-17', sex: 'F',
      issueDate: '2023-06-15', expiryDate: '2031-06-14', issuingCountry: 'USA', authority: 'Virginia', address: '14 HARBOUR LANE, NOWHERE VA 20451',
    });
    expect(typeOfAamva(parseAamva(virginia)!)).toEqual({ class: 'driving-licence', country: 'USA', confidence: 0.99 });
  });

  it('version 09, Canada: year first, hyphens of the number stay', () => {
    const ontario = `${head('636012', '09', '02DL00410200ZO02410020')}DLDCAG\nDAQH0101-23459-15417\nDCSLINDQVIST\nDACSOFIE\nDADANNELI\nDBD20240220\nDBB19941102\nDBA20290219\nDBC2\nDAG3 RUE DES TILLEULS\nDAINULLEPART\nDAJON\nDAKK1A 0B1\nDCGCAN\rZOZOAN\r`;
    expect(read(ontario)).toMatchObject({ documentNumber: 'H0101-23459-15417', givenNames: 'SOFIE ANNELI', birthDate: '1994-11-02', expiryDate: '2029-02-19', issuingCountry: 'CAN', address: '3 RUE DES TILLEULS, NULLEPART ON K1A 0B1' });
  });

  it('version 01: no jurisdiction version, one name element, letters for the sex', () => {
    const first = '@\n\x1e\rANSI 6360150101DL00290179DLDAAMOREIRA-CAMPOS,BEATRIZ,ANA,JR\nDAG88 FAROL AVE\nDAIPORTO\nDAJTX\nDAK75001\nDAQ12345678\nDBA20120731\nDBB19770729\nDBCF\nDBD20060901\r';
    expect(parseAamva(first)).toMatchObject({ version: 1, iin: '636015' });
    expect(read(first)).toMatchObject({ surname: 'MOREIRA-CAMPOS', givenNames: 'BEATRIZ ANA', birthDate: '1977-07-29', expiryDate: '2012-07-31', sex: 'F', issuingCountry: 'USA' });
  });

  it('before 2000: AAMVA in place of ANSI', () => {
    const old = '@\n\x1e\rAAMVA6360050001DL00290177DLDAQ102245737\nDABSAMPLE\nDACDRIVER\nDADCREDENTIAL\nDBB19630423\nDBA20081126\nDBC1\r';
    expect(read(old)).toMatchObject({ surname: 'SAMPLE', givenNames: 'DRIVER CREDENTIAL', documentNumber: '102245737', birthDate: '1963-04-23', sex: 'M', authority: 'South Carolina' });
  });

  it('version 03: given names in one element, commas between them', () => {
    expect(read(`${head('636026', '03', '01DL00310100')}DLDCSSANTOSO\nDCTAMARA,DEWI\nDAQD01234567\nDBB02111995\r`)).toMatchObject({ givenNames: 'AMARA DEWI', fullName: 'AMARA DEWI SANTOSO' });
  });

  it('an identification card is no licence', () => {
    expect(parseAamva(`${head('636014', '08', '01ID00310100')}IDDAQI1234568\nDCSSANTOSO\r`)).toMatchObject({ class: 'id-card' });
  });

  it('marks names that may go on', () => {
    const fields = fieldsOfAamva(parseAamva(`${head('636014', '08', '01DL00310100')}DLDCSVERYLONGNAME\nDDET\nDACJO\nDDFN\nDADANN\nDDGU\r`)!, null);
    expect(fields.surname?.truncated).toBe(true);
    expect(fields.givenNames?.truncated).toBe(true);
    expect(fieldsOfAamva(parseAamva(virginia)!, null).surname).not.toHaveProperty('truncated');
  });

  it.each([
    ['wrong offsets and lengths', virginia.replace('DL00410278ZV03190008', 'DL99990001ZV00000000')],
    ['nothing between the subfiles', virginia.replace('\rZVZVA01\r', 'ZVZVA01')],
    ['carriage returns between elements', virginia.replaceAll('\n', '\r\n')],
    ['lower case', virginia.toLowerCase()],
    ['blanks around values', virginia.replaceAll('\n', '  \n ')],
    ['something before the mark', `]L2${virginia}`],
  ])('%s change nothing', (_name, text) => expect(read(text)).toEqual(read(virginia)));

  it.each([
    ['a day that is none', 'DBB04171991', 'DBB02301991', 'birthDate'], ['a date of zeros', 'DBA06142031', 'DBA00000000', 'expiryDate'],
    ['a sex nobody defined', 'DBC2', 'DBC7', 'sex'], ['a number marked as none', 'DAQZ64235789', 'DAQNONE', 'documentNumber'], ['a city without a street', 'DAG14 HARBOUR LANE', 'DAGunavl', 'address'],
  ])('%s gives no field', (_name, from, to, field) => expect(read(virginia.replace(from, to))).not.toHaveProperty(field));

  it('never takes a social security number', () => {
    expect(JSON.stringify(read(virginia.replace('DCGUSA', 'DCGUSA\nDBK078051120\nDBJ078051120')))).not.toContain('078051120');
  });

  it.each([['a boarding pass', 'M1HALVORSEN/INGRID    EABC123 OSLZRHLX 1234 123Y012A0001 100'], ['nothing', ''], ['a head alone', '@\n\x1e\rANSI 636000100102DL00410278ZV03190008'], ['a title paper', head('636000', '02', '01TD00310100')]])('%s is none', (_name, text) => {
    expect(parseAamva(text)).toBeNull();
  });

  it('dates in either order', () => {
    expect(dateOfAamva('12312029')).toBe('2029-12-31');
    expect(dateOfAamva('20291231')).toBe('2029-12-31');
    expect(dateOfAamva('2029/12/31')).toBe('2029-12-31');
    expect(dateOfAamva('31122029')).toBeNull();
    expect(dateOfAamva(undefined)).toBeNull();
  });

  it('knows who issues', () => {
    expect(aamvaIssuer('604428')).toEqual({ code: 'QC', name: 'Quebec', country: 'CAN' });
    expect(aamvaIssuer('636020')).toEqual({ code: 'CO', name: 'Colorado', country: 'USA' });
    expect(aamvaIssuer('636062')).toEqual({ code: 'VI', name: 'Virgin Islands', country: 'USA' });
    expect(aamvaIssuer('636013')).toEqual({ code: 'NS', name: 'Nova Scotia', country: 'CAN' });
    expect(aamvaIssuer('123456')).toBeNull();
  });
});

describe('stripe in a symbol', () => {
  const bc = '%BCVICTORIA^SAMPLE,$JOHN MICHAEL^910 GOVERNMENT ST$VICTORIA BC  V8W 3Y5^?;6360281234567=290519850604=?_%0AV8W3Y5                     M185 88BRNBLU';
  it('British Columbia', () => {
    const fields = fieldsOfAamva(parseAamvaStripe(bc)!, null);
    expect(Object.fromEntries(Object.entries(fields).map(([n, f]) => [n, f?.value]))).toEqual({
      surname: 'SAMPLE', givenNames: 'JOHN MICHAEL', fullName: 'JOHN MICHAEL SAMPLE', documentNumber: '1234567', birthDate: '1985-06-04', expiryDate: '2029-05', issuingCountry: 'CAN', authority: 'British Columbia', address: '910 GOVERNMENT ST, VICTORIA BC',
    });
  });
  it('month 99 is the birthday', () => expect(fieldsOfAamva(parseAamvaStripe(bc.replace('=2905', '=2999'))!, null).expiryDate?.value).toBe('2029-06-04'));
  it.each(['77', '88'])('month %s is no date', (month) => expect(fieldsOfAamva(parseAamvaStripe(bc.replace('=2905', `=29${month}`))!, null)).not.toHaveProperty('expiryDate'));
  it('a bank card is none', () => expect(parseAamvaStripe('%B4000001234567899^SAMPLE/JOHN^2905101?;4000001234567899=29051010000?')).toBeNull());
});
