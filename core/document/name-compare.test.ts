import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareToHolder, type HolderName, type NameComparison } from './name-compare.ts';

const named = (given: string, surname: string): HolderName => ({ givenNames: { value: given }, surname: { value: surname } });
const compare = (given: string, surname: string, proof: string, exact = true): NameComparison => compareToHolder([named(given, surname)], proof, { exact });
const told = ({ verdict, reasons }: NameComparison): string => [verdict, ...reasons].join(' ');

describe('same', () => {
  it.each([
    ['INGRID MARIA', 'HALVORSEN', 'Ingrid Maria Halvorsen', 'same'], ['INGRID MARIA', 'HALVORSEN', 'HALVORSEN Ingrid Maria', 'same order'], ['INGRID', 'HALVORSEN', 'Halvorsen, Ingrid', 'same order'], ['ANNA', 'MUELLER', 'Frau Anna Müller', 'same title'],
    ['ANNA', 'MULLER', 'Anna Mueller', 'same transliteration'], ['JUAN', 'DE LA CRUZ', 'D. Juan Delacruz', 'same joined title'], ['PIERRE', 'DUPONT', 'M. Pierre DUPONT', 'same title'], ['ANNA', 'MEYER-LANDRUT', 'Anna Meyer Landrut', 'same'],
    ['JOAO', 'DA SILVA', 'João Silva', 'same particle'], ['JOSE', 'ORTEGA Y GASSET', 'José Ortega y Gasset', 'same'], ['ANNA', 'ROSSI', 'Gent.ma Sig.ra Anna Rossi', 'same title'], ['ANNA', 'ROSSI', 'Sig.ra Anna Rossi', 'same title'], ['JOHN', 'SMITH', 'John and Mary Smith', 'same household'],
    ['MARY', 'SMITH', 'John and Mary Smith', 'same household'], ['ANNA', 'EXAMPLE', 'Anna Example c/o Brown', 'same care-of'], ['MARIA', 'SA', 'MARIA SA', 'same'], ['MARIA', 'SÁ', 'Maria Sá', 'same'], ['ANNA', 'BROWN', 'Attn: Anna Brown', 'same'],
    ['JOHN', 'SMITH', 'Mr & Mrs John Smith', 'same title household'], ['ДМИТРИЙ', 'ХРИСТОВ', 'Dmitrii Khristov', 'same'], ['JOHN', "O'BRIEN", 'John OBrien', 'same'], ['JOHN', 'SMITH', 'Mr John Smith BSc', 'same title'], ['DIEGO', 'PEREZ', 'Diego Pérez y Laura Gómez', 'same household'],
    ['MD RAHIM', 'UDDIN', 'Md Rahim Uddin', 'same'], ['JOAO', 'SANTOS JUNIOR', 'João Santos Júnior', 'same'], ['JOAO', 'SANTOS JUNIOR', 'João Santos Jr.', 'same'], ['DEMBA', 'BA', 'Demba Ba', 'same'], ['DEMBA', 'BA', 'Dr Demba Ba', 'same title'], ['DON', 'SMITH', 'Mr Don Smith', 'same title'], ['WEI MING', 'ENG', 'Eng Wei Ming', 'same order'], ['EN LIN', 'WONG', 'Wong En Lin', 'same order'],
    ['EN LIN', 'WONG', 'Tan Mei Li & Wong En Lin', 'same order'], ['ANNA', 'BROWN', 'Dr Anna Brown MD', 'same title'], ['DIEGO', 'ORTEGA Y GASSET RUIZ', 'Diego Ortega y Gasset Ruiz', 'same'], ['AH NEE', 'TAN', 'Ah Nee Tan', 'same'], ['ANNA', 'FAMILY', 'Anna Family', 'same household'], ['DOO HWAN', 'KIM', 'Kim Doo Hwan', 'same order'], ['JAN', 'KOWALSKI', 'Pan Jan Kowalski', 'same title'], ['WEI', 'PAN', 'Pan Wei', 'same order'],
  ])('%s %s on "%s": %s', (given, surname, proof, wanted) => expect(told(compare(given, surname, proof))).toBe(wanted));
});

