import { describe, expect, it } from 'vitest';
import { pageOf } from './page-text.fixture.ts';
import { proofClassOf } from './proof-class.ts';

const classOf = (text: string): string | null => proofClassOf(pageOf(text)).class;

describe('papers that show where somebody lives', () => {
  it.each([
    ['utility-bill', 'Your electricity bill\nMeter number S12 3456\nStanding charge 12.00\n340 kWh at 0.28'], ['utility-bill', "Facture d'électricité\nPoint de livraison 123\nConsommation 340 kWh\nAbonnement"], ['utility-bill', 'Stromrechnung\nZählernummer 123\nVerbrauch 340 kWh\nGrundpreis'],
    ['utility-bill', 'Factura de electricidad\nPotencia contratada 3,45 kW\nCUPS ES0021'], ['utility-bill', 'Fatura de eletricidade\nPotência contratada\nLocal de consumo'], ['utility-bill', 'Bolletta luce\nPOD IT001E\nConsumi 210 kWh'],
    ['telecom-bill', 'Your broadband bill\nLine rental 18.00\nCalls and texts'], ['telecom-bill', 'Mobilfunkrechnung\nRufnummer 0170\nDatenvolumen'], ['telecom-bill', 'Facture mobile\nForfait 80 Go\nAppels'], ['telecom-bill', 'Factura móvil\nLlamadas\nDatos'],
    ['bank-statement', 'Statement of account\nSort code 00-00-00\nOpening balance 12.00\nClosing balance 14.00'], ['bank-statement', 'Relevé de compte\nAncien solde 12,00\nNouveau solde 14,00\nVirement'], ['bank-statement', 'Kontoauszug\nAlter Kontostand\nÜberweisung\nLastschrift'], ['bank-statement', 'Extracto de cuenta\nSaldo anterior\nFecha valor'], ['bank-statement', 'Estratto conto\nSaldo iniziale\nBonifico'],
    ['tax-letter', 'Council Tax bill\nProperty band D'], ['tax-letter', "Avis d'impôt sur le revenu\nRevenu fiscal de référence"], ['tax-letter', 'Einkommensteuerbescheid\nFinanzamt\nSteuernummer'], ['tax-letter', 'Agenzia delle Entrate\nCodice fiscale'],
    ['government-letter', 'Meldebescheinigung\nBürgeramt Neuhafen'], ['government-letter', 'Certificado de empadronamiento\nAyuntamiento de Villanueva'], ['government-letter', 'Certificato di residenza\nComune di Porto Chiaro\nUfficio Anagrafe'],
    ['lease', 'Tenancy agreement\nLandlord\nTenant\nRent'], ['lease', 'Mietvertrag\nVermieter\nMieter\nKaltmiete'], ['lease', 'Quittance de loyer\nLocataire\nBailleur'], ['lease', 'Contrato de arrendamiento\nArrendador\nFianza'],
    ['insurance', 'Home insurance\nPolicy number\nSum insured'], ['insurance', 'Versicherungsschein\nVersicherungsnehmer'], ['payslip', 'Payslip\nGross pay\nNet pay\nTax code'], ['payslip', 'Bulletin de paie\nSalaire brut\nNet à payer'], ['payslip', 'Busta paga\nRetribuzione\nTrattenute'],
  ])('%s: %s', (wanted, text) => expect(classOf(text)).toBe(wanted));
});

describe('what shows it to nobody', () => {
  it.each([
    ['identity-document', 'REPUBLIC OF UTOPIA\nIDENTITY CARD\nSurname\nEXAMPLE\nGiven names\nANNA\nDate of birth\n14.07.1981\nNationality'], ['receipt', 'North Market\nCashier 12\nSubtotal 12.00\nCash 20.00\nChange 8.00\nThank you for shopping'], ['receipt', 'Kassenbon\nSumme 12,00\nBar 20,00\nRückgeld 8,00'],
    ['invoice', 'INVOICE\nBill to\nShip to\nQuantity   Unit price   Description\nSubtotal 120.00'], ['invoice', 'Facture\nBon de commande 12\nQuantité   Prix unitaire   Désignation'], ['screenshot', '9:41   5G   80%\nAccounts\nSettings\nTransactions\nSearch'], ['business-card', 'Anna Example\nSales Director\nNorth Works\nwww.northworks.example\nanna@northworks.example'],
  ])('%s: %s', (wanted, text) => expect(classOf(text)).toBe(wanted));
});

it('an energy bill is not a shop invoice, though it says invoice', () => expect(proofClassOf(pageOf('Invoice\nInvoice number 12\nElectricity bill\nDescription   Quantity   Total\nMeter reading 1200 kWh\nStanding charge'))).toMatchObject({ class: 'utility-bill', cues: expect.arrayContaining(['ELECTRICITY BILL']) as string[] }));
it('words that sound like a title are none: please contact, federal income tax', () => {
  expect(classOf('Invoice\nInvoice number 12\nQuantity   Unit price\nPlease contact us')).toBe('invoice');
  expect(classOf('Earnings statement\nFederal income tax 12.00\nGross pay   Net pay   Deductions')).toBe('payslip');
});
it('says nothing where nothing is said', () => {
  expect(proofClassOf(pageOf('Hello'))).toMatchObject({ class: null, cues: [] });
  expect(proofClassOf({ lines: [] }).class).toBeNull();
});
it('a letter about anything is a letter', () => expect(classOf('Dear Anna,\nthank you very much for the wonderful weekend that we all spent together by the lake.\nWith kind regards from your friends in the north')).toBe('other'));
