/** The language of a page by its commonest small words. */
import { fold } from './phrases.ts';

export const pageLanguages = ['en', 'fr', 'de', 'es', 'pt', 'it', 'nl'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words of bills and letters that no other language here has; capitals without accents. */
const words: Readonly<Record<PageLanguage, ReadonlySet<string>>> = {
  en: list('THE AND OF YOUR YOU FOR FROM BILL ACCOUNT STATEMENT PLEASE DATE AMOUNT PAYMENT DUE CUSTOMER WITH THIS CHARGES BALANCE PAY ADDRESS INVOICE NUMBER TAX PERIOD WE IS ARE HAVE'),
  fr: list('LE LES DES VOTRE VOUS POUR FACTURE MONTANT COMPTE CLIENT REFERENCE ADRESSE AVEC PAIEMENT NOUS EST SONT AU AUX DATE RELEVE PERIODE TTC TVA DU NUMERO SOLDE PRELEVEMENT'),
  de: list('DER DIE DAS UND IHR IHRE SIE FUR RECHNUNG BETRAG KUNDENNUMMER KONTO MIT VON VOM BIS ZUM DATUM BITTE EUR ZEITRAUM RECHNUNGSDATUM GESAMT IST SIND WIR BESCHEID VERTRAG NUMMER'),
  es: list('EL LOS LAS SU USTED PARA FACTURA IMPORTE CUENTA CLIENTE CON FECHA DEL PERIODO PAGO NUMERO SALDO DIRECCION HASTA DESDE CONTRATO TITULAR VENCIMIENTO IVA EMISION SUMINISTRO'),
  pt: list('O OS SEU SUA PARA FATURA VALOR CONTA CLIENTE COM DATA DO DA DOS DAS PAGAMENTO NUMERO SALDO MORADA ATE CONTRATO VENCIMENTO EMISSAO NAO EM PERIODO CONTRIBUINTE ENDERECO'),
  it: list('IL LO GLI DEL DELLA DELLE SUO SUA PER FATTURA IMPORTO CONTO CLIENTE CON DATA PAGAMENTO NUMERO SALDO INDIRIZZO BOLLETTA SCADENZA CODICE FORNITURA PERIODO DAL AL EMISSIONE CONTRATTO'),
  nl: list('HET EEN VAN UW VOOR FACTUUR BEDRAG REKENING KLANTNUMMER MET DATUM BETALING FACTUURDATUM TOTAAL ADRES TOT EN WIJ IS ZIJN BTW PERIODE'),
};

/** Of languages whose papers are not read: without them "do", "data" and "numer" of a Polish bill are Portuguese. Polish, Czech and Slovak, Swedish, Danish and Norwegian, Turkish, Romanian, Hungarian. */
const others: readonly ReadonlySet<string>[] = [
  list('I W NA Z DO ZA NIE SIE PRZEZ DLA NR DATA OD ORAZ JEST KWOTA FAKTURA ULICA UL KONTO TERMIN RAZEM OKRES KLIENTA NUMER FAKTURY UMOWY ADRES'),
  list('A V NA SE ZA DO OD PRO JE DATUM FAKTURA CASTKA UCET CELKEM OBDOBI ADRESA CISLO SPLATNOSTI ZAKAZNIK SMLOUVY CELKOM OBDOBIE UCTU KC DPH BYT PRE SUMA FAKTURY PLATBA'),
  list('OCH ATT DET SOM PA AR AV FOR TILL DIN DITT DU BELOPP KUND FAKTURA BETALA FORFALLODATUM MED OSS MOMS SUMMA PERIOD KONTO KRONOR ADRESS'),
  list('OG AT DET SOM PA ER AF AV TIL DIN DITT DU BELØB BELØP KUNDE FAKTURA BETALES FORFALD FOR MED OSS MOMS MVA KONTO KR ADRESSE DEN PERIODE I'),
  list('VE BIR BU ICIN ILE FATURA TARIHI TUTAR ADRES MUSTERI NO HESAP TOPLAM SON ODEME DONEMI OLARAK ABONE TL KDV NUMARASI ADI SAYIN'),
  list('SI DE LA CU IN PE ESTE FACTURA CLIENT DATA SUMA TOTAL PLATA ADRESA CONT NR PENTRU DIN PERIOADA TVA CONTRACT LEI EMITERII SCADENTA SE'),
  list('A AZ ES EGY IS HOGY SZAMLA OSSZEG DATUM CIM UGYFEL FIZETENDO FT KELTE IDOSZAK SZAMA BRUTTO NETTO AFA HATARIDO FIZETESI NEM'),
];

// Chosen: fewer hits or a smaller lead say nothing.
const least = { hits: 4, lead: 1.3 } as const;

/** Null: too few words, two languages on one page, or one that is not among these. */
export function languageOf(text: string): PageLanguage | null {
  const said = fold(text).split(' ');
  const hitsOf = (own: ReadonlySet<string>): number => said.filter((w) => own.has(w)).length;
  const counts = [...pageLanguages.map((language) => ({ language, hits: hitsOf(words[language]) })), ...others.map((own) => ({ language: null, hits: hitsOf(own) }))].sort((a, b) => b.hits - a.hits);
  const [first, second] = counts as [(typeof counts)[number], (typeof counts)[number]];
  return first.hits >= least.hits && first.hits >= least.lead * second.hits ? first.language : null;
}