describe('part of the name', () => {
  it.each([
    ['INGRID MARIA', 'HALVORSEN', 'Ingrid Halvorsen', 'partial given-missing'], ['INGRID', 'HALVORSEN', 'Ingrid Maria Halvorsen', 'partial extra-name'], ['INGRID MARIA', 'HALVORSEN', 'I. M. Halvorsen', 'partial initial'], ['INGRID MARIA', 'HALVORSEN', 'IM Halvorsen', 'partial initial'],
    ['INGRID', 'HALVORSEN', 'Mrs Halvorsen', 'partial given-missing title'], ['ROBERT', 'SMITH', 'Bob Smith', 'partial short-form'], ['ALEXANDER', 'SMITH', 'Alex. Smith', 'partial short-form'], ['ANNA', 'SCHMIDT', 'Anna Müller-Schmidt', 'partial married-name'], ['ANNA', 'MUELLER-SCHMIDT', 'Anna Schmidt', 'partial married-name'],
    ['ANNA', 'SCHMIDT', 'Anna Müller geb. Schmidt', 'partial married-name'], ['JUAN', 'GARCIA LOPEZ', 'Juan García', 'partial surname-missing'], ['JOHN', 'SMITH', 'John Smith Jr', 'partial generation'], ['ANNA MARIA', 'ROSSI', 'Maria Anna Rossi', 'partial given-order'], ['JUAN', 'GARCIA LOPEZ', 'Juan López García', 'partial given-order'],
    ['PETER', 'MEIER', 'Familie Meier', 'partial given-missing title household'], ['MARIA CARMEN', 'RUIZ', 'Mª Carmen Ruiz', 'partial short-form'], ['HANS JUERGEN', 'VOGEL', 'H.-J. Vogel', 'partial initial'], ['INGRID', 'HALVORSEN', 'Ingrid', 'partial surname-missing'],
    ['JOAO', 'SANTOS FILHO', 'João Santos Neto', 'partial surname-missing generation'], ['JOAO', 'SANTOS JUNIOR', 'João Santos', 'partial surname-missing'], ['JOHN', 'SMITH', 'Don Smith', 'partial given-missing title'], ['MD RAHIM', 'UDDIN', 'Rahim Uddin', 'partial given-missing'], ['LIN', 'WONG', 'Wong En Lin', 'partial order extra-name'],
  ])('%s %s on "%s": %s', (given, surname, proof, wanted) => expect(told(compare(given, surname, proof))).toBe(wanted));
});

describe('somebody else', () => {
  it.each([
    ['INGRID', 'HALVORSEN', 'Ingrid Olsen', 'surname-differs'], ['INGRID', 'HALVORSEN', 'Lars Halvorsen', 'given-differs'], ['INGRID', 'HALVORSEN', 'Lars Olsen', 'name-differs'], ['INGRID MARIA', 'HALVORSEN', 'Ingrid Sofie Halvorsen', 'given-differs'], ['INGRID MARIA', 'HALVORSEN', 'Ingrid S. Halvorsen', 'given-differs'],
    ['DANIEL', 'SMITH', 'Daniela Smith', 'given-differs'], ['PAUL', 'SMITH', 'Paula Smith', 'given-differs'], ['ANNA', 'MEIER-SCHMIDT', 'Anna Müller-Schmidt', 'surname-differs'], ['ANDREAS', 'MUELLER', 'Andreas Müller GmbH', 'company'], ['JUAN', 'GARCIA LOPEZ', 'Juan García Martín', 'surname-differs'],
    ['JOHN', 'SMITH', 'J. Brown', 'surname-differs'], ['MARIA', 'SMITH', 'Marta Smith', 'given-differs'], ['INGRID', 'HALVORSEN', 'North Grid Energy Ltd', 'company'], ['DOO HWAN', 'KIM', 'Kim Doo Hwan Ltd', 'company'], ['MARIA', 'SA', 'Maria S.A.', 'company'],
    ['DIEGO', 'GOMEZ', 'Diego Pérez y Laura Gómez', 'surname-differs'], ['DEMBA', 'BA', 'Demba Ndiaye', 'surname-differs'], ['WEI MING', 'ENG', 'Eng Wei Lin', 'given-differs'],
  ])('%s %s on "%s": %s', (given, surname, proof, reason) => {
    const got = compare(given, surname, proof);
    expect([got.verdict, got.reasons[0]]).toEqual(['mismatch', reason]);
  });
  it('shows what differs under each other', () => expect(compare('INGRID MARIA', 'HALVORSEN', 'Ingrid Sofie Halvorsen').pairs).toEqual([
    { holder: 'INGRID', proof: 'Ingrid', part: 'given', relation: 'same' }, { holder: 'MARIA', proof: 'Sofie', part: 'given', relation: 'different' }, { holder: 'HALVORSEN', proof: 'Halvorsen', part: 'surname', relation: 'same' },
  ]));
});

