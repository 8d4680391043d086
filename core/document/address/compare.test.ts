import { describe, expect, it } from 'vitest';
import { compareNameOnPage, customerNames } from '../page-names.ts';
import { pageOf } from '../page-text.fixture.ts';
import { customerBlocks } from './block.ts';
import { compareAddress, type AddressComparison } from './compare.ts';
import { addressCountries, addressCountry, isPostalCode } from './countries.ts';
import { addressFormSchema, type AddressForm } from './form.ts';
import { formProblems } from './form-problems.ts';
import { sameNumber } from './numbers.ts';
import { readAddress } from './read.ts';
import { streetName, unitName } from './words.ts';

const formOf = (country: string, street: string, number: string, postalCode: string, city: string, more: Partial<AddressForm> = {}): AddressForm => ({ country, street, number, postalCode, city, unit: '', region: '', ...more });
const read = (country: string, ...lines: string[]) => readAddress(lines, addressCountry(country));
const mill = formOf('GBR', 'Mill Lane', '12', 'TF6 5AA', 'Telford');
const told = (got: AddressComparison): string => [got.verdict, got.reason, ...got.missing, ...got.parts.filter((p) => p.result === 'different').map((p) => p.part)].filter(Boolean).join(' ');
const against = (form: AddressForm, text: string, exact = true): string => told(compareAddress(form, pageOf(text), { exact }));

describe('countries', () => {
  it('every example is a code of its country', () => {
    expect(addressCountries.filter((c) => c.postal && !isPostalCode(c, c.example)).map((c) => c.code)).toEqual([]);
    expect(addressCountries.length).toBeGreaterThanOrEqual(60);
  });
  it.each([['GBR', 'SW1A1AA', true], ['GBR', 'SW1A', false], ['USA', '94103-1234', true], ['USA', '9410', false], ['CAN', 'm5v 2t6', true], ['CAN', 'D5V 2T6', false], ['POL', '00001', true], ['NLD', '1012JS', true], ['FRA', '75 001', true], ['DEU', '1011', false], ['BRA', '01310100', true], ['IRL', 'D02 AF30', true]])('%s %s', (code, postal, ok) => expect(isPostalCode(addressCountry(code)!, postal)).toBe(ok));
});

