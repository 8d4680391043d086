/**
 * Labels under which facts are printed: English, French, German, Spanish, Portuguese, Italian, Dutch, capitals without accents. From ICAO 9303-3
 * (3.5) and the models of the European Union; numbers from directive 2006/126/EC annex I and the AAMVA card design standard.
 */
import type { FieldName } from './reading.ts';

export type ValueKind = 'name' | 'number' | 'birth' | 'issue' | 'issue-ahead' | 'expiry' | 'sex' | 'country' | 'line' | 'address';
export type Label = { field: FieldName | null; kind: ValueKind; phrases: readonly (readonly string[])[] };

const list = (text: string): string[][] => text.split(',').map((p) => p.trim().split(' ')).sort((a, b) => b.length - a.length);

export const labels: readonly Label[] = [
  { field: 'surname', kind: 'name', phrases: list('SURNAME, SURNAMES, LAST NAME, FAMILY NAME, NOM, NOM DE FAMILLE, NACHNAME, FAMILIENNAME, APELLIDOS, APELLIDO, APELIDO S, APELIDO, APELIDOS, COGNOME, NAAM, ACHTERNAAM, LN, PRIMER APELLIDO') },
  // The whole name on a student card, the surname where given names have a label of their own (fieldsOfPrint settles it).
  { field: 'fullName', kind: 'name', phrases: list('NAME, FULL NAME, HOLDER') },
  { field: 'givenNames', kind: 'name', phrases: list('GIVEN NAME, GIVEN NAMES, FIRST NAME, FIRST NAMES, FORENAME, FORENAMES, FORENAME S, GIVEN NAME S, OTHER NAMES, PRENOM, PRENOMS, PRENOM S, VORNAME, VORNAMEN, VORNAME N, NOMBRE, NOMBRES, NOMBRE S, NOME, NOMI, NOME S, NOMES PROPRIOS, VOORNAMEN, VOORNAAM, FN') },
  { field: 'birthDate', kind: 'birth', phrases: list('DATE OF BIRTH, BIRTH DATE, BIRTHDATE, DATE DE NAISSANCE, NE LE, NEE LE, NE E LE, GEBURTSDATUM, GEBURTSTAG, GEBOREN AM, GEB AM, FECHA DE NACIMIENTO, FECHA NACIMIENTO, DATA DE NASCIMENTO, DATA DI NASCITA, NATO IL, NATA IL, GEBOORTEDATUM, DOB, D O B, BORN') },
  { field: 'expiryDate', kind: 'expiry', phrases: list('DATE OF EXPIRY, EXPIRY DATE, EXPIRATION DATE, DATE OF EXPIRATION, EXPIRES ON, EXPIRES, EXPIRY, EXP DATE, EXP, CARD EXPIRES, VALID UNTIL, VALID TO, VALID THROUGH, DATE D EXPIRATION, EXPIRE LE, VALABLE JUSQU AU, CARTE VALABLE JUSQU AU, FIN DE VALIDITE, GULTIG BIS, ABLAUFDATUM, FECHA DE CADUCIDAD, FECHA CADUCIDAD, CADUCIDAD, VALIDO HASTA, VALIDA HASTA, VALIDEZ HASTA, VALIDEZ, DATA DE VALIDADE, VALIDADE, VALIDO ATE, DATA DI SCADENZA, SCADENZA, SCADE IL, VALIDO FINO AL, GELDIG TOT, VERVALDATUM') },
  { field: 'issueDate', kind: 'issue', phrases: list('DATE OF ISSUE, ISSUE DATE, ISSUED ON, ISSUED, ISS, DATE DE DELIVRANCE, DELIVRE LE, DELIVREE LE, EMISE LE, EMIS LE, AUSSTELLUNGSDATUM, AUSGESTELLT AM, FECHA DE EXPEDICION, FECHA EXPEDICION, EXPEDICION, EMISION, FECHA DE EMISION, DATA DE EMISSAO, DATA DI RILASCIO, DATA DI EMISSIONE, RILASCIATO IL, DATUM VAN AFGIFTE') },
  { field: 'documentNumber', kind: 'number', phrases: list('PASSPORT NO, PASSPORT NUMBER, PASSPORT NR, PASSEPORT N, PASSEPORT NO, N DU PASSEPORT, NO DU PASSEPORT, PASS NR, PASSNUMMER, REISEPASS NR, PASAPORTE N, PASAPORTE NO, PASSAPORTO N, PASSAPORTO NO, DOCUMENT NO, DOCUMENT NUMBER, DOCUMENT NR, N DU DOCUMENT, NO DU DOCUMENT, NUMERO DU DOCUMENT, DOKUMENTENNUMMER, AUSWEISNUMMER, AUSWEIS NR, NUM DOCUMENTO, NUMERO DE DOCUMENTO, NUMERO DOCUMENTO, N DOCUMENTO, CARD NO, CARD NUMBER, ID NO, ID NUMBER, ID #, IDENTITY CARD NO, IDENTITY NO, DL NO, DL NUMBER, DLN, DL #, DL, LIC NO, LIC #, LIC#, LICENSE NO, LICENCE NO, LICENSE NUMBER, LICENCE NUMBER, CUSTOMER IDENTIFIER, USCIS#, USCIS, STUDENT NO, STUDENT NUMBER, STUDENT ID, MATRIKELNUMMER, MATRIKEL NR, STUDENT ID NO') },
  { field: 'personalNumber', kind: 'number', phrases: list('PERSONAL NO, PERSONAL NUMBER, PERSONAL CODE, PERSONAL ID NO, NATIONAL NUMBER, PERSONENKENNZAHL, NUMERO PERSONAL, NUMERO PERSONNEL, CODICE FISCALE, PERSONNUMMER, PESEL, NUMERO NACIONAL, NIF') },
  { field: 'nationality', kind: 'country', phrases: list('NATIONALITY, NATIONALITE, STAATSANGEHORIGKEIT, NACIONALIDAD, NACIONALIDADE, CITTADINANZA, NAZIONALITA, NATIONALITEIT, CITIZENSHIP') },
  { field: 'sex', kind: 'sex', phrases: list('SEX, SEXE, GESCHLECHT, SEXO, SESSO, GESLACHT, GENDER') },
  { field: 'authority', kind: 'line', phrases: list('AUTHORITY, ISSUING AUTHORITY, ISSUED BY, AUTORITE, AUTORITE DE DELIVRANCE, DELIVRE PAR, BEHORDE, AUSSTELLENDE BEHORDE, AUTORIDAD, AUTORIDADE, AUTORITA, RILASCIATO DA, AUTORITEIT') },
  { field: 'address', kind: 'address', phrases: list('ADDRESS, HOME ADDRESS, ADRESSE, ANSCHRIFT, WOHNORT, DOMICILE, DOMICILIO, MORADA, ENDERECO, INDIRIZZO, RESIDENZA, ADRES') },
  // Nothing is read from these; they end the value before them and are no value themselves.
  { field: null, kind: 'line', phrases: list('PLACE OF BIRTH, LIEU DE NAISSANCE, GEBURTSORT, LUGAR DE NACIMIENTO, LUOGO DI NASCITA, LOCAL DE NASCIMENTO, COUNTRY OF BIRTH, TYPE, CODE, CODE OF ISSUING STATE, CLASS, CATEGORY, REST, RESTRICTIONS, END, ENDORSEMENTS, HGT, HEIGHT, TAILLE, GROSSE, ALTURA, STATURA, WGT, WEIGHT, EYES, EYE COLOUR, AUGENFARBE, HAIR, DD, REV, SIGNATURE, DONOR, RESIDENT SINCE, REMARKS, VEHICLE CLASSIFICATIONS, PREVIOUS TYPE, VALID FROM, MIDDLE NAME, DATE, NUMBER, NO') },
];

