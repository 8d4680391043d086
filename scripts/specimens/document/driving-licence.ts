/** Driving licence with the numbered fields of directive 2006/126/EC, annex I; 85.6 x 53.98 mm. */
import type { Frame } from '../../../core/frame.ts';
import { microtext } from '../guilloche.ts';
import { pngBytes } from '../raster.ts';
import { dottedDate, fieldsOf, type Holder, type Side } from './holder.ts';
import { emblem, escaped, foil, ghostOf, picture, printed, sans, securityGround, signature, sizes, specimenMark, text } from './parts.ts';

const size = sizes['ID-1'];

const numbered = (number: string, value: string, x: number, y: number, big = 2.2): string =>
  `<text x="${x}" y="${y}" font-family="${sans}" font-size="1.7" fill="#39424c">${number}</text><text x="${x + 5}" y="${y}" font-family="${sans}" font-size="${big}" font-weight="bold" fill="#1b1e26">${escaped(value)}</text>`;

export async function licenceFront(h: Holder, portrait: Frame): Promise<Side> {
  const { country } = h;
  const head = country.colours.heading;
  const content = `
    ${securityGround(size, country, 4.1)}
    <rect width="13" height="13" x="3" y="2.6" rx="1" fill="${head}" fill-opacity=".88"/>
    ${emblem(9.5, 7.6, 8, '#f6e7b0')}
    ${text(country.code, 9.5, 14.4, { size: 2.3, weight: 'bold', colour: '#fff', anchor: 'middle' })}
    ${text('DRIVING LICENCE', 31, 6.2, { size: 3.3, weight: 'bold', colour: head, spacing: 0.3 })}
    ${text(`${country.longName} · PERMIS DE CONDUIRE`, 31, 9.4, { size: 1.5, colour: head, spacing: 0.08 })}
    ${microtext(`${country.name}DRIVING`, 31, 10.6, 52, head)}
    ${picture(await pngBytes(portrait), 4, 17.6, 23, 29.6)}
    ${foil(25.5, 44.5, 5.6)}
    ${picture(await ghostOf(portrait, [90, 70, 90], 0.5), 68.5, 33, 12, 15.4)}
    ${numbered('1.', h.surname.toUpperCase(), 31, 14.8, 2.5)}
    ${numbered('2.', h.givenNames.toUpperCase(), 31, 18.8, 2.5)}
    ${numbered('3.', `${dottedDate(h.birthDate)}  ${h.birthPlace.toUpperCase()}`, 31, 22.8)}
    ${numbered('4a.', dottedDate(h.issueDate), 31, 26.8)}
    ${numbered('4c.', country.city, 55, 26.8, 1.9)}
    ${numbered('4b.', dottedDate(h.expiryDate), 31, 30.8)}
    ${numbered('4d.', h.personalNumber, 55, 30.8)}
    ${numbered('5.', h.number, 31, 34.8, 2.5)}
    ${numbered('7.', '', 31, 40.6)}${signature(h.surname, 37, 41, 18, 1.8)}
    ${numbered('8.', h.address, 31, 45, 1.8)}
    ${numbered('9.', 'AM  B1  B', 31, 49.6, 2.5)}
    ${specimenMark(15.5, 50.6, 1.9)}`;
  return { sheet: await printed(size, content), size: 'ID-1', side: 'front', mrz: null, fields: fieldsOf(h) };
}

const categories = ['AM', 'A1', 'A2', 'A', 'B1', 'B', 'C1', 'C', 'D1', 'D', 'BE', 'C1E', 'CE'] as const;
const granted = new Set(['AM', 'B1', 'B']);

export async function licenceBack(h: Holder): Promise<Side> {
  const { country } = h;
  const head = country.colours.heading;
  const top = 7;
  const pitch = 3.1;
  const rows = categories.map((c, i) => {
    const y = top + pitch * (i + 1);
    const dates = granted.has(c) ? [dottedDate(h.issueDate), dottedDate(h.expiryDate)] : ['—', '—'];
    return `<path d="M22 ${y - 2.3}H80" stroke="${head}" stroke-width=".1"/>${text(c, 24, y, { size: 2, weight: 'bold' })}${text(dates[0]!, 40, y, { size: 1.8 })}${text(dates[1]!, 58, y, { size: 1.8 })}`;
  }).join('');
  const content = `
    ${securityGround(size, country, 5.6)}
    ${text('9.', 24, 5, { size: 1.7 })}${text('10.', 40, 5, { size: 1.7 })}${text('11.', 58, 5, { size: 1.7 })}${text('12.', 75, 5, { size: 1.7 })}
    <path d="M22 3V48M37 3V48M55 3V48M73 3V48M80 3V48" stroke="${head}" stroke-width=".12"/>
    ${rows}
    ${text('1. Surname  2. Given names  3. Date and place of birth  4a. Issued  4b. Expires  4c. Authority  5. Number  9. Categories', 4, 51.6, { size: 1.25, colour: '#4a5a66' })}
    ${emblem(11.5, 12, 13, head).replace('<g ', '<g opacity=".55" ')}
    ${text(h.number, 11.5, 24, { size: 1.9, weight: 'bold', anchor: 'middle' })}
    ${specimenMark(11.5, 29, 1.9)}`;
  return { sheet: await printed(size, content), size: 'ID-1', side: 'back', mrz: null, fields: fieldsOf(h) };
}