describe('taken apart', () => {
  it.each([
    ['GBR', ['Flat 4', '12 Mill Lane', 'Little Wenlock', 'TELFORD', 'TF6 5AA'], '12 MILL LANE / FLAT 4 / TELFORD / TF6 5AA'], ['GBR', ['Flat 4, 12 Mill Lane', 'Telford TF6 5AA', 'United Kingdom'], '12 MILL LANE / FLAT 4 / TELFORD / TF6 5AA'],
    ['USA', ['123 Main St Apt 4B', 'Springfield, IL 62701-1234'], '123 MAIN ST / APT 4B / SPRINGFIELD / 62701-1234'], ['USA', ['63 N Elm St', 'Springfield IL 62701'], '63 N ELM ST / - / SPRINGFIELD / 62701'], ['FRA', ['8 rue Foch', '42014 SAINT-ÉTIENNE'], '8 RUE FOCH / - / SAINT ETIENNE / 42014'], ['USA', ['123 Main Street', '#4B', 'Springfield IL 62701'], '123 MAIN STREET / #4B / SPRINGFIELD / 62701'], ['DEU', ['Hauptstr. 12a', '10115 Berlin'], '12A HAUPTSTR / - / BERLIN / 10115'],
    ['DEU', ['Hauptstraße 12', 'D-10115 Berlin'], '12 HAUPTSTRASSE / - / BERLIN / 10115'], ['FRA', ['12 bis rue de la Paix', 'Appt 4', '75002 PARIS CEDEX 02'], '12BIS RUE DE LA PAIX / APPT 4 / PARIS / 75002'], ['FRA', ['Résidence Les Pins', '8, avenue Foch', '69006 Lyon'], '8 AVENUE FOCH / - / LYON / 69006'],
    ['ESP', ['C/ Mayor, 12, 3º B', '28013 Madrid'], '12 C/ MAYOR / 3º B / MADRID / 28013'], ['ESP', ['Calle Mayor nº 12 3 B', '28013 MADRID (Madrid)'], '12 CALLE MAYOR / 3 B / MADRID MADRID / 28013'], ['PRT', ['Rua Direita, 12, 3.º Esq.', '1000-001 Lisboa'], '12 RUA DIREITA / 3 º ESQ / LISBOA / 1000-001'],
    ['ITA', ['Via Roma 12/B int. 4', '00184 Roma RM'], '12B VIA ROMA / INT 4 / ROMA / 00184'], ['ITA', ['Via Garibaldi, 7', '20121 MILANO (MI)'], '7 VIA GARIBALDI / - / MILANO / 20121'], ['AUT', ['Mariahilfer Straße 12/4', '1060 Wien'], '12 MARIAHILFER STRASSE / 4 / WIEN / 1060'], ['AUS', ['4/12 Smith St', 'SYDNEY NSW 2000'], '12 SMITH ST / 4 / SYDNEY / 2000'],
    ['NLD', ['Kerkstraat 12-2', '1012 JS Amsterdam'], '12 KERKSTRAAT / 2 / AMSTERDAM / 1012 JS'], ['DEU', ['Hauptstr. 12-14', '10115 Berlin'], '12-14 HAUPTSTR / - / BERLIN / 10115'], ['USA', ['37-12 74th Street', 'Springfield IL 62701'], '37-12 74TH STREET / - / SPRINGFIELD / 62701'], ['POL', ['ul. Długa 12/4', '00-238 Warszawa'], '12 UL DLUGA / 4 / WARSZAWA / 00-238'], ['BRA', ['Rua das Flores, 123 - Apto 45', 'Centro', '01310-100 São Paulo - SP'], '123 RUA DAS FLORES / APTO 45 / SAO PAULO / 01310-100'],
    ['CHE', ['Bahnhofstrasse 1', 'CH-8001 Zürich'], '1 BAHNHOFSTRASSE / - / ZURICH / 8001'], ['CAN', ['10 King St W Unit 5', 'Toronto ON M5V 2T6'], '10 KING ST W / UNIT 5 / TORONTO / M5V 2T6'], ['CAN', ['5-123 Main St', 'Toronto ON M5V 2T6'], '123 MAIN ST / 5 / TORONTO / M5V 2T6'], ['SWE', ['Storgatan 5', '111 22 Stockholm'], '5 STORGATAN / - / STOCKHOLM / 111 22'], ['IND', ['12 Park Street', 'Kolkata 700016'], '12 PARK STREET / - / KOLKATA / 700016'],
  ])('%s %j', (country, lines, wanted) => {
    const a = read(country, ...lines);
    expect(`${a.number ?? '-'} ${a.street ?? '-'} / ${a.unit ?? '-'} / ${a.city ?? '-'} / ${a.postalCode ?? '-'}`).toBe(wanted);
  });
  it('a box is no street', () => expect(read('GBR', 'PO Box 112', 'Telford TF6 5AA')).toMatchObject({ poBox: true, street: null }));
  it('what is not there is null', () => expect(read('DEU', 'Hauptstraße', 'Berlin')).toMatchObject({ number: null, postalCode: null }));
});