/** Beginning of a row on a driving licence, as printed and as tesseract takes it (4b for Ab, 46, 48). Read with a value of its kind only. */
export type NumberedField = { token: RegExp; field: FieldName | null; kind: ValueKind };

export const europeanNumbers: readonly NumberedField[] = [
  { token: /^1$/, field: 'surname', kind: 'name' }, { token: /^2$/, field: 'givenNames', kind: 'name' }, { token: /^3$/, field: 'birthDate', kind: 'birth' },
  { token: /^(4A|AA|44)$/, field: 'issueDate', kind: 'issue' }, { token: /^(4B|AB|46|48)$/, field: 'expiryDate', kind: 'expiry' },
  { token: /^(4C|AC|4G)$/, field: 'authority', kind: 'line' }, { token: /^(4D|AD)$/, field: 'personalNumber', kind: 'number' },
  { token: /^5$/, field: 'documentNumber', kind: 'number' }, { token: /^8$/, field: 'address', kind: 'address' }, { token: /^(7|9|10|11|12)$/, field: null, kind: 'line' },
];

export const americanNumbers: readonly NumberedField[] = [
  { token: /^1$/, field: 'surname', kind: 'name' }, { token: /^2$/, field: 'givenNames', kind: 'name' }, { token: /^3$/, field: 'birthDate', kind: 'birth' },
  { token: /^(4A|AA|44)$/, field: 'issueDate', kind: 'issue' }, { token: /^(4B|AB|46|48)$/, field: 'expiryDate', kind: 'expiry' },
  { token: /^(4D|AD)$/, field: 'documentNumber', kind: 'number' }, { token: /^8$/, field: 'address', kind: 'address' }, { token: /^15$/, field: 'sex', kind: 'sex' },
  { token: /^(5|9|9A|12|16|17|18|19)$/, field: null, kind: 'line' },
];
