import { describe, expect, it } from 'vitest';
import { pageOf } from './page-text.fixture.ts';
import { blocksOf, inReadingOrder, lineAbove, lineBefore, pageTextOf, textLinesOf } from './page-text.ts';
import { languageOf } from './page-language.ts';
import { rowOf } from './print-rows.fixture.ts';

const page = pageOf(`
North Grid Energy             Anna Example
12 Mill Lane                  7 High Street
                              Zenith 12345

Invoice date                  3 October 2026`);
const [, , mill, high, , label, day] = inReadingOrder(page.lines) as [...typeof page.lines];

describe('places of lines', () => {
  it('columns of one row are read left to right', () => expect(inReadingOrder(page.lines).slice(0, 3).map((l) => l.text)).toEqual(['North Grid Energy', 'Anna Example', '12 Mill Lane']));
  it('before, above', () => {
    expect(lineBefore(day!, page.lines)?.text).toBe('Invoice date');
    expect(lineBefore(label!, page.lines)).toBeNull();
    expect(lineAbove(high!, page.lines)?.text).toBe('Anna Example');
    expect(lineAbove(mill!, page.lines)?.text).toBe('North Grid Energy');
  });
  it('blocks are parted by columns and gaps', () => expect(blocksOf(page).map((b) => b.map((l) => l.text))).toEqual([['North Grid Energy', '12 Mill Lane'], ['Anna Example', '7 High Street', 'Zenith 12345'], ['Invoice date'], ['3 October 2026']]));
  it('rows of the print reader and back', () => {
    const made = pageTextOf([rowOf('Anna Example', 30)], { width: 400, height: 600 });
    expect(made.lines[0]).toMatchObject({ text: 'Anna Example', page: 0, confidence: 0.9, box: { x: 10 / 400, y: 0.05, height: 0.02 } });
    expect(textLinesOf(made)[0]!.words.map((w) => w.text)).toEqual(['Anna', 'Example']);
  });
});

it.each([
  ['Your bill for the period, please pay the amount due', 'en'], ['Votre facture, montant à payer pour le compte client', 'fr'], ['Ihre Rechnung vom 3. Oktober, bitte zahlen Sie den Betrag bis zum', 'de'], ['Su factura, importe a pagar con cargo en su cuenta del cliente', 'es'],
  ['A sua fatura, valor a pagar da conta do cliente até', 'pt'], ['La sua bolletta, importo della fattura, codice cliente', 'it'], ['Uw factuur, bedrag van het klantnummer, betaling', 'nl'], ['Total 12.00', null],
  ['Faktura nr 12, data wystawienia, kwota do zapłaty do dnia, numer konta', null], ['Faktura, datum splatnosti, částka k úhradě za období, číslo účtu', null], ['Factura pentru client, suma de plată, data emiterii, adresa, lei', null],
])('%s: %s', (text, language) => expect(languageOf(text)).toBe(language));
