/** Lines of a paper that name its customer: over the customer's address, behind a label, or alone behind a title. A name that only occurs in the text is none. */
import { customerBlocks, isNamed, type IsHolder } from './address/block.ts';
import { addressCountry } from './address/countries.ts';
import { compareToHolder, namesHolder, type HolderName, type NameComparison, type NameOptions, type NameVerdict } from './name-compare.ts';
import { titles } from './name-parts.ts';
import { inReadingOrder, lineAbove, lineBefore, type PageLine, type PageText } from './page-text.ts';
import { fold } from './phrases.ts';

export type CustomerName = { text: string; line: PageLine; by: 'address' | 'label' | 'title' };

const labels = `NAME, CUSTOMER NAME, CUSTOMER, ACCOUNT HOLDER, ACCOUNT NAME, ACCOUNT OWNER, POLICYHOLDER, POLICY HOLDER, INSURED, TENANT, EMPLOYEE, EMPLOYEE NAME, TAXPAYER, CLIENT NAME, HOLDER, BILL TO, PREPARED FOR,
CLIENT, TITULAIRE, TITULAIRE DU CONTRAT, TITULAIRE DU COMPTE, NOM DU CLIENT, NOM DU TITULAIRE, SALARIE, LOCATAIRE, ASSURE, LE LOCATAIRE, NOM ET PRENOM, NOM, KUNDE, KUNDENNAME, KONTOINHABER, MIETER, VERSICHERUNGSNEHMER, ARBEITNEHMER, VERTRAGSPARTNER, NAME DES KUNDEN,
CLIENTE, TITULAR, TITULAR DEL CONTRATO, TITULAR DE LA CUENTA, NOMBRE, NOMBRE DEL TITULAR, NOMBRE DEL CLIENTE, ARRENDATARIO, INQUILINO, TOMADOR, TRABAJADOR, TITULAR DO CONTRATO, TITULAR DA CONTA, NOME, NOME DO CLIENTE, NOME DO TITULAR, TOMADOR DO SEGURO, TRABALHADOR, LOCATARIO, ARRENDATARIO,
INTESTATARIO, INTESTATO A, INTESTATARIO DEL CONTRATTO, INTESTATARIO DEL CONTO, CONDUTTORE, CONTRAENTE, DIPENDENTE, NOMINATIVO, NOME CLIENTE, KLANT, NAAM, REKENINGHOUDER`.split(',').map((l) => l.trim());
const isLabel = (text: string): boolean => labels.includes(fold(text.replace(/:\s*$/, '')));

/** @param country of the form, ISO 3166-1 alpha-3; helps to tell addresses */
export function customerNames(page: PageText, country: string | null = null, isHolder: IsHolder = () => false): CustomerName[] {
  const lines = inReadingOrder(page.lines);
  const over = customerBlocks(page, addressCountry(country), isHolder).flatMap(({ name }): CustomerName[] => (name ? [{ text: withoutLabel(name.text), line: name, by: 'address' }] : []));
  const labelled = lines.flatMap((line): CustomerName[] => {
    const parted = /^([^:]{3,40}):\s*(.+)$/.exec(line.text);
    if (parted && isLabel(parted[1]!)) return isNamed({ ...line, text: parted[2]! }, isHolder) ? [{ text: parted[2]!, line, by: 'label' }] : [];
    const [before, above] = [lineBefore(line, lines), lineAbove(line, lines)];
    return isNamed(line, isHolder) && [before, above].some((l) => l !== null && isLabel(l.text)) ? [{ text: line.text, line, by: 'label' }] : [];
  });
  const known = [...over, ...labelled.filter((l) => !over.some((o) => fold(o.text) === fold(l.text)))];
  // A letter without an address still says to whom it goes; what is known better is not doubled.
  return known.length > 0 ? known : lines.filter((l) => l.page === 0 && l.box.y < upperHalf && isTitled(l.text) && isNamed(l, isHolder)).map((line) => ({ text: line.text, line, by: 'title' }));
}

const upperHalf = 0.5;
const isTitled = (text: string): boolean => { const [first = ''] = fold(text.replaceAll('.', '')).split(' '); return first.length > 1 && titles.has(first) && first !== 'THE'; };

const withoutLabel = (text: string): string => { const parted = /^([^:]{3,40}):\s*(.+)$/.exec(text); return parted && isLabel(parted[1]!) ? parted[2]! : text; };

const ranks: Readonly<Record<NameVerdict, number>> = { same: 0, partial: 1, unclear: 2, mismatch: 3 };

/** The best of the customer's names on the paper; `found` null: it names no customer, which is unclear and no mismatch. */
export function compareNameOnPage(holder: readonly HolderName[], page: PageText, { country = null, ...options }: NameOptions & { country?: string | null }): NameComparison & { found: CustomerName | null } {
  const results = customerNames(page, country, namesHolder(holder)).map((found) => ({ ...compareToHolder(holder, found.text, options), found }));
  return results.sort((a, b) => ranks[a.verdict] - ranks[b.verdict])[0] ?? { verdict: 'unclear', reasons: ['no-name'], pairs: [], found: null };
}