describe('spellings', () => {
  it.each([
    ['High Street', 'HIGH ST.'], ['Hauptstraße', 'Hauptstr.'], ['Haupt Str.', 'Hauptstrasse'], ['Müllerstraße', 'Muellerstr.'], ['C/ Mayor', 'Calle Mayor'], ['Avda. de la Paz', 'Avenida La Paz'], ['Bd St-Michel', 'boulevard Saint Michel'], ['P.zza Garibaldi', 'Piazza Garibaldi'], ['V.le Europa', 'Viale Europa'], ['Marienpl.', 'Marienplatz'],
    ['Pº de Gracia', 'Paseo de Gracia'], ['Kerkstraat', 'Kerkstr.'], ['Av. dos Aliados', 'Avenida dos Aliados'],
    ['Rue de la Paix', 'Rue Paix'], ["Rue d'Alger", 'RUE D ALGER'], ["Rue de l'Église", 'Rue Eglise'], ['Calle de la Plaza', 'C/ Plaza'], ['Avenue L', 'Ave L'],
    ['South Main Street', 'S Main St'], ['Main Street South', 'Main St S'], ['Boulevard Sud', 'Bd S'], ['Avenida del Sur', 'Av. S.'],
  ])('%s is %s', (a, b) => expect(streetName(a).whole).toBe(streetName(b).whole));
  it.each([['Mill Lane', 'Mill Road'], ['Hauptstraße', 'Hauptplatz'], ['Rue de Paris', 'Avenue de Paris'], ['North Street', 'South Street'], ['N Elm St', 'Elm St'], ['Avenue D', 'Avenue L'], ['Rua D', 'Rua L'], ['L Street NW', 'D Street NW'], ['Avenue D North', 'Avenue L North'], ['The Street', 'Street']])('%s is not %s', (a, b) => expect(streetName(a).whole).not.toBe(streetName(b).whole));
  it.each([['3º B', '3 B'], ['3.º Esq.', '3 Esquerdo'], ['Apt. 4B', '4b'], ['#4B', 'Unit 4B'], ['3 DCHA', '3º derecha'], ['Apt D', 'D'], ['m. 5', '5'], ['Piso 3 Pta B', '3 B']])('flat %s is %s', (a, b) => expect(unitName(a)).toBe(unitName(b)));
  it.each([['D', 'L'], ['L', 'M'], ['D', 'M'], ['3º D', '3º L'], ['3º D', '3º'], ['Flat D', 'Flat'], ['1 12', '11 2'], ['3 1', '31'], ['Piso 1, 12', 'Piso 11, 2'], ['Esc D', 'Esc L']])('flat %s is not %s', (a, b) => expect(unitName(a)).not.toBe(unitName(b)));
});

it.each([['12', '12-14', 'range'], ['12-14', '12', 'range'], ['12 A', '12-a', 'exact'], ['5', '5-123', null], ['37', '37-12', null], ['12', '12-A', null], ['12', '12-12', null], ['12/B', '12B', 'exact'], ['12/4', '124', null], ['12-14', '12-16', null]])('number %s and %s: %s', (a, b, wanted) => expect(sameNumber(a, b)).toBe(wanted));

describe('whose address it is', () => {
  const bill = `
North Grid Energy Ltd                         Customer service 0800 111 222
1 Power Way, Zenith Z1 1AA                    www.northgrid.example


Ms Anna Example
12 Mill Lane
Telford
TF6 5AA

                                              Invoice date 3 October 2026


North Grid Energy Ltd. Registered office: 1 Power Way, London EC1A 1BB`;
  it('the customer\'s and not the sender\'s', () => {
    const blocks = customerBlocks(pageOf(bill), addressCountry('GBR'));
    expect(blocks.map((b) => [b.name?.text, ...b.lines])).toEqual([['Ms Anna Example', '12 Mill Lane', 'Telford', 'TF6 5AA']]);
  });
  it('the return address over a German window is dropped', () => {
    const [block] = customerBlocks(pageOf(`
Stadtwerke Neuhafen · Hafenstr. 1 · 20457 Neuhafen
Frau
Anna Example
Hauptstr. 12a
10115 Berlin`), addressCountry('DEU'));
    expect([block?.name?.text, block?.lines]).toEqual(['Anna Example', ['Hauptstr. 12a', '10115 Berlin']]);
  });
  it('a label tells the address of the meter', () => expect(against(mill, `
North Grid Energy Ltd
Supply address: 12 Mill Lane, Telford TF6 5AA`)).toBe('same'));
  it('names over addresses and behind labels', () => {
    expect(customerNames(pageOf(bill), 'GBR').map((n) => n.text)).toEqual(['Ms Anna Example']);
    expect(customerNames(pageOf('Account holder: Anna Example\nTotal due 12.00')).map((n) => [n.text, n.by])).toEqual([['Anna Example', 'label']]);
    expect(customerNames(pageOf('Frau Anna Example')).map((n) => [n.text, n.by])).toEqual([['Frau Anna Example', 'title']]);
    expect(customerNames(pageOf('Dear customer, Anna Example called us'))).toEqual([]);
    const holder = [{ surname: { value: 'EXAMPLE' }, givenNames: { value: 'ANNA' } }];
    expect(compareNameOnPage(holder, pageOf(bill), { exact: true, country: 'GBR' })).toMatchObject({ verdict: 'same', found: { by: 'address' } });
    expect(compareNameOnPage(holder, pageOf('Total due 12.00'), { exact: true })).toMatchObject({ verdict: 'unclear', found: null });
  });
});

