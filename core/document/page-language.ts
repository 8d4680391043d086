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

// Chosen: fewer hits or a smaller lead say nothing.
const least = { hits: 4, lead: 1.3 } as const;

/** Null: too few words, or two languages on one page. */
export function languageOf(text: string): PageLanguage | null {
  const said = fold(text).split(' ');
  const counts = pageLanguages.map((language) => ({ language, hits: said.filter((w) => words[language].has(w)).length })).sort((a, b) => b.hits - a.hits);
  const [first, second] = counts as [{ language: PageLanguage; hits: number }, { language: PageLanguage; hits: number }];
  return first.hits >= least.hits && first.hits >= least.lead * second.hits ? first.language : null;
}