describe('what cannot be said', () => {
  it('one letter apart is unclear where it was read from pixels, another name where it is exact', () => {
    expect(told(compare('INGRID', 'HALVORSEN', 'Ingrid Halvorscn', false))).toBe('unclear misread');
    expect(told(compare('ANNA', 'MUELLER', 'Anna Miiller', false))).toBe('unclear misread');
    expect(compare('INGRID', 'HALVORSEN', 'Ingrid Halvorscn').verdict).toBe('mismatch');
  });
  it('a script without a table', () => expect(told(compare('ANNA', 'PAPADOPOULOU', 'Άννα Παπαδοπούλου'))).toBe('unclear no-script'));
  it('no name', () => expect(told(compare('ANNA', 'EXAMPLE', 'c/o Brown'))).toBe('unclear no-name care-of'));
});

describe('a zone that breaks off', () => {
  const cut: HolderName = { surname: { value: 'NILAVADHANANANDA', truncated: true }, givenNames: { value: 'CHAYAPA DEJTHAM', truncated: true } };
  it('goes on in print', () => expect(told(compareToHolder([cut], 'Chayapa Dejthamrong Nilavadhanananda', { exact: true }))).toBe('same truncated'));
  it('another word is another name', () => expect(compareToHolder([cut], 'Chayapa Krasuang Nilavadhanananda', { exact: true }).verdict).toBe('mismatch'));
  it('is left aside where print has the name whole', () => expect(compareToHolder([cut, named('CHAYAPA DEJTHAMRONG', 'NILAVADHANANANDA')], 'Chayapa Dejthamporn Nilavadhanananda', { exact: true }).verdict).toBe('mismatch'));
});

describe('whole names without a known surname', () => {
  const whole = (proof: string): string => told(compareToHolder([{ fullName: { value: 'INGRID MARIA HALVORSEN' } }], proof, { exact: true }));
  it.each([['Ingrid Maria Halvorsen', 'same'], ['Halvorsen Ingrid Maria', 'same order'], ['Ingrid Halvorsen', 'partial given-missing'], ['Maria Ingrid Halvorsen', 'partial given-order'], ['Ingrid Olsen', 'mismatch name-differs given-missing extra-name']])('%s: %s', (proof, wanted) => expect(whole(proof)).toBe(wanted));
});

const givens = ['INGRID', 'LARS', 'MARIA', 'MARTA', 'ANNA', 'ANNE', 'HANS', 'HANNA', 'DANIEL', 'DANIELA', 'JOSE', 'JOSEFA', 'PETER', 'PETRA', 'LOUIS', 'LOUISE', 'CARL', 'CARLA'];
const surnames = ['HALVORSEN', 'HALVERSEN', 'OLSEN', 'MUELLER', 'MILLER', 'MEIER', 'MAIER', 'GARCIA', 'GRACIA', 'LOPEZ', 'ROSSI', 'RUSSO', 'DUPONT', 'DUPOND', 'SILVA', 'SALVA'];
const person = fc.record({ given: fc.uniqueArray(fc.constantFrom(...givens), { minLength: 1, maxLength: 2 }), surname: fc.uniqueArray(fc.constantFrom(...surnames), { minLength: 1, maxLength: 2 }) });
const key = (p: { given: string[]; surname: string[] }): string => [...p.given, ...p.surname].toSorted().join(' ');

describe('of any two people', () => {
  it('other words are never called same, exact or not, whatever the order, title or initials', () => fc.assert(fc.property(person, person, fc.boolean(), fc.constantFrom('', 'Mr ', 'Frau ', 'M. '), fc.boolean(), (a, b, surnameFirst, title, exact) => {
    fc.pre(key(a) !== key(b));
    const proof = `${title}${(surnameFirst ? [...b.surname, ...b.given] : [...b.given, ...b.surname]).join(' ')}`;
    expect(compare(a.given.join(' '), a.surname.join(' '), proof, exact).verdict).not.toBe('same');
  }), { numRuns: 2000 }));
  it('the same words are the same', () => fc.assert(fc.property(person, fc.boolean(), (a, surnameFirst) => {
    expect(compare(a.given.join(' '), a.surname.join(' '), (surnameFirst ? [...a.surname, ...a.given] : [...a.given, ...a.surname]).join(' ')).verdict).toBe('same');
  })));
  it('any text is a verdict, never an error', () => fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
    expect(['same', 'partial', 'mismatch', 'unclear']).toContain(compare('INGRID', 'HALVORSEN', text).verdict);
  })));
});