describe('names that are words of papers', () => {
  const held = (given: string, surname: string) => [{ givenNames: { value: given }, surname: { value: surname } }];
  const over = (name: string): string => `\n\n\n\n\n\n\n${name}\n12 Mill Lane\nTelford\nTF6 5AA\n\n\nInvoice date 3 October 2026`;
  it.each([['ANNA', 'PAGE', 'Ms Anna Page'], ['ANNA', 'PAGE', 'Anna Page'], ['ANNA', 'LANE', 'Anna Lane'], ['JOHN', 'POWER', 'John Power'], ['JOHN', 'CASH', 'Mr John Cash'], ['BILL', 'PLACE', 'Bill Place'], ['JOAN', 'GUEST', 'GUEST Joan'], ['ANNA', 'TRUST', 'Anna Trust'], ['MIN JI', 'SU', 'Su Min Ji'], ['DOO HWAN', 'KIM', 'Kim Doo Hwan']])('%s %s over an address as "%s"', (given, surname, printed) => {
    const holder = held(given, surname);
    expect(told(compareAddress(mill, pageOf(over(printed)), { exact: true, holder }))).toBe('same');
    expect(compareNameOnPage(holder, pageOf(over(printed)), { exact: true, country: 'GBR' }).verdict).toBe('same');
  });
  it.each(['Ms Anna Page', 'Mr John Power', 'Mrs Anna Lane', 'Anna Page'])('%s, where nobody says who the holder is', (printed) => expect(customerNames(pageOf(over(printed)), 'GBR').map((n) => n.text)).toEqual([printed]));
  it.each([['Spa Road', formOf('GBR', 'Spa Road', '12', 'TF6 5AA', 'Telford'), ['12 Spa Road', 'Telford', 'TF6 5AA']], ['Nevada', formOf('USA', 'Main Street', '12', '89101', 'Las Vegas', { region: 'NV' }), ['12 Main St', 'Las Vegas, NV 89101']]] as const)('a legal form in a street or a state is no company: %s', (_what, form, lines) => expect(against(form, over('Anna Example').replace('12 Mill Lane\nTelford\nTF6 5AA', lines.join('\n')))).toBe('same'));
  it('a company over a street is one', () => expect(customerBlocks(pageOf(over('Anna Example').replace('12 Mill Lane', 'Northgrid Ltd, 12 Mill Lane')), addressCountry('GBR'))).toEqual([]));
  it.each(['Account Summary', 'Account Page', 'Northwind Power', 'Mill Page Ltd'])('%s over an address is nobody', (printed) => {
    expect(customerNames(pageOf(over(printed)), 'GBR')).toEqual([]);
    expect(compareNameOnPage(held('ANNA', 'PAGE'), pageOf(over(printed)), { exact: true, country: 'GBR' })).toMatchObject({ verdict: 'unclear', found: null });
  });
});

describe('form and paper', () => {
  const paper = (...lines: string[]): string => `\n\n\n\n\n\n\nMs Anna Example\n${lines.join('\n')}\n\n\nInvoice date 3 October 2026`;
  it.each([
    ['the same', mill, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'same'], ['abbreviated', mill, ['12 Mill Ln.', 'TELFORD TF65AA'], 'same'], ['village and post town', mill, ['12 Mill Lane', 'Little Wenlock', 'Telford', 'TF6 5AA'], 'same'], ['typed village', { ...mill, city: 'Little Wenlock' }, ['12 Mill Lane', 'Little Wenlock', 'Telford', 'TF6 5AA'], 'same'],
    ['number in the street field', { ...mill, street: '12 Mill Lane', number: '' }, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'same'], ['a flat the form leaves out', mill, ['Flat 4', '12 Mill Lane', 'Telford', 'TF6 5AA'], 'same'], ['a flat the paper leaves out', { ...mill, unit: '4' }, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'same'],
    ['another flat', { ...mill, unit: '5' }, ['Flat 4', '12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch unit'], ['another number', { ...mill, number: '14' }, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch number'], ['another street', { ...mill, street: 'Mill Road' }, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch street'],
    ['another town', { ...mill, city: 'Zenith' }, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch city'], ['another code', { ...mill, postalCode: 'TF6 5AB' }, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch postalCode'], ['another country', mill, ['12 Mill Lane', 'Telford', 'TF6 5AA', 'Ireland'], 'mismatch country'],
    ['a form without a town', { ...mill, city: '' }, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'form-incomplete city'], ['a form with a code that is none', { ...mill, postalCode: '12345' }, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'form-incomplete postalCode postalCode'], ['a form with a box', { ...mill, street: 'PO Box 12', number: '' }, ['12 Mill Lane', 'Telford', 'TF6 5AA'], 'form-incomplete street street'],
    ['a paper without a code', mill, ['12 Mill Lane', 'Telford'], 'document-incomplete parts-missing postalCode'], ['a paper with a box', mill, ['PO Box 112', 'Telford', 'TF6 5AA'], 'document-incomplete po-box street'],
    ['German', formOf('DEU', 'Hauptstraße', '12a', '10115', 'Berlin'), ['Hauptstr. 12 A', '10115 Berlin'], 'same'], ['a German paper without a number', formOf('DEU', 'Hauptstraße', '12', '10115', 'Berlin'), ['Hauptstraße', '10115 Berlin'], 'document-incomplete parts-missing number'], ['two languages of a town', formOf('DEU', 'Domplatz', '1', '50667', 'Cologne'), ['Domplatz 1', '50667 Köln'], 'same'],
    ['Frankfurt', formOf('DEU', 'Zeil', '1', '60313', 'Frankfurt am Main'), ['Zeil 1', '60313 Frankfurt'], 'same'], ['American', formOf('USA', 'Main Street', '123', '62701', 'Springfield', { unit: 'Apt 4B', region: 'Illinois' }), ['123 Main St #4B', 'Springfield, IL 62701-1234'], 'same'], ['another state', formOf('USA', 'Main Street', '123', '62701', 'Springfield', { region: 'MO' }), ['123 Main St', 'Springfield, IL 62701'], 'mismatch region'],
    ['flat D and flat L', { ...mill, unit: 'D' }, ['Flat L', '12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch unit'], ['flat D and flat M', { ...mill, unit: 'Flat D' }, ['Flat M', '12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch unit'], ['flat L and flat M', { ...mill, unit: 'L' }, ['12 Mill Lane, Flat M', 'Telford', 'TF6 5AA'], 'mismatch unit'],
    ['avenue D and avenue L', formOf('USA', 'Avenue D', '123', '62701', 'Springfield', { region: 'IL' }), ['123 Avenue L', 'Springfield, IL 62701'], 'mismatch street'], ['rua D and rua L', formOf('PRT', 'Rua D', '12', '1000-001', 'Lisboa'), ['Rua L, 12', '1000-001 Lisboa'], 'mismatch street'],
    ['a Canadian flat', formOf('CAN', 'Main Street', '123', 'M5V 2T6', 'Toronto', { unit: '5' }), ['5-123 Main St', 'Toronto ON M5V 2T6'], 'same'], ['another Canadian flat', formOf('CAN', 'Main Street', '123', 'M5V 2T6', 'Toronto', { unit: '6' }), ['5-123 Main St', 'Toronto ON M5V 2T6'], 'mismatch unit'], ['a flat for the house', formOf('CAN', 'Main Street', '5', 'M5V 2T6', 'Toronto'), ['5-123 Main St', 'Toronto ON M5V 2T6'], 'mismatch number'],
    ['a flat in the number field', formOf('AUT', 'Hofgasse', '12/4', '1060', 'Wien'), ['Hofgasse 12/4', '1060 Wien'], 'same'], ['another flat in the number field', formOf('AUT', 'Hofgasse', '12/4', '1060', 'Wien'), ['Hofgasse 12/5', '1060 Wien'], 'mismatch unit'], ['a flat first in the number field', formOf('AUS', 'Smith Street', '4/12', '3220', 'Geelong'), ['4/12 Smith St', 'Geelong VIC 3220'], 'same'],
    ['another flat behind a hyphen', formOf('PRT', 'Rua Direita', '12', '1000-001', 'Lisboa', { unit: '4' }), ['Rua Direita, 12-3', '1000-001 Lisboa'], 'mismatch unit'], ['a flat of one letter behind a hyphen', formOf('MEX', 'Av. Juárez', '12', '72000', 'Puebla', { unit: 'B' }), ['Av. Juárez 12-B', '72000 Puebla'], 'same'],
    ['south', formOf('USA', 'South Main Street', '123', '62701', 'Springfield', { region: 'IL' }), ['123 S Main St', 'Springfield, IL 62701'], 'same'], ['south and north', formOf('USA', 'South Main Street', '123', '62701', 'Springfield', { region: 'IL' }), ['123 N Main St', 'Springfield, IL 62701'], 'mismatch street'],
    ['another floor', { ...mill, unit: 'Ground Floor' }, ['First Floor', '12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch unit'], ['the floor', { ...mill, unit: 'First Floor Flat' }, ['First Floor Flat', '12 Mill Lane', 'Telford', 'TF6 5AA'], 'same'], ['another block', { ...mill, unit: 'Block A Flat 3' }, ['Block B Flat 3', '12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch unit'],
    ['another studio', { ...mill, unit: '3' }, ['Studio 4', '12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch unit'], ['figures of two flats', { ...mill, unit: '1/12' }, ['Flat 11/2', '12 Mill Lane', 'Telford', 'TF6 5AA'], 'mismatch unit'],
    ['another door of a bajo', formOf('ESP', 'Calle Mayor', '12', '28013', 'Madrid', { unit: 'Bajo A' }), ['C/ Mayor 12, Bajo B', '28013 Madrid'], 'mismatch unit'], ['a bloco', formOf('BRA', 'Rua das Flores', '123', '01310-100', 'São Paulo', { unit: 'Apto 45 Bloco B' }), ['Rua das Flores, 123 - Apto 45 Bloco B', '01310-100 São Paulo'], 'same'],
    ['another bloco', formOf('BRA', 'Rua das Flores', '123', '01310-100', 'São Paulo', { unit: 'Apto 45 Bloco B' }), ['Rua das Flores, 123 - Apto 45 Bloco C', '01310-100 São Paulo'], 'mismatch unit'], ['a casa', formOf('BRA', 'Rua das Flores', '123', '01310-100', 'São Paulo', { unit: 'Casa 1' }), ['Rua das Flores, 123 Casa 1', '01310-100 São Paulo'], 'same'], ['another casa', formOf('BRA', 'Rua das Flores', '123', '01310-100', 'São Paulo', { unit: 'Casa 1' }), ['Rua das Flores, 123 Casa 2', '01310-100 São Paulo'], 'mismatch unit'],
    ['another side of a floor', formOf('DEU', 'Hauptstraße', '12', '10115', 'Berlin', { unit: '3. OG links' }), ['Hauptstraße 12, 3. OG rechts', '10115 Berlin'], 'mismatch unit'], ['a Belgian box', formOf('BEL', 'rue Haute', '12', '5000', 'Namur', { unit: '3' }), ['rue Haute 12 bte 3', '5000 Namur'], 'same'], ['another Belgian box', formOf('BEL', 'rue Haute', '12', '5000', 'Namur', { unit: '3' }), ['rue Haute 12 boîte 4', '5000 Namur'], 'mismatch unit'],
    ['a French building', formOf('FRA', 'rue des Lilas', '8', '69006', 'Lyon', { unit: 'Bât A Appt 4' }), ['Bât A Appt 4', '8 rue des Lilas', '69006 Lyon'], 'same'], ['a French floor', formOf('FRA', 'rue des Lilas', '8', '69006', 'Lyon', { unit: '3e étage' }), ['3e étage', '8 rue des Lilas', '69006 Lyon'], 'same'], ['a street named as a flat is', formOf('FRA', 'rue Porte Neuve', '8', '69006', 'Lyon'), ['8 rue Porte Neuve', '69006 Lyon'], 'same'],
    ['Spanish', formOf('ESP', 'Mayor', '12', '28013', 'Madrid', { unit: '3 B' }), ['C/ Mayor, 12, 3º B', '28013 Madrid'], 'same'],
  ] as const)('%s', (_what, form, lines, wanted) => expect(against(form, paper(...lines))).toBe(wanted));
  it('no address', () => expect(against(mill, 'North Grid Energy Ltd\nInvoice date 3 October 2026')).toBe('document-incomplete no-address street number city postalCode'));
  it('one wrong letter is forgiven where pixels were read, a figure never', () => {
    expect(against(formOf('DEU', 'Lindenallee', '12', '10115', 'Berlin'), paper('Lindenallce 12', '10115 Berlin'), false)).toBe('same');
    expect(against(formOf('DEU', 'Lindenallee', '12', '10115', 'Berlin'), paper('Lindenallce 12', '10115 Berlin'), true)).toBe('mismatch street');
    expect(against(formOf('DEU', 'Lindenallee', '12', '10115', 'Berlin'), paper('Lindenallee 13', '10115 Berlin'), false)).toBe('mismatch number');
  });
});

describe('the form alone', () => {
  const empty = addressFormSchema.parse({ country: 'DEU', street: '', number: '', city: '', postalCode: '' });
  it('names what is missing, in the form\'s order', () => expect(formProblems(empty).map((p) => `${p.part} ${p.problem}`)).toEqual(['street missing', 'number missing', 'city missing', 'postalCode missing']));
  it('asks for no code where there is none, and no number where houses have names', () => {
    expect(formProblems(formOf('HKG', 'Queens Road', '1', '', 'Hong Kong'))).toEqual([]);
    expect(formProblems(formOf('GBR', 'Rose Cottage, Mill Lane', '', 'TF6 5AA', 'Telford'))).toEqual([]);
  });
  it('shows an example of a code', () => expect(formProblems(formOf('PRT', 'Rua Direita', '1', '10-001', 'Lisboa'))).toEqual([{ part: 'postalCode', problem: 'postal-format', example: '1000-001' }]));
});

describe('figures of other scripts', () => {
  it.each([['EGY', '١١٥١١', true], ['IND', '११०००१', true], ['THA', '๑๐๑๐๐', true], ['EGY', '١١٥١', false]])('%s %s', (code, postal, ok) => expect(isPostalCode(addressCountry(code)!, postal)).toBe(ok));
  it('number and code are the same in either', () => {
    const cairo = formOf('EGY', 'Nile Street', '14', '11511', 'Cairo');
    expect(against(cairo, '\n\nMs Mira Specimen\n١٤ Nile Street\nCairo ١١٥١١')).toBe('same');
    expect(against(cairo, '\n\nMs Mira Specimen\n١٥ Nile Street\nCairo ١١٥١١')).toBe('mismatch number');
    expect(told(compareAddress({ ...cairo, number: '١٤', postalCode: '١١٥١١' }, pageOf('\n\nMs Mira Specimen\n14 Nile Street\nCairo 11511'), { exact: true }))).toBe('same');
  });
});
